import { dirname, join } from 'node:path'
import { differencesOf } from '../analysis/differences.ts'
import { XevalError } from '../core/errors.ts'
import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'
import type { Prices } from '../core/price.ts'
import type { Selection } from '../registry/registry.ts'
import { findRun, listRuns, readManifest } from '../store/run/run-files.ts'
import type { Context } from './context.ts'
import { resumeCommand } from './resume-command.ts'
import { manifestsOf, runsFolder } from './run-manifest.ts'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'

/** A run (or both arms of one) to go on with, as the settings that made it. */
export interface Resumed {
  selection: Selection
  settings: Settings
  /** What was planned then, where the samples are selected as they were: the same file needs no second look. */
  plans: readonly BenchmarkPlan[]
  prices?: Prices
  /** Benchmark → its judge, as `--judge` names it, where no other is given. */
  judges: ReadonlyMap<string, string>
  /** The folders to write to, after making sure that the session would do the very same work. */
  check(session: Session): Promise<string[]>
}

/** What is given with `--resume` besides the run (keys in a URL, concurrency, time-outs) goes before what the manifest says. */
export async function resumable(selection: Selection, given: Settings, context: Context): Promise<Resumed> {
  const { root, manifests } = await pairOf(given, context)
  const [first] = manifests
  if (first === undefined) throw nothingToResume(root)
  if (first.suite !== selection.suite.name) {
    throw new XevalError('cannot-resume', `${first.id} is a run of ${first.suite}, not of ${selection.suite.name}`, {
      hint: resumeCommand(first, given.out),
    })
  }
  const [chosen] = await context.registry.selectBenchmarks(first.benchmarks.map(({ name }) => name))
  return {
    selection: chosen ?? selection,
    settings: { ...settingsOf(manifests, root), ...given },
    plans: isSameSelection(first, given) ? first.benchmarks : [],
    ...(first.prices && { prices: first.prices }),
    judges: given.judge === undefined ? judgesOf(first) : new Map(),
    async check(session) {
      const planned = await manifestsOf(session)
      const differences = manifests.flatMap((manifest, i) => {
        const now = planned[i]
        if (now === undefined) return [`${manifest.id} has no model now`]
        return [
          ...differencesOf(manifest, now).map(({ message }) => message),
          ...otherModel(manifest, now),
          ...otherPlugins(manifest, now),
        ]
      })
      if (differences.length === 0) return manifests.map(({ id }) => join(root, id))
      throw new XevalError(
        'cannot-resume',
        `${first.id} was made under other settings:\n  ${differences.join('\n  ')}`,
        {
          hint: 'Resume it as it was, or start a new run without --resume.',
        },
      )
    },
  }
}

const judgesOf = ({ benchmarks }: Manifest): Map<string, string> =>
  new Map(
    benchmarks.map(({ name, judge }) => [
      name,
      judge.model === undefined ? judge.name : `${judge.name}=${judge.model}`,
    ]),
  )

const isSameSelection = ({ sampling, seed, shard }: Manifest, given: Settings): boolean =>
  (given.shard ?? shard)?.index === shard?.index &&
  (given.shard ?? shard)?.of === shard?.of &&
  (given.limit ?? sampling.limit) === sampling.limit &&
  (given.stratify ?? sampling.stratify) === sampling.stratify &&
  (given.focus ?? sampling.focus) === sampling.focus &&
  (given.seed ?? seed) === seed

/** The manifests of the named run or of the last one that didn't end, `before` first, and the folder that they are in. */
async function pairOf({ resume, out }: Settings, context: Context): Promise<{ root: string; manifests: Manifest[] }> {
  const folder = runsFolder(context, out)
  const named = typeof resume === 'string' ? await findRun(folder, resume, context.cwd) : undefined
  const root = named === undefined ? folder : dirname(named)
  const manifest = named === undefined ? await lastUnfinished(root, context) : await readManifest(named)
  if (manifest?.pair === undefined) return { root, manifests: manifest === undefined ? [] : [manifest] }
  const partner = await readManifest(join(root, manifest.pair.with))
  return { root, manifests: manifest.pair.role === 'before' ? [manifest, partner] : [partner, manifest] }
}

