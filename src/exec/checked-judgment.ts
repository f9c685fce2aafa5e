import { messageOf, UnparsableReply, XevalError } from '../core/errors.ts'
import type { Judge, JudgeContext } from '../core/judge.ts'
import { Judgment } from '../core/judgment.ts'
import { isOnScale, scaleInWords } from '../core/on-scale.ts'
import { thrownAt } from '../core/thrown-at.ts'
import type { Asking } from './ask-judge.ts'

/**
 * What a judge says, which is on its scale, or it is no judgment: a record that can't be read would take the whole run with it. A
 * model may say what is on no scale; of code it is a fault, and so is what it throws besides known errors.
 */
export async function checkedJudgment(
  judge: Judge,
  context: JudgeContext,
  { wasAsked, failedWith }: Pick<Asking, 'wasAsked' | 'failedWith'>,
  signal: AbortSignal,
): Promise<Judgment> {
  const said = await judgmentOf(judge, context, error => signal.aborted || failedWith(error))
  if (!Judgment.safeParse(said).success)
    throw fault(judge, context, `it returned ${inWords(said)}, which is not a judgment`)
  if (isOnScale(judge.scale, said.label)) return said
  if (wasAsked()) throw new UnparsableReply(judge.name, said.raw || String(said.label), scaleInWords(judge.scale))
  throw fault(judge, context, `it returned ${JSON.stringify(said.label)}; allowed: ${scaleInWords(judge.scale)}`)
}

async function judgmentOf(
  judge: Judge,
  context: JudgeContext,
  isOfOthers: (error: unknown) => boolean,
): Promise<Judgment> {
  try {
    return await judge.judge(context)
  } catch (error) {
    if (XevalError.is(error) || isOfOthers(error)) throw error
    throw fault(judge, context, messageOf(error), error)
  }
}

const fault = ({ name }: Judge, { sample }: JudgeContext, why: string, cause?: unknown): XevalError =>
  new XevalError('judge-failed', `judge ${name} failed on sample ${sample.id}: ${why}`, {
    hint: 'Fix the judge, or let it throw `UnparsableReply` if it cannot decide. Then resume, or, if its module has changed, run again with --cache.',
    ...(cause !== undefined && { cause }),
    ...thrownAt(cause),
  })

function inWords(value: unknown): string {
  try {
    return JSON.stringify(value)?.slice(0, 120) ?? String(value)
  } catch {
    return 'an object that is no JSON'
  }
}
