export type AnswerLabel = 'correct' | 'incorrect' | 'not-attempted'

/** A label where the rule that gives it seldom errs; otherwise none, since form doesn't tell. `why`: the rule in a few words. */
export type Decision = { sure: true; label: AnswerLabel; why: string } | { sure: false; label?: undefined; why: string }

export interface AnswerQuestion {
  text: string
  /** Accepted answers; any of them counts. */
  golds: readonly string[]
  /** A wrong answer that is known beforehand. */
  wrong?: string
}

export const sure = (label: AnswerLabel, why: string): Decision => ({ sure: true, label, why })
export const unsure = (why: string): Decision => ({ sure: false, why })