async function lastUnfinished(root: string, { onEvent }: Context): Promise<Manifest | undefined> {
  /** It may be the one that the user means, so that it is named. */
  const passOver = (error: unknown): undefined => {
    if (!XevalError.is(error)) throw error
    onEvent({ type: 'notice', notice: { code: 'run-passed-over', message: error.message } })
  }
  for (const dir of await listRuns(root)) {
    const manifest = await readManifest(dir).catch(passOver)
    if (manifest !== undefined && manifest.status !== 'complete') return manifest
  }
  return undefined
}

function settingsOf(manifests: readonly Manifest[], root: string): Settings {
  const [first, second] = manifests
  if (first === undefined) return {}
  const { parameters, sampling, model, benchmarks } = first
  // Where judges have an API each, none was given: they choose as they did.
  const [api, ...moreApis] = new Set(benchmarks.flatMap(plan => plan.judge.api ?? []))
  const kept = (sha256: string): string => join(root, first.id, 'prompts', `${sha256}.md`)
  return {
    ...(first.demo ? {} : second === undefined ? { model: model.ref } : { before: model.ref, after: second.model.ref }),
    ...(api !== undefined && moreApis.length === 0 && { judgeApi: api }),
    ...(benchmarks.some(plan => plan.judge.upstreamParsing) && { upstreamParsing: true }),
    ...(sampling.limit !== 'default' && { limit: sampling.limit }),
    ...(sampling.stratify !== undefined && { stratify: sampling.stratify }),
    ...(sampling.focus !== undefined && { focus: sampling.focus }),
    ...(first.data !== undefined && { data: first.data }),
    ...(first.shard && { shard: first.shard }),
    seed: first.seed,
    epochs: first.epochs,
    temperature: parameters.temperature ?? 'default',
    ...(parameters.topP !== undefined && { topP: parameters.topP }),
    ...(parameters.extra !== undefined && { param: texts(parameters.extra) }),
    ...maxTokensOf(benchmarks),
    ...judgeSettingsOf(benchmarks),
    ...(model.reasoningTags !== undefined && { reasoningTags: model.reasoningTags }),
    api: model.api,
    ...(first.budget?.tokens !== undefined && { budgetTokens: first.budget.tokens }),
    ...(first.budget?.usd !== undefined && { budgetUsd: first.budget.usd }),
    ...(model.system !== undefined && { system: kept(model.system) }),
    ...(model.template !== undefined && { template: kept(model.template) }),
  }
}

/** One limit for all is what `--max-tokens` said; different ones are the benchmarks' own. */
function maxTokensOf(benchmarks: Manifest['benchmarks']): { maxTokens?: number } {
  const limits = new Set(benchmarks.map(({ maxTokens }) => maxTokens))
  const [only] = limits
  return limits.size === 1 && only !== undefined ? { maxTokens: only } : {}
}

/** One set of parameters for all judges that ask a model. */
function judgeSettingsOf(benchmarks: Manifest['benchmarks']): Settings {
  const parameters = benchmarks.find(({ judge }) => judge.parameters !== undefined)?.judge.parameters
  if (parameters === undefined) return {}
  const { temperature, maxTokens, extra } = parameters
  return {
    judgeTemperature: temperature ?? 'default',
    ...(maxTokens !== undefined && { judgeMaxTokens: maxTokens }),
    ...(extra !== undefined && { judgeParam: texts(extra) }),
  }
}

const texts = (extra: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, JSON.stringify(value)]))

/** Other weights behind the name are no hindrance: the run and its reports say so, and a gate refuses it. */
const otherModel = (was: Manifest, now: Manifest): string[] =>
  was.model.name === now.model.name ? [] : [`model: ${was.model.name} then, ${now.model.name} now`]

/** A plug-in of the same version may have been changed all the same; half a run each would be neither. */
const otherPlugins = (was: Manifest, now: Manifest): string[] =>
  (was.plugins ?? []).flatMap(({ kind, name, sha256 }) => {
    const found = now.plugins?.find(one => one.kind === kind && one.name === name)
    if (found === undefined) return [`plug-in: ${kind} ${name} then, none now; name it with --plugin or in the config`]
    return found.sha256 === sha256 ? [] : [`plug-in: ${kind} ${name} has been changed since`]
  })

const nothingToResume = (root: string): XevalError =>
  new XevalError('nothing-to-resume', `no unfinished run in ${root}`, {
    hint: '`xeval list runs` shows what there is.',
  })
