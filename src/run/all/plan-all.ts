import { type MeanCosts, meanRequests } from '../../analysis/mean-request.ts'
import { XevalError } from '../../core/errors.ts'
import { priceOf } from '../../core/price.ts'
import type { Selection } from '../../registry/registry.ts'
import { listRuns, readManifest } from '../../store/run/run-files.ts'
import { armsOf, isDemo } from '../arms.ts'
import { checkCompareSettings } from '../compare-options.ts'
import type { Context } from '../context.ts'
import { openRunAt } from '../open-runs.ts'
import { type PlannedCost, planOne } from '../plan-one.ts'
import { priceList } from '../price-list.ts'
import { runsFolder } from '../run-manifest.ts'
import type { Settings } from '../settings.ts'
import { usualMaxTokens } from '../token-limit.ts'
import { chooseSuites, type LeftOut } from './choose-suites.ts'
import { budgetIn } from './sweep.ts'

/** A benchmark of the plan; its tokens, price and time are there where an earlier run of the same models says what an answer takes. */
export interface PlannedPart
  extends Pick<PlannedCost, 'benchmark' | 'n' | 'bundled' | 'requests' | 'tokens' | 'usd' | 'seconds'> {
  suite: string
  judge: string
  /** What the answers can be in all, each at the token limit. */
  mostTokens: number
}

/** What `xeval run all` says before it asks anything, and prints with `--dry-run`. */
export interface AllPlan {
  schemaVersion: 1
  suite: 'all'
  demo: boolean
  parts: PlannedPart[]
  leftOut: LeftOut[]
  budget: { tokens?: number; usd?: number }
}

/** Which suites run, with how many samples and requests. Asks nobody. */
export async function planAll(
  settings: Settings,
  context: Context,
): Promise<{ selections: Selection[]; plan: AllPlan }> {
  const { selections, leftOut } = await chooseSuites(settings, context)
  await checkCompareSettings(settings, selections, context.registry)
  const arms = armsOf(settings).map(({ ref }) => ref)
  const demo = arms.some(isDemo)
  const prices = await priceList(settings.prices, context)
  const parts: PlannedPart[] = []
  for (const { suite, benchmarks } of selections) {
    const costs = demo ? new Map<string, MeanCosts>() : await earlierCosts(suite.name, arms, settings, context)
    for (const benchmark of benchmarks) {
      const { dataset } = benchmark
      const limit = settings.limit ?? (demo ? suite.demo?.limit : undefined)
      const cost = await planOne({
        // The demonstration has answers to the bundled samples, and to no others.
        benchmark: demo ? { ...benchmark, dataset: { ...dataset, file: { kind: 'shipped' } } } : benchmark,
        settings: {
          ...settings,
          ...(limit !== undefined && { limit }),
          ...(demo && settings.judge === undefined && { judge: [benchmark.demoJudge] }),
        },
        arms,
        costs: costs.get(benchmark.name),
        spread: undefined,
        aim: { alpha: 0.05, family: 1, power: 0.8, test: settings.test, effect: undefined, margin: undefined },
        priceOf: ref => (ref === undefined ? undefined : priceOf(prices, ref)),
        context,
      })
      const { n, bundled, requests, judge, tokens, usd, seconds } = cost
      const most = settings.maxTokens ?? usualMaxTokens(benchmark, [])
      parts.push({
        suite: suite.name,
        benchmark: benchmark.name,
        n,
        bundled: bundled || demo,
        judge,
        requests,
        mostTokens: requests.model * most,
        ...(tokens && { tokens }),
        ...(usd !== undefined && { usd }),
        ...(seconds && { seconds }),
      })
    }
  }
  return { selections, plan: { schemaVersion: 1, suite: 'all', demo, parts, leftOut, budget: budgetIn(settings) } }
}

/** What an answer took in the last complete run of the suite with one of the models. */
async function earlierCosts(
  suite: string,
  arms: readonly string[],
  { out }: Settings,
  context: Context,
): Promise<ReadonlyMap<string, MeanCosts>> {
  for (const dir of await listRuns(runsFolder(context, out))) {
    const manifest = await readManifest(dir).catch((error: unknown) => {
      if (!XevalError.is(error)) throw error
      context.onEvent({ type: 'notice', notice: { code: 'run-passed-over', message: error.message } })
      return undefined
    })
    if (manifest?.suite !== suite || manifest.status !== 'complete' || !arms.includes(manifest.model.ref)) continue
    return meanRequests((await openRunAt(dir, context, { answersOnly: true })).items())
  }
  return new Map()
}
