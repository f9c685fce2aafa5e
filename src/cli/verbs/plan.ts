import { z } from 'zod'
import { type MeanCosts, meanRequests } from '../../analysis/mean-request.ts'
import type { Spread } from '../../analysis/plan-power.ts'
import type { Price } from '../../core/price.ts'
import { loadPrices, priceOf } from '../../models/prices.ts'
import { selectBenchmarks } from '../../registry/plugins.ts'
import { armsOf } from '../../run/arms.ts'
import { checkCompareSettings } from '../../run/compare-options.ts'
import { openRuns } from '../../run/open-runs.ts'
import { type PlannedCost, planOne } from '../../run/plan-one.ts'
import { probe } from '../../run/probe.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import type { Settings } from '../../run/settings.ts'
import { spreadOf } from '../../run/spread.ts'
import type { Verb } from '../program.ts'
import { planText } from '../terminal/plan-text.ts'

const Own = z.object({
  from: z.string().exactOptional(),
  probe: z.boolean().exactOptional(),
  prices: z.string().exactOptional(),
})

/** What `xeval plan --json` prints. */
export interface Plan {
  schemaVersion: 1
  /** The day of the price list. */
  priceDate: string
  /** REFs without a price in it. */
  unpriced: string[]
  /** What was sent to find out: with `--probe` only. */
  probe?: { requests: number; tokens: { input: number; output: number } }
  benchmarks: PlannedCost[]
}

const plan: Verb = async (args, { from, probe: wanted, prices: file, ...rest }) => {
  const given = Object.entries({ from, probe: wanted, prices: file }).filter(([, value]) => value !== undefined)
  const own = Own.parse(Object.fromEntries(given))
  const settings = await resolveSettings(rest)
  const selections = await selectBenchmarks(args)
  await checkCompareSettings(settings, selections)
  const prices = await loadPrices(own.prices ?? settings.prices)
  const unpriced = new Set<string>()
  const priced = (ref: string | undefined): Price | undefined => {
    const price = ref === undefined ? undefined : priceOf(prices, ref)
    if (ref !== undefined && price === undefined) unpriced.add(ref)
    return price
  }
  const earlier = own.from === undefined ? undefined : await measuredIn(own.from, settings.out)
  const probes = { requests: 0, tokens: { input: 0, output: 0 } }
  const benchmarks: PlannedCost[] = []
  for (const selection of selections) {
    const probed = own.probe ? await probe(selection, settings) : undefined
    probes.requests += probed?.requests ?? 0
    probes.tokens.input += probed?.tokens.input ?? 0
    probes.tokens.output += probed?.tokens.output ?? 0
    for (const benchmark of selection.benchmarks) {
      const costs = probed?.means.get(benchmark.name) ?? earlier?.costs.get(benchmark.name)
      const spread = earlier?.spreads.get(benchmark.name)
      benchmarks.push(await planOne({ benchmark, settings, arms: refsOf(settings), costs, spread, priceOf: priced }))
    }
  }
  const body: Plan = {
    schemaVersion: 1,
    priceDate: prices.date,
    unpriced: [...unpriced],
    ...(own.probe && { probe: probes }),
    benchmarks,
  }
  process.stdout.write(settings.json ? `${JSON.stringify(body, null, 2)}\n` : planText(body))
  return 0
}
export default plan

/** The arms that a run would have; two of them, not named yet, where no model is. */
function refsOf(settings: Settings): (string | undefined)[] {
  const { model, before, after } = settings
  if (model === undefined && before === undefined && after === undefined) return [undefined, undefined]
  return armsOf(settings).map(({ ref }) => ref)
}

async function measuredIn(
  name: string,
  out: string | undefined,
): Promise<{ costs: Map<string, MeanCosts>; spreads: Map<string, Spread> }> {
  const [run] = await openRuns([name], out)
  if (run === undefined) throw new Error('openRuns gives what it is asked for')
  return { costs: await meanRequests(run.items()), spreads: await spreadOf(run, out) }
}
