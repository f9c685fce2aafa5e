import { z } from 'zod'
import { type MeanCosts, meanRequests } from '../engine/mean-request.ts'
import { detectable } from '../engine/plan-power.ts'
import { loadPrices, type Price, priceOf } from '../models/prices.ts'
import { xevalHome } from '../sources/home.ts'
import { locateData } from '../sources/locate.ts'
import { loadConfig } from './load-config.ts'
import { openRuns } from './open-runs.ts'
import { planText } from './plan-text.ts'
import { type Selection, selectBenchmarks } from './plugins.ts'
import { probe } from './probe.ts'
import type { Verb } from './program.ts'
import { samplesOf } from './select-samples.ts'
import { parseSettings, type Settings } from './settings.ts'
import { type Spread, spreadOf } from './spread.ts'

const Own = z.object({
  from: z.string().exactOptional(),
  probe: z.boolean().exactOptional(),
  prices: z.string().exactOptional(),
})

/** One benchmark of a plan. Tokens, price and time are absent where nothing says what a request takes. */
export interface PlannedCost {
  benchmark: string
  n: number
  bundled: boolean
  epochs: number
  requests: { model: number; judge: number }
  tokens?: { input: number; output: number }
  usd?: number
  seconds?: number
  detectable: { epochs: number; difference: number }[]
  /** Where the variances come from: `illustrative`, or the runs. */
  spread: string
}

const plan: Verb = async (args, options) => {
  const { from, probe: wanted, prices: file, ...rest } = options
  const own = Own.parse(
    Object.fromEntries(
      Object.entries({ from, probe: wanted, prices: file }).filter(([, value]) => value !== undefined),
    ),
  )
  const cli = parseSettings(rest, 'command line')
  const settings = { ...(await loadConfig(process.cwd(), cli.config)), ...cli }
  const prices = await loadPrices(own.prices)
  const earlier = own.from === undefined ? undefined : await openRuns([own.from], settings.out)
  const [run] = earlier?.runs ?? []
  const measured = run === undefined ? new Map<string, MeanCosts>() : await meanRequests(run.items())
  const spreads =
    run === undefined || earlier === undefined
      ? new Map<string, Spread>()
      : await spreadOf(run, earlier.benchmarks, settings.out)
  const planned: PlannedCost[] = []
  for (const selection of await selectBenchmarks(args)) {
    const costs = own.probe ? await probe(selection, settings) : measured
    for (const benchmark of selection.benchmarks) {
      planned.push(
        await planOne({
          selection,
          benchmark,
          settings,
          costs: costs.get(benchmark.name),
          spread: spreads.get(benchmark.name),
          priceOf: ref => priceOf(prices, ref),
        }),
      )
    }
  }
  const body = { schemaVersion: 1, priceDate: prices.date, benchmarks: planned }
  process.stdout.write(settings.json ? `${JSON.stringify(body, null, 2)}\n` : planText(planned, prices.date))
  return 0
}
export default plan

interface Question {
  selection: Selection
  benchmark: Selection['benchmarks'][number]
  settings: Settings
  costs: MeanCosts | undefined
  spread: Spread | undefined
  priceOf(ref: string): Price | undefined
}

async function planOne({ benchmark, settings, costs, spread, priceOf }: Question): Promise<PlannedCost> {
  const epochs = settings.epochs ?? 1
  const refs = settings.before === undefined ? [settings.model ?? ''] : [settings.before, settings.after ?? '']
  const home = xevalHome(process.env)
  const where = { home, ...(settings.data !== undefined && { dataDir: settings.data }) }
  const { path, bundled } = await locateData(benchmark.dataset, where)
  const { samples } = await samplesOf(benchmark, path, settings)
  let n = 0
  for await (const _ of samples()) n++
  const answers = n * epochs * refs.length
  const judgeRef = (settings.judge ?? [])
    .map(entry => entry.replace(/^[a-z][\w-]*=/, ''))
    .find(entry => /[/:]/.test(entry))
  const judged = judgeRef === undefined ? 0 : answers
  const tokens = tokensOf(costs, answers, judged)
  const usd = priceOfAll(
    costs,
    answers / refs.length,
    refs.map(priceOf),
    judged,
    judgeRef === undefined ? undefined : priceOf(judgeRef),
  )
  const seconds = secondsOf(costs, answers, judged, settings)
  const { omega2, sigma2, source } = spread ?? { omega2: 1 / 9, sigma2: 1 / 6, source: 'illustrative (Miller 2024)' }
  return {
    benchmark: benchmark.name,
    n,
    bundled,
    epochs,
    requests: { model: answers, judge: judged },
    ...(tokens && { tokens }),
    ...(usd !== undefined && { usd }),
    ...(seconds !== undefined && { seconds }),
    detectable: n < 1 ? [] : detectable(n, epochs, { omega2, sigma2 }),
    spread: source,
  }
}

function tokensOf(
  costs: MeanCosts | undefined,
  answers: number,
  judged: number,
): { input: number; output: number } | undefined {
  if (costs === undefined) return undefined
  const { model, judge } = costs
  if (model.inputTokens === undefined || model.outputTokens === undefined) return undefined
  return {
    input: Math.round(model.inputTokens * answers + (judge.inputTokens ?? 0) * judged),
    output: Math.round(model.outputTokens * answers + (judge.outputTokens ?? 0) * judged),
  }
}

/** Nothing where any price or count is unknown: half a price would look like a whole one. */
function priceOfAll(
  costs: MeanCosts | undefined,
  each: number,
  models: readonly (Price | undefined)[],
  judged: number,
  judge: Price | undefined,
): number | undefined {
  if (costs?.model.inputTokens === undefined || costs.model.outputTokens === undefined) return undefined
  let usd = 0
  for (const price of models) {
    if (price === undefined) return undefined
    usd += (each * (costs.model.inputTokens * price.input + costs.model.outputTokens * price.output)) / 1e6
  }
  if (judged === 0) return usd
  if (judge === undefined || costs.judge.inputTokens === undefined || costs.judge.outputTokens === undefined)
    return undefined
  return usd + (judged * (costs.judge.inputTokens * judge.input + costs.judge.outputTokens * judge.output)) / 1e6
}

const IN_FLIGHT = 20

/** Requests over the pace that limits allow; `auto` is taken at the number it starts with. */
function secondsOf(
  costs: MeanCosts | undefined,
  answers: number,
  judged: number,
  settings: Settings,
): number | undefined {
  if (costs?.model.latencyMs === undefined) return undefined
  const inFlight = typeof settings.concurrency === 'number' ? settings.concurrency : IN_FLIGHT
  const byLatency = (answers * costs.model.latencyMs) / 1000 / inFlight
  const byRequests = settings.rpm === undefined ? 0 : (answers / settings.rpm) * 60
  const byJudge = (judged * (costs.judge.latencyMs ?? 0)) / 1000 / inFlight
  return Math.round(Math.max(byLatency, byRequests, byJudge))
}
