import { type Context, createContext, Script } from 'node:vm'
import { XevalError } from '../core/errors.ts'
import type { Judge, JudgeContext } from '../core/judge.ts'
import type { Judgment } from '../core/judgment.ts'

/** How long a judge may compute at a stretch, in seconds. */
export const JUDGE_SECONDS = 30

/** A deadline takes a thread and about 0.15 ms, so that our own judges, which are tried on all sizes, have one on longer answers only, in UTF-16 units. */
const LONG = 16_384

/**
 * Calls a judge with a deadline for all that it computes before it first waits. V8 ends what is over it, also within a regular
 * expression, and only that: whoever else is under way notices nothing. What a judge computes after a wait has none.
 */
export function withDeadline(
  judge: Judge,
  context: JudgeContext,
  { isForeign = false, seconds = JUDGE_SECONDS }: { isForeign?: boolean; seconds?: number } = {},
): Promise<Judgment> {
  const { length } = context.completion.text
  if (length <= LONG && !isForeign) return judge.judge(context)
  let returned = false
  box.call = () => {
    try {
      return judge.judge({ ...context, ask: later(context.ask) })
    } finally {
      // Not reached by what is ended.
      returned = true
    }
  }
  try {
    realm ??= createContext(box)
    script ??= new Script('call()')
    return script.runInContext(realm, { timeout: seconds * 1000 })
  } catch (error) {
    if (returned) throw error
    throw new JudgeStalled(judge.name, seconds, length)
  } finally {
    box.call = undefined
  }
}

/** Nothing of ours may be cut short within: its asking begins when the judge has returned. */
const later =
  (ask: JudgeContext['ask']): JudgeContext['ask'] =>
  question =>
    Promise.resolve().then(() => ask(question))

class JudgeStalled extends XevalError {
  constructor(judge: string, seconds: number, length: number) {
    super('judge-stalled', `judge ${judge} did not finish within ${seconds} s on an answer of ${length} characters`, {
      hint: 'Judge it by hand, or mend the judge: its time should grow no faster than the answer. Then resume.',
    })
  }
}

const box: { call: (() => Promise<Judgment>) | undefined } = { call: undefined }
let realm: Context | undefined
let script: Script | undefined
