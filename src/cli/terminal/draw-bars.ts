import cliProgress from 'cli-progress'
import { displayWidth, pad } from '../../report/text-table.ts'
import { type ProgressCounts, progressFigures } from './describe-progress.ts'

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

export interface Bar {
  /** Of the labels' column. */
  width: number
  columns: number
}

/** A label, its bar, and how far it is. It never wraps. */
export function describeBar(counts: ProgressCounts, bar: Bar, now = performance.now()): string {
  const { total, done } = counts
  const text = progressFigures(counts, now)
  const room = bar.columns - text.length - 3
  const label = within(counts.label, Math.min(bar.width, Math.max(8, room - 10)))
  const size = Math.max(0, Math.min(24, room - displayWidth(label) - 1))
  const full = total === 0 ? size : Math.floor((size * done) / total)
  return `${label} ${'█'.repeat(full)}${'░'.repeat(size - full)} ${text}`
}

/** The end of a label says more than its start: a file, a model's name. */
function within(label: string, width: number): string {
  if (displayWidth(label) <= width) return pad(label, width)
  const characters = Array.from(label)
  while (displayWidth(characters.join('')) > width - 1) characters.shift()
  return pad(`…${characters.join('')}`, width)
}
