import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Benchmark } from '../core/benchmark.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Prices } from '../core/price.ts'
import type { Model, ModelIdentity } from '../core/provider.ts'
import type { Suite } from '../core/suite.ts'
import type { Endpoint } from '../exec/request.ts'
import type { Task } from '../exec/work.ts'
import type { Selection } from '../registry/registry.ts'
import { locateData } from '../sources/locate.ts'
import { type AnswerCaches, makeAnswerCaches } from './answer-caches.ts'
import { armsOf, isDemo, openArm, type Role } from './arms.ts'
import { chooseJudge } from './choose-judge.ts'
import { at, type Context, homeOf } from './context.ts'
import { connectionsOf, endpointOf } from './endpoint.ts'
import { type GitState, gitState } from './git-state.ts'
import { type AskedModel, makeJudgePreparer } from './judge-setup.ts'
import { type PlannedBenchmark, planBenchmark } from './plan-benchmark.ts'
import { samplesOf } from './select-samples.ts'
import type { Settings } from './settings.ts'
import { usualMaxTokens } from './token-limit.ts'

export interface SessionArm {
  role: Role
  endpoint: Endpoint
  identity: ModelIdentity
}

/** Everything that a run of one suite needs, looked up and checked before the first request and the first file. */
export interface Session {
  context: Context
  suite: Suite
  settings: Settings
  demo: boolean
  arms: SessionArm[]
  planned: PlannedBenchmark[]
  tasks: Map<string, Task>
  /** The models that judge. */
  judges: AskedModel[]
  system?: { text: string; sha256: string }
  template?: { text: string; sha256: string }
  /** Of its models and judges, where money is counted. */
  prices?: Prices
  caches: Pick<AnswerCaches, 'belongTo' | 'doubt'>
  /** Asked for while the models are opened. */
  git: Promise<GitState>
  close(): Promise<void>
}

/** What a run that is resumed knows already. */
export interface Known {
  plans?: readonly BenchmarkPlan[]
  /** Benchmark → its judge, as `--judge` names it. */
  judges?: ReadonlyMap<string, string>
  prices?: Prices
}

export async function openSession(
  { suite, benchmarks }: Selection,
  settings: Settings,
  context: Context,
  { plans = [], prices: knownPrices, judges: knownJudges }: Known = {},
): Promise<Session> {
  const specs = armsOf(settings)
  const demo = specs.some(({ ref }) => isDemo(ref))
  const git = gitState(context)
  const caches = makeAnswerCaches(context, settings)
  const judges = makeJudgePreparer(settings, context, caches)
  const arms: SessionArm[] = []
  const models: Model[] = []
  const close = async (): Promise<void> => {
    for (const model of models) await model.close?.()
    await judges.close()
    await caches.close()
  }
  const wanted = ({ name }: Benchmark): readonly string[] => {
    const kept = knownJudges?.get(name)
    return kept === undefined ? (settings.judge ?? []) : [kept]
  }
  try {
    const system = await textOf('--system', settings.system, context)
    const template = await textOf('--template', settings.template, context)
    const planned: PlannedBenchmark[] = []
    const tasks = new Map<string, Task>()
    for (const benchmark of benchmarks) {
      const judge = await judges.prepare(chooseJudge(benchmark, wanted(benchmark), demo, context.registry))
      const data = demo
        ? await bundled(benchmark.dataset.bundled)
        : await locateData(benchmark.dataset, where(context, settings))
      const known = plans.find(({ name }) => name === benchmark.name)
      planned.push(
        await planBenchmark(benchmark, {
          data,
          ...(known && { known }),
          judge: judge.plan,
          maxTokens: settings.maxTokens ?? known?.maxTokens ?? usualMaxTokens(benchmark, []),
          select: path => samplesOf(benchmark, path, demo ? demoSettings(suite, settings) : settings),
        }),
      )
      tasks.set(benchmark.name, { benchmark, judge: judge.setup })
    }
    for (const { role, ref } of specs) {
      const concurrency = settings.concurrency ?? 'auto'
      const model = await openArm(ref, suite, settings, connectionsOf(concurrency), context)
      models.push(model)
      const endpoint = endpointOf(model, { ...settings, concurrency }, context)
      const identity = await model.identity(context.signal)
      const how = { api: settings.api ?? 'chat', template: template?.sha256, arm: arms.length }
      arms.push({ role, endpoint: { ...endpoint, ...(await caches.of(model, identity, how)) }, identity })
    }
    const identities = arms.map(({ identity }) => identity)
    for (const one of planned) {
      const { benchmark, plan } = one
      const isGiven = settings.maxTokens !== undefined || plans.some(({ name }) => name === plan.name)
      if (!isGiven) one.plan = { ...plan, maxTokens: usualMaxTokens(benchmark, identities) }
      const { maxTokens } = one.plan
      const task = tasks.get(plan.name)
      if (task !== undefined && maxTokens !== undefined) tasks.set(plan.name, { ...task, maxTokens })
    }
    const judgeRefs = planned.flatMap(({ plan }) => plan.judge.model ?? [])
    const refs = arms.map(({ endpoint }) => endpoint.model.ref)
    const isPriced = [settings.budgetUsd, settings.prices, knownPrices].some(given => given !== undefined)
    const prices = isPriced
      ? await (await import('./prices-of.ts')).pricesOf(settings, [...refs, ...judgeRefs], context, knownPrices)
      : undefined
    return {
      context,
      suite,
      settings,
      demo,
      arms,
      planned,
      tasks,
      judges: await judges.asked(),
      ...(system && { system }),
      ...(template && { template }),
      ...(prices && { prices }),
      caches,
      git,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** What was recorded, unless the user asks for less of it. */
const demoSettings = ({ demo }: Suite, settings: Settings): Settings =>
  demo?.limit === undefined || settings.limit !== undefined ? settings : { ...settings, limit: demo.limit }

/** Where a data set is looked for. */
export const where = (context: Context, { data }: Settings) => ({
  home: homeOf(context),
  ...(data !== undefined && { dataDir: at(context, data) }),
})

const bundled = async (url: URL) => ({ path: fileURLToPath(url), sha256: sha256(await readFile(url)), bundled: true })

async function textOf(
  option: string,
  path: string | undefined,
  context: Context,
): Promise<{ text: string; sha256: string } | undefined> {
  if (path === undefined) return undefined
  try {
    const text = await readFile(at(context, path), 'utf8')
    return { text, sha256: sha256(text) }
  } catch (cause) {
    throw new XevalError('no-file', `${option} ${path}: ${messageOf(cause)}`, {
      hint: 'Name a file that can be read.',
      cause,
    })
  }
}
