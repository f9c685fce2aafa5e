import { type MeanCosts, meanRequests } from '../analysis/mean-request.ts'
import type { Spread } from '../analysis/plan-power.ts'
import { type Price, priceOf } from '../core/price.ts'
import { armsOf } from './arms.ts'
import type { Context } from './context.ts'
import { openRuns } from './open-runs.ts'
import { type PlannedCost, planOne } from './plan-one.ts'
import { priceList } from './price-list.ts'
import { type Probed, probe } from './probe.ts'
import { selectRun } from './select-run.ts'
import type { Settings } from './settings.ts'
import { spreadOf } from './spread.ts'

/** What `xeval plan --json` prints. */
export interface Plan {
  schemaVersion: 1
  /** The day of the price list. */
  priceDate: string
  /** REFs without a price in it. */
  unpriced: string[]
  /** What was sent to find out: with `--probe` only. */
  probe?: Pick<Probed, 'requests' | 'tokens'>
  benchmarks: PlannedCost[]
}

/** Where tokens, latency and spread are known from. */
export interface PlanBasis {
  /** An earlier run. */
  from?: string | undefined
  /** Ask a few samples of each benchmark. */
  probe?: boolean | undefined
}

/** What a run of these suites would take, and what it could tell. Sends nothing, unless a probe is asked for. */
export async function planRun(
  names: readonly string[],
  settings: Settings,
  basis: PlanBasis,
  context: Context,
): Promise<Plan> {
  const selections = await selectRun(names, settings, context)
  const prices = await priceList(settings.prices, context)
  const unpriced = new Set<string>()
  const priced = (ref: string | undefined): Price | undefined => {
    const price = ref === undefined ? undefined : priceOf(prices, ref)
    if (ref !== undefined && price === undefined) unpriced.add(ref)
    return price
  }
  const earlier = basis.from === undefined ? undefined : await measuredIn(basis.from, settings, context)
  const probes = { requests: 0, tokens: { input: 0, output: 0 } }
  const benchmarks: PlannedCost[] = []
  for (const selection of selections) {
    const probed = basis.probe ? await probe(selection, settings, context) : undefined
    probes.requests += probed?.requests ?? 0
    probes.tokens.input += probed?.tokens.input ?? 0
    probes.tokens.output += probed?.tokens.output ?? 0
    for (const benchmark of selection.benchmarks) {
      const costs = probed?.means.get(benchmark.name) ?? earlier?.costs.get(benchmark.name)
      const spread = earlier?.spreads.get(benchmark.name)
      const arms = refsOf(settings)
      benchmarks.push(await planOne({ benchmark, settings, arms, costs, spread, priceOf: priced, context }))
    }
  }
  return {
    schemaVersion: 1,
    priceDate: prices.date,
    unpriced: [...unpriced],
    ...(basis.probe && { probe: probes }),
    benchmarks,
  }
}

/** The arms that a run would have; two of them, not named yet, where no model is. */
function refsOf(settings: Settings): (string | undefined)[] {
  const { model, before, after } = settings
  if (model === undefined && before === undefined && after === undefined) return [undefined, undefined]
  return armsOf(settings).map(({ ref }) => ref)
}

async function measuredIn(
  name: string,
  { out }: Settings,
  context: Context,
): Promise<{ costs: Map<string, MeanCosts>; spreads: Map<string, Spread> }> {
  const [run] = await openRuns([name], out, context)
  if (run === undefined) throw new Error('openRuns gives what it is asked for')
  return { costs: await meanRequests(run.items()), spreads: await spreadOf(run, out, context) }
}
