import { XevalError } from './errors.ts'
import { thrownAt } from './thrown-at.ts'

/**
 * A fault of a judge's code: that sample's failure, counted and told with its place, and judged anew by a resume. The message names no
 * sample, so that equal faults are counted together.
 */
export class JudgeFault extends XevalError {
  /** Of what was thrown. */
  readonly thrown: string | undefined

  constructor(judge: string, why: string, cause?: unknown) {
    const place = thrownAt(cause)
    super('judge-failed', `judge ${judge} failed: ${why}`, {
      hint: 'Fix the judge (judgments.jsonl has the place and the stack), or let it throw `UnparsableReply` if it cannot decide. Then resume, or, if its module has changed, run again with --cache.',
      ...(cause !== undefined && { cause }),
      ...place,
    })
    this.thrown = cause instanceof Error && typeof cause.stack === 'string' ? cause.stack.slice(0, STACK) : undefined
  }
}

/** The frames that tell something are the first; a stack that overflowed has thousands. */
const STACK = 4000
