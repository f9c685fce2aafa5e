import type { Completion } from '../completion.ts'
import { marksOf } from './marks.ts'
import { isMention } from './mentions.ts'
import { beginsSoftly } from './soft-thoughts.ts'

/** What can be said of an answer as text, apart from its worth. */
export const answerNotes = ['cut-off', 'unclosed-thought', 'run-on', 'template-token', 'left-over-mark'] as const
export type AnswerNote = (typeof answerNotes)[number]

/** Those that are told in words: how many answers were cut off stands in the tables. */
export const toldNotes = [
  'unclosed-thought',
  'run-on',
  'template-token',
  'left-over-mark',
] as const satisfies readonly AnswerNote[]

/** The notes on one answer: each is counted for each arm, since fine-tuning often changes them in one alone. */
export function notesOn({ text, finishReason, removed = [] }: Completion): AnswerNote[] {
  const kinds = new Set(removed.map(({ kind }) => kind))
  const isLeft =
    beginsSoftly(text) ||
    marksOf(text).some(mark => mark.role !== 'wrap' && mark.role !== 'unwrap' && !isMention(text, mark))
  return answerNotes.filter(note => {
    if (note === 'cut-off') return finishReason === 'length'
    return note === 'left-over-mark' ? isLeft : kinds.has(note)
  })
}
