import { type ProgressCounts, progressFigures } from './describe-progress.ts'
import { oneLine } from './one-line.ts'
import { displayWidth, pad } from './text-table.ts'

export interface Bar {
  /** Of the labels' column. */
  width: number
  columns: number
}

/** A label, its bar, and how far it is. It never wraps. */
export function describeBar(counts: ProgressCounts, bar: Bar, now: number): string {
  const { total, done } = counts
  const text = progressFigures(counts, now)
  const room = bar.columns - text.length - 3
  const label = within(oneLine(counts.label), Math.min(bar.width, Math.max(8, room - 10)))
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
