import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Benchmark } from '../core/benchmark.ts'
import { sha256 } from '../core/hash.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Prices } from '../core/price.ts'
import type { ModelIdentity } from '../core/provider.ts'
import type { Suite } from '../core/suite.ts'
import type { Task } from '../exec/work.ts'
import type { Selection } from '../registry/registry.ts'
import { locateData } from '../sources/locate.ts'
import { chooseJudge } from './choose-judge.ts'
import { at, type Context, homeOf } from './context.ts'
import type { makeJudgePreparer } from './judge-setup.ts'
import { type PlannedBenchmark, planBenchmark } from './plan-benchmark.ts'
import { samplesOf } from './select-samples.ts'
import type { Settings } from './settings.ts'
import { tellReading } from './tell-reading.ts'
import { usualMaxTokens } from './token-limit.ts'

/** What is asked, and of which samples. */
export interface Prepared {
  planned: PlannedBenchmark[]
  /** By benchmark. */
  tasks: Map<string, Task>
}

/** What a run that is resumed knows already. */
export interface Known {
  plans?: readonly BenchmarkPlan[]
  /** Benchmark → its judge, as `--judge` names it. */
  judges?: ReadonlyMap<string, string>
  prices?: Prices
  /** Whether this command names the address of a REF, and not only the files of the run; else all are named. */
  isNamed?(ref: string): boolean
}

/** Finds each benchmark's judge and data, and plans its samples. With `demo` the data are the bundled ones. */
export async function prepareTasks(
  { suite, benchmarks }: Selection,
  settings: Settings,
  { demo, known: { plans = [], judges: knownJudges }, context, judges }: Preparing,
): Promise<Prepared> {
  const prepared: Prepared = { planned: [], tasks: new Map() }
  for (const benchmark of benchmarks) {
    const kept = knownJudges?.get(benchmark.name)
    const wanted = kept === undefined ? (settings.judge ?? []) : [kept]
    const judge = await judges.prepare(chooseJudge(benchmark, wanted, demo, context.registry))
    const data = demo
      ? await bundled(benchmark.dataset.bundled)
      : await locateData(benchmark.dataset, where(context, settings))
    await tellReading(benchmark.dataset, data.path, context)
    const known = plans.find(({ name }) => name === benchmark.name)
    prepared.planned.push(
      await planBenchmark(benchmark, {
        data,
        ...(known && { known }),
        judge: judge.plan,
        maxTokens: settings.maxTokens ?? known?.maxTokens ?? usualMaxTokens(benchmark, []),
        select: path => samplesOf(benchmark, path, demo ? demoSettings(suite, settings) : settings),
      }),
    )
    prepared.tasks.set(benchmark.name, { benchmark, judge: judge.setup })
  }
  return prepared
}

export interface Preparing {
  demo: boolean
  known: Known
  context: Context
  judges: Pick<ReturnType<typeof makeJudgePreparer>, 'prepare'>
}

/** Output tokens at most, once the models have said how long their contexts are: as given or planned before, else the usual number. */
export function limitTokens(
  { planned, tasks }: Prepared,
  identities: readonly ModelIdentity[],
  { maxTokens: given }: Settings,
  { plans = [] }: Known,
): void {
  for (const one of planned) {
    const { benchmark, plan } = one
    const isGiven = given !== undefined || plans.some(({ name }) => name === plan.name)
    if (!isGiven) one.plan = { ...plan, maxTokens: usualMaxTokens(benchmark, identities) }
    const { maxTokens } = one.plan
    const task = tasks.get(plan.name)
    if (task !== undefined && maxTokens !== undefined) tasks.set(plan.name, { ...task, maxTokens })
  }
}

/** Where a data set is looked for. */
export const where = (context: Context, { data }: Settings) => ({
  home: homeOf(context),
  ...(data !== undefined && { dataDir: at(context, data) }),
})

/** What was recorded, unless the user asks for less of it. */
const demoSettings = ({ demo }: Suite, settings: Settings): Settings =>
  demo?.limit === undefined || settings.limit !== undefined ? settings : { ...settings, limit: demo.limit }

const bundled = async (url: Benchmark['dataset']['bundled']) => ({
  path: fileURLToPath(url),
  sha256: sha256(await readFile(url)),
  bundled: true,
})
