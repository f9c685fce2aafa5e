import type { MeanCosts, MeanRequest } from '../analysis/mean-request.ts'
import { secondsOf } from '../analysis/request-time.ts'
import type { Spread } from '../analysis/spread.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Price } from '../core/price.ts'
import { locateData } from '../sources/locate.ts'
import { type ChosenJudge, chooseJudge } from './choose-judge.ts'
import type { Context } from './context.ts'
import { type PlannedPower, type PowerAim, planPower } from './plan-power.ts'
import { where } from './prepare-tasks.ts'
import { samplesOf } from './select-samples.ts'
import type { Settings } from './settings.ts'

/** One benchmark of a plan. Tokens, price and time are absent where nothing says what a request takes. */
export interface PlannedCost extends PlannedPower {
  benchmark: string
  n: number
  bundled: boolean
  epochs: number
  unit: 'rate' | 'number' | 'tokens'
  judge: string
  requests: { model: number; judge: number }
  tokens?: { input: number; output: number }
  usd?: number
  /** The arms run beside each other, and the judge beside them; the time is that of the slower. */
  seconds?: { model: number; judge: number }
}

export interface Question {
  benchmark: Benchmark
  settings: Settings
  /** REFs of the arms; `undefined` for one that is not named yet. */
  arms: readonly (string | undefined)[]
  costs: MeanCosts | undefined
  spread: Spread | undefined
  /** What the differences are to be told by. */
  aim: PowerAim
  priceOf(ref: string | undefined): Price | undefined
  context: Context
}

export async function planOne(question: Question): Promise<PlannedCost> {
  const { benchmark, settings, arms, costs, spread, aim, priceOf, context } = question
  const { epochs = 1 } = settings
  const { path, bundled } = await locateData(benchmark.dataset, where(context, settings))
  const { samples } = await samplesOf(benchmark, path, settings)
  let n = 0
  let alone = 0
  const groups = new Set<string>()
  for await (const { group } of samples()) {
    n++
    if (group === undefined) alone++
    else groups.add(group)
  }
  const judge = judgeOf(benchmark, settings, context)
  const each = n * epochs
  const answers = each * arms.length
  const asked =
    judge.judge.model === 'none' || (judge.judge.model === 'optional' && judge.ref === undefined) ? 0 : answers
  const judged = asked === 0 ? 0 : Math.round(asked * (costs?.asksPerAnswer ?? 1))
  // A server of one's own has no price that anybody would miss before its tokens are known.
  const isOwn = (ref: string | undefined): boolean => costs === undefined && (ref ?? '').includes('://')
  const prices = [...arms, judge.ref].map(ref => (isOwn(ref) ? undefined : priceOf(ref)))
  const { unit, kind } = benchmark.metrics[0]
  const units = groups.size + alone
  return {
    benchmark: benchmark.name,
    n,
    bundled,
    epochs,
    unit,
    judge: judge.ref === undefined ? judge.judge.name : `${judge.judge.name}=${judge.ref}`,
    requests: { model: answers, judge: judged },
    ...(costs && paid(costs, each, judged, prices.slice(0, -1), prices.at(-1))),
    ...(costs && timeOf(costs, each, judged, settings)),
    ...planPower({ n, units, clustered: groups.size > 0, epochs, unit, isMean: kind === 'mean' }, spread, aim),
  }
}

/** The judge that a run would take; where none was named yet, the benchmark's first. */
function judgeOf(benchmark: Benchmark, { judge = [] }: Settings, { registry }: Context): ChosenJudge {
  return judge.length === 0 ? { judge: benchmark.judges[0] } : chooseJudge(benchmark, judge, false, registry)
}

/** Half a price would look like a whole one: nothing where any count or price is unknown. */
function paid(
  { model, judge }: MeanCosts,
  each: number,
  judged: number,
  prices: readonly (Price | undefined)[],
  judgePrice: Price | undefined,
): Pick<PlannedCost, 'tokens' | 'usd'> {
  const parts = [
    ...prices.map(price => ({ use: tokensOf(model, each), price })),
    ...(judged > 0 ? [{ use: tokensOf(judge, judged), price: judgePrice }] : []),
  ]
  let usd: number | undefined = 0
  const tokens = { input: 0, output: 0 }
  for (const { use, price } of parts) {
    if (use === undefined) return {}
    tokens.input += use.input
    tokens.output += use.output
    if (price === undefined) usd = undefined
    else if (usd !== undefined) usd += (use.input * price.input + use.output * price.output) / 1e6
  }
  return {
    tokens: { input: Math.round(tokens.input), output: Math.round(tokens.output) },
    ...(usd !== undefined && { usd }),
  }
}

const tokensOf = ({ inputTokens, outputTokens }: MeanRequest, requests: number) =>
  inputTokens === undefined || outputTokens === undefined
    ? undefined
    : { input: requests * inputTokens, output: requests * outputTokens }

function timeOf(costs: MeanCosts, each: number, judged: number, settings: Settings): Pick<PlannedCost, 'seconds'> {
  const { rpm, tpm, concurrency, judgeConcurrency } = settings
  const limits = { ...(rpm !== undefined && { rpm }), ...(tpm !== undefined && { tpm }) }
  const model = secondsOf(each, costs.model, { ...limits, ...(concurrency !== undefined && { concurrency }) })
  const judgePace = { ...limits, ...(judgeConcurrency !== undefined && { concurrency: judgeConcurrency }) }
  const judge = secondsOf(judged, costs.judge, judgePace)
  return model === undefined || judge === undefined ? {} : { seconds: { model, judge } }
}
