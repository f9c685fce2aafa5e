import { messageOf, UnparsableReply, XevalError } from '../core/errors.ts'
import type { Judge, JudgeContext } from '../core/judge.ts'
import { JudgeFault } from '../core/judge-fault.ts'
import { Judgment } from '../core/judgment.ts'
import { isOnScale, scaleInWords } from '../core/on-scale.ts'
import type { Asking } from './ask-judge.ts'
import { withDeadline } from './deadline.ts'

/**
 * What a judge says, which is on its scale, or it is no judgment: a record that can't be read would take the whole run with it. A
 * model may say what is on no scale; of code it is a fault, and so is what it throws besides known errors.
 */
export async function checkedJudgment(
  { judge, isForeign = false }: { judge: Judge; isForeign?: boolean },
  context: JudgeContext,
  { wasAsked, failedWith }: Pick<Asking, 'wasAsked' | 'failedWith'>,
  signal: AbortSignal,
): Promise<Judgment> {
  const isOfOthers = (error: unknown): boolean => signal.aborted || failedWith(error)
  const said = await judgmentOf(judge, () => withDeadline(judge, context, { isForeign }), isOfOthers)
  if (!Judgment.safeParse(said).success)
    throw new JudgeFault(judge.name, `it returned ${inWords(said)}, which is not a judgment`)
  if (isOnScale(judge.scale, said.label)) return said
  if (wasAsked()) throw new UnparsableReply(judge.name, said.raw || String(said.label), scaleInWords(judge.scale))
  throw new JudgeFault(judge.name, `it returned ${JSON.stringify(said.label)}; allowed: ${scaleInWords(judge.scale)}`)
}

async function judgmentOf(
  judge: Judge,
  call: () => Promise<Judgment>,
  isOfOthers: (error: unknown) => boolean,
): Promise<Judgment> {
  try {
    return await call()
  } catch (error) {
    if (XevalError.is(error) || isOfOthers(error)) throw error
    throw new JudgeFault(judge.name, messageOf(error), error)
  }
}

function inWords(value: unknown): string {
  try {
    return JSON.stringify(value)?.slice(0, 120) ?? String(value)
  } catch {
    return 'an object that is no JSON'
  }
}
