import { type Comparison, lackedIn } from '../../core/comparison.ts'
import { differenceRange } from '../figures.ts'
import type { Words } from '../words.ts'
import { type Block, fig, joined, type Text } from './block.ts'
import { causesTable } from './causes.ts'

/** What a comparison had to leave out in each run, why, and what it could make of the difference. */
export function notScored({ benchmarks, notCompared }: Comparison, words: Words): Block[] {
  const causes = causesTable([...benchmarks, ...notCompared], words)
  const rows = benchmarks
    .map(benchmark => ({ ...benchmark, lacked: lackedIn(benchmark) }))
    .filter(
      ({ errored, unscored, lacked, bounds }) =>
        bounds !== undefined || [errored, unscored, lacked].some(both => both.before + both.after > 0),
    )
    .map(({ name, errored, unscored, lacked, bounds, unit }) => [
      name,
      arrow(errored),
      arrow(unscored),
      arrow(lacked),
      fig(bounds === undefined ? '–' : `${differenceRange(bounds, unit)}${unit === 'rate' ? ' pp' : ''}`),
    ])
  const heading: Block = { kind: 'heading', text: words.notScored }
  const partial = benchmarks.flatMap(({ name, partial }): Block[] =>
    partial === undefined
      ? []
      : [{ kind: 'paragraph', text: words.partial(name, `${partial.before} → ${partial.after}`) }],
  )
  if (rows.length + causes.length === 0) return [heading, { kind: 'paragraph', text: words.allScored }, ...partial]
  const header = [words.benchmark, words.errored, words.unscored, words.unpaired, joined(['Δ', words.bounds], ' ')]
  return [
    heading,
    { kind: 'table', header, rows },
    ...causes,
    { kind: 'paragraph', text: words.notScoredNote },
    ...partial,
  ]
}

/** A count in both runs. */
export const arrow = ({ before, after }: { before: number; after: number }): Text => fig(`${before} → ${after}`)
