import cliProgress from 'cli-progress'
import { describeBar } from '../../report/describe-bar.ts'
import type { ProgressCounts } from '../../report/describe-progress.ts'
import { terminalText } from '../../report/terminal-text.ts'
import { displayWidth } from '../../report/text-table.ts'
import { writeRaw } from '../process/guard-streams.ts'

/** Bars on a terminal: lines under each other that are drawn anew, and lines that stay above them. */
export interface Bars {
  update(): void
  say(text: string): void
  stop(): void
}

/** Imported once a run has begun: what tells the width of a text in a terminal takes 8 ms to load. */
export function drawBars(counts: readonly ProgressCounts[]): Bars {
  const width = Math.max(...counts.map(({ label }) => displayWidth(label)))
  const multi = new cliProgress.MultiBar({
    format: (_options, _params, { count }: { count: ProgressCounts }) =>
      describeBar(count, { width, columns: process.stderr.columns }, performance.now()),
    hideCursor: true,
    gracefulExit: false,
    emptyOnZero: true,
    stream: ownStream,
    fps: 4,
  })
  const all = counts.map(count => ({ count, bar: multi.create(count.total, count.done, { count }) }))
  const update = (): void => {
    for (const { count, bar } of all) bar.update(count.done)
  }
  return {
    update,
    say: text => multi.log(`${terminalText(text)}\n`),
    stop() {
      update()
      multi.stop()
    },
  }
}

/** Bars steer the terminal; labels and lines among them are made plain. */
const ownStream: NodeJS.WritableStream = new Proxy(process.stderr, {
  get: (stream, name) =>
    name === 'write' ? (text: string) => writeRaw(stream, text) : bound(stream, Reflect.get(stream, name)),
})

const bound = (stream: object, value: unknown): unknown => (typeof value === 'function' ? value.bind(stream) : value)
