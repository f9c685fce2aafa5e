import type { Completion } from '../completion.ts'
import { type Mark, marksOf } from './marks.ts'
import { isMention } from './mentions.ts'
import { beginsSoftly } from './soft-thoughts.ts'

/** What can be said of an answer as text, apart from its worth. */
export const answerNotes = [
  'cut-off',
  'unclosed-thought',
  'run-on',
  'template-token',
  'left-over-mark',
  'filled-limit',
  'no-finish-reason',
  'uncounted-thoughts',
  'no-token-count',
] as const
export type AnswerNote = (typeof answerNotes)[number]

/** Those that are told in words: how many answers were cut off stands in the tables. */
export const toldNotes = [
  'unclosed-thought',
  'run-on',
  'template-token',
  'left-over-mark',
  'filled-limit',
  'no-finish-reason',
  'uncounted-thoughts',
] as const satisfies readonly AnswerNote[]

/** Those that are told of two runs even if they are true of as many answers of both: they say what is not known. */
export const unknownNotes: ReadonlySet<AnswerNote> = new Set(['filled-limit', 'no-finish-reason', 'uncounted-thoughts'])

/** The notes on one answer: each is counted for each arm, since fine-tuning often changes them in one alone. */
export function notesOn(completion: Completion): AnswerNote[] {
  const { text, finishReason, usage, removed = [], endUnstated, filledLimit } = completion
  const kinds = new Set<string>(removed.map(({ kind }) => kind))
  const isTrue: Record<AnswerNote, () => boolean> = {
    'cut-off': () => finishReason === 'length',
    'unclosed-thought': () => kinds.has('unclosed-thought'),
    'run-on': () => kinds.has('run-on'),
    'template-token': () => kinds.has('template-token'),
    'left-over-mark': () => beginsSoftly(text) || marksOf(text).some(mark => isLeft(text, mark)),
    'filled-limit': () => filledLimit === true,
    'no-finish-reason': () => endUnstated === true,
    'uncounted-thoughts': () => hasUncountedThoughts(completion),
    'no-token-count': () => usage.outputTokens === undefined,
  }
  return answerNotes.filter(note => isTrue[note]())
}

const isLeft = (text: string, mark: Mark): boolean =>
  mark.role !== 'wrap' && mark.role !== 'unwrap' && !isMention(text, mark)

/** More thinking than so many tokens can hold: the server counts the answer alone. A token has seldom more than six letters. */
function hasUncountedThoughts({ text, reasoning = '', usage }: Completion): boolean {
  const { outputTokens, reasoningTokens } = usage
  if (outputTokens === undefined || reasoningTokens !== undefined || reasoning.length < 200) return false
  return sizeOf(reasoning) + sizeOf(text) > LETTERS * outputTokens
}

const LETTERS = 10

/** In letters: a Chinese character is about a token by itself. */
const sizeOf = (text: string): number => text.length + 4 * (text.match(/\p{Script=Han}/gu)?.length ?? 0)
