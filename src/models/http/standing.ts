import type { FailureAction } from '../../core/provider-error.ts'

/** How a model has answered so far: whether a 403 is about the key, or about one prompt. */
export interface Standing {
  answered(): void
  /** What to do about a 403 that says nothing of a filter: a firewall or moderation in front may stop single prompts. */
  forbidden(): FailureAction
}

export function makeStanding(): Standing {
  let hasAnswered = false
  let refusals = 0
  return {
    answered() {
      hasAnswered = true
    },
    forbidden: () => (hasAnswered || ++refusals < ENOUGH ? 'give-up' : 'stop'),
  }
}

/** So many 403 and no answer: it is the key. */
const ENOUGH = 3
