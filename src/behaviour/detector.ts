import type { Failure } from '../core/outcome.ts'
import type { Wording } from '../core/wording.ts'

/** What a detector reads: the last question as the model got it, and the answer without its thinking. */
export interface Turn {
  question: string
  answer: string
}

/** Whether an answer shows a behaviour. `undecided` is neither: it leaves the rate and is counted. */
export interface Finding {
  label: 'yes' | 'no' | 'undecided'
  /** The words that decided. */
  sign?: string
  /** Of a model that was to judge: why there is no judgment. Then it is `undecided`, and counted as failed. */
  failure?: Failure
}

export type Detect = (turn: Turn) => Finding

/** One behaviour of an answer, found by rules: pure, in time linear in the text. */
export interface Detector {
  name: string
  title: Wording
  /** What a yes says, a sentence; a model that judges instead gets the same. */
  description: Wording
  detect: Detect
}

export const no: Finding = { label: 'no' }

/** A yes with the words that decided, shortened. */
export const yes = (sign: string): Finding => ({ label: 'yes', sign: oneLineOf(sign) })

export const undecided = (sign: string): Finding => ({ label: 'undecided', sign: oneLineOf(sign) })

const oneLineOf = (text: string): string => text.slice(0, 200).replace(/\s+/g, ' ').trim().slice(0, 80)
