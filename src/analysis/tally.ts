import { type AnswerNote, answerNotes } from '../core/answer/notes.ts'
import type { Cause } from '../core/cause.ts'
import { makeSameLength, type SameLength } from './same-length.ts'
import type { ScoredSample } from './scored-sample.ts'

/** What can be said of a run's answers beside their scores. */
export interface Told {
  /** Sample epochs with an answer. */
  answers: number
  /** By how many of them it is true. */
  notes: Partial<Record<AnswerNote, number>>
  /** The commonest first. */
  causes: Cause[]
  sameLength?: SameLength
}

export interface Tally {
  push(sample: Pick<ScoredSample, 'epochs' | 'errored' | 'notes' | 'causes' | 'byEpoch'>): void
  result(): Told
}

/** Counts over the samples of one benchmark in one arm; memory is that of the codes. */
export function makeTally(): Tally {
  let answers = 0
  const notes = new Map<AnswerNote, number>()
  const causes = new Map<string, Cause>()
  const lengths = makeSameLength()
  return {
    push(sample) {
      answers += sample.epochs - sample.errored
      lengths.push(sample)
      for (const note of sample.notes) notes.set(note, (notes.get(note) ?? 0) + 1)
      for (const { code, of, message, hint, zh } of sample.causes) {
        const key = `${of} ${code}`
        const known = causes.get(key)
        if (known !== undefined) known.count++
        else {
          const said = {
            message: message.slice(0, MESSAGE),
            ...(hint !== undefined && { hint }),
            ...(zh !== undefined && { zh }),
          }
          causes.set(key, { code, of, count: 1, ...said })
        }
      }
    },
    result: () => ({
      answers,
      ...sameLengthOf(lengths.result(), notes),
      notes: Object.fromEntries(answerNotes.flatMap(note => (notes.has(note) ? [[note, notes.get(note)]] : []))),
      causes: Array.from(causes.values()).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    }),
  }
}

/** Where the limit was ours, that is told of each answer. */
const sameLengthOf = (
  found: SameLength | undefined,
  notes: ReadonlyMap<AnswerNote, number>,
): { sameLength?: SameLength } =>
  found === undefined || (notes.get('filled-limit') ?? 0) >= found.n ? {} : { sameLength: found }

/** A message may quote a whole page that a server sent. */
const MESSAGE = 500
