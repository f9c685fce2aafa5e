import { dirname, join } from 'node:path'
import { differencesOf } from '../analysis/differences.ts'
import { XevalError } from '../core/errors.ts'
import { canonicalJson } from '../core/hash.ts'
import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'
import { type KeptRun, keptValues, type Options } from '../core/option.ts'
import type { Prices } from '../core/price.ts'
import { runOptions } from '../core/settings.ts'
import type { Selection } from '../registry/registry.ts'
import { findRun, listRuns, readManifest } from '../store/run/run-files.ts'
import { refuseIdleJudges } from './choose-judge.ts'
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

/** Throws where the run that is meant was made with plug-ins that aren't here: whatever else is wrong follows from that. */
export async function refuseWithoutPlugins(settings: Settings, context: Context): Promise<void> {
  // What is passed over is told when the run is resumed.
  const { manifests } = await pairOf(settings, { ...context, onEvent: () => undefined })
  const { theirs } = context.registry
  for (const { id, plugins = [] } of manifests) {
    const missing = plugins.filter(({ kind, name }) => !theirs.some(one => one.kind === kind && one.name === name))
    const [first] = missing
    if (first === undefined) continue
    const named = missing.map(({ kind, name, package: within }) =>
      [kind, name, ...(within === undefined ? [] : [`of ${within.name}`])].join(' '),
    )
    const modules = [...new Set(missing.flatMap(one => one.package?.name ?? []))]
    const [task] = missing.filter(one => one.task)
    if (task !== undefined)
      throw new XevalError('plugin-missing', `${id} ran the task ${task.name}, whose file is not named`, {
        hint: `Name it: xeval run TASK.yaml --resume ${id} , or add it to \`tasks\` in the config.`,
      })
    throw new XevalError('plugin-missing', `${id} needs plug-ins that are not loaded: ${named.join(', ')}`, {
      hint: `Add their module to \`plugins\` in the config or to --plugin${modules.length === 0 ? '' : `: ${modules.join(', ')}`}.`,
    })
  }
}

/** What is given with `--resume` besides the run (keys in a URL, concurrency, time-outs) goes before what the manifest says. */
export async function resumable(selection: Selection, given: Settings, context: Context): Promise<Resumed> {
  const { root, manifests } = await pairOf(given, context)
  const run = keptRun(manifests, root)
  if (run === undefined) throw nothingToResume(root)
  const { first } = run
  if (first.suite !== selection.suite.name) {
    throw new XevalError('cannot-resume', `${first.id} is a run of ${first.suite}, not of ${selection.suite.name}`, {
      hint: resumeCommand(first, given),
    })
  }
  const [chosen = selection] = await context.registry.selectBenchmarks(first.benchmarks.map(({ name }) => name))
  refuseIdleJudges(chosen.benchmarks, given.judge ?? [], context.registry)
  return {
    selection: chosen,
    settings: { ...keptValues(runOptions, run), ...given },
    plans: isSameSelection(run, given) ? first.benchmarks : [],
    ...(first.prices && { prices: first.prices }),
    judges: given.judge === undefined ? judgesOf(first) : new Map(),
    async check(session) {
      const planned = await manifestsOf(session)
      const differences = manifests.flatMap((manifest, i) => {
        const now = planned[i]
        if (now === undefined) return [`no model given for ${manifest.id}`]
        return [
          ...differencesOf(manifest, now).map(({ message }) => message),
          ...otherModel(manifest, now),
          ...otherPlugins(manifest, now),
        ]
      })
      if (differences.length === 0) return manifests.map(({ id }) => join(root, id))
      throw new XevalError(
        'cannot-resume',
        `${first.id} was made with other settings:\n  ${differences.join('\n  ')}`,
        {
          hint: 'Resume it with its original settings, or start a new run without --resume.',
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

/** Whether what was given selects the samples that the run has. */
const isSameSelection = (run: KeptRun, given: Settings): boolean =>
  Object.entries(given).every(([name, value]) => {
    const option = options[name]
    return !option?.selects || canonicalJson(value) === canonicalJson(option.resumed?.(run) ?? null)
  })
const options: Options = runOptions

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

function keptRun(manifests: readonly Manifest[], root: string): KeptRun | undefined {
  const [first, second] = manifests
  if (first === undefined) return undefined
  const fileOf = (sha256: string): string => join(root, first.id, 'prompts', `${sha256}.md`)
  return { first, ...(second && { second }), fileOf }
}

/** Other weights behind the name are no hindrance: the run and its reports say so, and a gate refuses it. */
const otherModel = (was: Manifest, now: Manifest): string[] =>
  was.model.name === now.model.name ? [] : [`model: ${was.model.name} then, ${now.model.name} now`]

/** A plug-in of the same version may have been changed all the same; half a run each would be neither. */
const otherPlugins = (was: Manifest, now: Manifest): string[] =>
  (was.plugins ?? []).flatMap(({ kind, name, sha256 }) => {
    const found = now.plugins?.find(one => one.kind === kind && one.name === name)
    if (found === undefined) return [`plug-in: ${kind} ${name} then, none now; load it with --plugin or in the config`]
    return found.sha256 === sha256 ? [] : [`plug-in: ${kind} ${name} has changed since`]
  })

const nothingToResume = (root: string): XevalError =>
  new XevalError('nothing-to-resume', `no unfinished run in ${root}`, {
    hint: '`xeval list runs` shows all runs.',
  })
