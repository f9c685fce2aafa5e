import cliProgress from 'cli-progress'
import { displayWidth } from '../../report/text-table.ts'
import { describeBar } from './describe-bar.ts'
import type { ProgressCounts } from './describe-progress.ts'
import type { Display } from './progress.ts'

/** In a file of its own, which a run on a terminal loads alone: what knows how wide characters are takes 20 ms. */
export function drawBars(counts: readonly ProgressCounts[]): Display {
  const width = Math.max(...counts.map(({ label }) => displayWidth(label)))
  const multi = new cliProgress.MultiBar({
    format: (_options, _params, { count }: { count: ProgressCounts }) =>
      describeBar(count, { width, columns: process.stderr.columns }),
    hideCursor: true,
    gracefulExit: false,
    emptyOnZero: true,
    stream: process.stderr,
    fps: 4,
  })
  const all = counts.map(count => ({ count, bar: multi.create(count.total, count.done, { count }) }))
  const update = (): void => {
    for (const { count, bar } of all) bar.update(count.done)
  }
  return {
    update,
    say: text => multi.log(`${text}\n`),
    stop() {
      update()
      multi.stop()
    },
  }
}
