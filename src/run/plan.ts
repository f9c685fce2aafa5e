import { type MeanCosts, meanRequests } from '../analysis/mean-request.ts'
import { flipsOf, type Spread } from '../analysis/spread.ts'
import { MEAN } from '../core/endpoint.ts'
import { XevalError } from '../core/errors.ts'
import { type Price, priceOf } from '../core/price.ts'
import type { Selection } from '../registry/registry.ts'
import { armsOf } from './arms.ts'
import { marginsOf } from './compare-options.ts'
import type { Context } from './context.ts'
import { openRuns } from './open-runs.ts'
import { type PlannedCost, planOne } from './plan-one.ts'
import type { PowerAim } from './plan-power.ts'
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
  /** The difference to show, by benchmark or suite; `*` is every other. */
  effect?: Readonly<Record<string, number>> | undefined
  /** @default 0.8 */
  power?: number | undefined
  /** Share of yes/no scores that change, and of those that change where the same model is asked twice. */
  flips?: number | undefined
  aaFlips?: number | undefined
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
  const margins = await marginsOf(settings, context.registry)
  const effects = await effectsOf(basis.effect ?? {}, context)
  const flips = givenFlips(basis)
  const earlier = basis.from === undefined ? undefined : await measuredIn(basis.from, settings, context)
  const probes = { requests: 0, tokens: { input: 0, output: 0 } }
  const benchmarks: PlannedCost[] = []
  for (const selection of selections) {
    const probed = basis.probe ? await probe(selection, settings, context) : undefined
    probes.requests += probed?.requests ?? 0
    probes.tokens.input += probed?.tokens.input ?? 0
    probes.tokens.output += probed?.tokens.output ?? 0
    const { suite } = selection
    const family = familyOf(selection, settings.primary)
    for (const benchmark of selection.benchmarks) {
      const costs = probed?.means.get(benchmark.name) ?? earlier?.costs.get(benchmark.name)
      const { name } = benchmark
      const { unit } = benchmark.metrics[0]
      const spread = (unit === 'rate' ? flips : undefined) ?? earlier?.spreads.get(name)
      const aim: PowerAim = {
        alpha: settings.alpha ?? 0.05,
        family: family(name),
        power: basis.power ?? 0.8,
        test: settings.test,
        effect: effects[name] ?? effects[suite.name] ?? (unit === 'rate' ? effects['*'] : undefined),
        margin: margins[name] ?? margins[suite.name],
      }
      const arms = refsOf(settings)
      benchmarks.push(await planOne({ benchmark, settings, arms, costs, spread, aim, priceOf: priced, context }))
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

/**
 * How many differences a benchmark's is adjusted together with: those of the run, and the suite's score where it has one. At the first step
 * of Holm's and of Benjamini and Hochberg's procedure the smallest p is held against α divided by that. A primary endpoint stands
 * alone, and the others follow where it is significant.
 */
function familyOf({ suite, benchmarks }: Selection, primary: string | undefined): (name: string) => number {
  const [first] = benchmarks
  const hasScore =
    first !== undefined &&
    benchmarks.length > 1 &&
    benchmarks.length === suite.benchmarks.length &&
    benchmarks.every(({ metrics: [{ name, unit, direction }] }) => {
      const [own] = first.metrics
      return name === own.name && unit === own.unit && direction === own.direction
    })
  const all = benchmarks.length + (hasScore ? 1 : 0)
  const isPrimary = (name: string): boolean => name === primary
  const gated = benchmarks.some(({ name }) => isPrimary(name)) || (hasScore && primary === MEAN)
  return name => (isPrimary(name) ? 1 : gated ? Math.max(1, all - 1) : all)
}

async function effectsOf(
  { '*': all, ...named }: Readonly<Record<string, number>>,
  { registry }: Context,
): Promise<Record<string, number>> {
  const known = await marginsOf({ margin: named }, registry)
  return { ...known, ...(all !== undefined && { '*': all }) }
}

function givenFlips({ flips, aaFlips }: PlanBasis): Spread | undefined {
  if (flips !== undefined && aaFlips !== undefined && aaFlips > flips)
    throw new XevalError('bad-option', `--aa-flips ${aaFlips} is more than --flips ${flips}`, {
      hint: 'The flips between two models include those of one model that is asked twice.',
    })
  if (flips === undefined && aaFlips !== undefined)
    throw new XevalError('bad-option', '--aa-flips needs --flips', {
      hint: 'Also pass the share of scores that change between the models: --flips 0.1.',
    })
  return flips === undefined ? undefined : flipsOf(flips, aaFlips)
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
