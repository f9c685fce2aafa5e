import type { ComparisonInput, Flip } from '../../core/report.ts'
import { shorten } from '../shorten.ts'
import type { Words } from '../words.ts'
import { type Block, fig, type Text } from './block.ts'

const shown = 20
const length = 240

/** The first flips, each with its question, both answers, both labels and why the judge gave them. */
export function flipList({ flips, comparison }: ComparisonInput, words: Words): Block[] {
  if (flips.length === 0) return []
  const all = comparison.benchmarks.reduce((sum, { flips }) => sum + flips.improved + flips.regressed, 0)
  const items = flips.slice(0, shown).map(flip => item(flip, words))
  return [
    { kind: 'heading', text: words.flipped },
    { kind: 'paragraph', text: words.flipsShown(items.length, Math.max(all, flips.length)) },
    { kind: 'numbered', items },
  ]
}

function item({ benchmark, direction, breakdown, sample, before, after }: Flip, words: Words) {
  const question = sample.input.map(({ content }) => content).join('\n')
  const line = (title: string, text: string): Text => [fig(title), fig(words.colon), shorten(text, length)]
  const side = (title: string, { output, judgment }: Flip['before']): Text[] => [
    [fig(title + words.open), labelOf(judgment), fig(words.close + words.colon), shorten(answerOf(output), length)],
    ...(rationaleOf(judgment) === '' ? [] : [line(words.rationale, rationaleOf(judgment))]),
  ]
  const values = Object.values(breakdown).filter(value => value !== '')
  return {
    text: [
      benchmark,
      fig(' '),
      { code: sample.id },
      ...(values.length > 0 ? [fig(words.open), values.join(words.separator), fig(words.close)] : []),
      fig(words.colon),
      { strong: words.directions[direction] },
    ],
    details: [line(words.question, question), ...side(words.answerBefore, before), ...side(words.answerAfter, after)],
  }
}

/**
 * A judgment's label, or the code of what failed.
 *
 * @example
 * const [flip] = toyInputs.comparison.flips
 * flip && labelOf(flip.after.judgment) // → 'bad'
 */
export const labelOf = ({ outcome }: Flip['before']['judgment']): string =>
  `${outcome.ok ? outcome.value.label : outcome.error.code}`

/**
 * Why the judge said so; empty where it did not say.
 *
 * @example
 * const [flip] = toyInputs.comparison.flips
 * flip && rationaleOf(flip.after.judgment) // → ''
 */
export const rationaleOf = ({ outcome }: Flip['before']['judgment']): string =>
  outcome.ok ? (outcome.value.rationale ?? '') : ''

/**
 * The text of an answer, or the code of what failed.
 *
 * @example
 * const [flip] = toyInputs.comparison.flips
 * flip && answerOf(flip.before.output) // → 'good answer'
 */
export const answerOf = ({ outcome }: Flip['before']['output']): string =>
  outcome.ok ? outcome.value.text : outcome.error.code
