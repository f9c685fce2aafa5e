import type { Span } from './mentions.ts'

export type AnswerLabel = 'correct' | 'incorrect' | 'not-attempted'

export interface Decision {
  label: AnswerLabel
  /** Whether the rule that gave the label seldom errs; what isn't sure goes to a model in a cascade. */
  sure: boolean
  /** The rule, in a few words. */
  why: string
  /** The answer is disowned, or one of several: no other reading makes up for that. */
  disqualifies?: true
}

export interface AnswerQuestion {
  text: string
  /** Accepted answers; any of them counts. */
  golds: readonly string[]
  /** A wrong answer that is known beforehand. */
  wrong?: string
}

/** Something that was read in a sentence. */
export interface Place {
  sentence: string
  span: Span
}

export const sure = (label: AnswerLabel, why: string): Decision => ({ label, sure: true, why })
export const unsure = (label: AnswerLabel, why: string): Decision => ({ label, sure: false, why })
export const disqualified = (why: string): Decision => ({ ...unsure('incorrect', why), disqualifies: true })
