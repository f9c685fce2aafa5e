import type { Flip } from 'xeval'
import type { Words } from '../words.ts'
import { code, plainText, shorten } from './plain-text.ts'

const shown = 20
const length = 240

/** The first flips, each with its question, both answers and both labels. */
export function flipList(flips: readonly Flip[], words: Words): string[] {
  if (flips.length === 0) return []
  const items = flips.slice(0, shown).map((flip, at) => item(flip, at + 1, words))
  return [`## ${words.flipped}`, words.flipsShown(items.length, flips.length), items.join('\n')]
}

function item({ benchmark, direction, sample, before, after }: Flip, number: number, words: Words): string {
  const question = sample.input.map(({ content }) => content).join('\n')
  const line = (title: string, text: string) => `   - ${title}${words.colon}${plainText(shorten(text, length))}`
  return [
    `${number}. ${plainText(benchmark)} ${code(sample.id)}${words.colon}**${words.directions[direction]}**`,
    line(words.question, question),
    line(`${words.answerBefore} (${labelOf(before)})`, answerOf(before)),
    line(`${words.answerAfter} (${labelOf(after)})`, answerOf(after)),
  ].join('\n')
}

const labelOf = ({ judgment }: Flip['before']): string =>
  plainText(`${judgment.outcome.ok ? judgment.outcome.value.label : judgment.outcome.error.code}`)

const answerOf = ({ output }: Flip['before']): string =>
  output.outcome.ok ? output.outcome.value.text : output.outcome.error.code
