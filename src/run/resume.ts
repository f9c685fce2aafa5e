import { basename, dirname, join } from 'node:path'
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
import { namedAddresses } from './named-addresses.ts'
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
  /** Whether this command names the address of a REF, and not only the run's files. */
  isNamed(ref: string): boolean
  /** The folders to write to, after making sure that the session would do the very same work. */
  check(session: Session): Promise<OldRun[]>
}

/** A run that is there, or one arm of a pair that was never begun. */
export interface OldRun {
  dir: string
  create?: Manifest
}

/** Throws where the run that is meant was made with plug-ins that aren't here: whatever else is wrong follows from that. */
export async function refuseWithoutPlugins(settings: Settings, context: Context): Promise<void> {
  // What is passed over is told when the run is resumed.
  if (settings.resume === 'auto') return
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
  const { root, dirs, manifests, missing } = await pairOf(given, context)
  const run = keptRun(manifests, dirs)
  const [dir] = dirs
  if (run === undefined || dir === undefined) throw nothingToResume(root)
  const { first } = run
  if (first.suite !== selection.suite.name) {
    throw new XevalError('cannot-resume', `${first.id} is a run of ${first.suite}, not of ${selection.suite.name}`, {
      hint: resumeCommand({ dir, suite: first.suite }, given, context),
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
    isNamed: namedAddresses([given.model, given.before, given.after, ...(given.judge ?? [])]),
    async check(session) {
      const planned = await manifestsOf(session)
      const differences = manifests.flatMap((manifest, i) => {
        const now = planned[i]
        if (now === undefined) return [`no model given for ${manifest.id}`]
        return manifest.id === missing ? [] : otherWork(manifest, now)
      })
      if (differences.length === 0) return dirs.map((dir, i) => oldRun(dir, manifests[i], planned[i], missing))
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

/** All in which a session would do other work than a run did. */
export const otherWork = (was: Manifest, now: Manifest): string[] => [
  ...differencesOf(was, now).map(({ message }) => message),
  ...otherModel(was, now),
  ...otherPlugins(was, now),
]

/** The arm that was never begun is made under the name that the other one has for it. */
export function oldRun(
  dir: string,
  was: Manifest | undefined,
  now: Manifest | undefined,
  missing: string | undefined,
): OldRun {
  if (was === undefined || now === undefined || was.id !== missing) return { dir }
  return { dir, create: { ...now, id: was.id, ...(was.pair && { pair: was.pair }) } }
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

interface Pair {
  root: string
  /** `before` first. A run is the folder that was named, whatever its manifest calls it. */
  dirs: string[]
  manifests: Manifest[]
  /** Id of the arm that was never begun; its manifest is that of the other, with its model. */
  missing?: string
}

/** The named run or the last one that didn't end, with the other arm. */
async function pairOf({ resume, out, before, after }: Settings, context: Context): Promise<Pair> {
  const folder = runsFolder(context, out)
  const named = typeof resume === 'string' ? await findRun(folder, resume, context.cwd) : undefined
  const dir = named ?? (await lastUnfinished(folder, context))
  if (dir === undefined) return { root: folder, dirs: [], manifests: [] }
  const root = dirname(dir)
  const manifest = await readManifest(dir)
  const { pair } = manifest
  if (pair === undefined) return { root, dirs: [dir], manifests: [manifest] }
  if (basename(dir) !== manifest.id && (await isThere(join(root, manifest.id)))) throw halfACopy(dir, manifest)
  const other = join(root, pair.with)
  const partner = await partnerOf(manifest, other, pair.role === 'before' ? after : before)
  const found = { root, ...(partner.isMissing && { missing: pair.with }) }
  return pair.role === 'before'
    ? { ...found, dirs: [dir, other], manifests: [manifest, partner.manifest] }
    : { ...found, dirs: [other, dir], manifests: [partner.manifest, manifest] }
}

/** The other arm, or what is known of it where the process ended before it was begun. */
export async function partnerOf(
  manifest: Manifest,
  dir: string,
  given?: string,
): Promise<{ manifest: Manifest; isMissing: boolean }> {
  const { pair, model, id } = manifest
  try {
    return { manifest: await readManifest(dir), isMissing: false }
  } catch (error) {
    const ref = given ?? pair?.ref
    if (!XevalError.is(error) || error.code !== 'no-run' || pair === undefined) throw error
    if (ref === undefined) throw neverBegun(id, pair.with)
    const role = pair.role === 'before' ? ('after' as const) : ('before' as const)
    const other = { ...manifest, id: pair.with, model: { ...model, ref }, pair: { role, with: id, ref: model.ref } }
    return { manifest: other, isMissing: true }
  }
}

async function lastUnfinished(root: string, { onEvent }: Context): Promise<string | undefined> {
  /** It may be the one that the user means, so that it is named. */
  const passOver = (error: unknown): undefined => {
    if (!XevalError.is(error)) throw error
    onEvent({ type: 'notice', notice: { code: 'run-passed-over', message: error.message } })
  }
  for (const dir of await listRuns(root)) {
    const manifest = await readManifest(dir).catch(passOver)
    if (manifest !== undefined && manifest.status !== 'complete') return dir
  }
  return undefined
}

function keptRun(manifests: readonly Manifest[], [dir = '']: readonly string[]): KeptRun | undefined {
  const [first, second] = manifests
  if (first === undefined) return undefined
  const fileOf = (sha256: string): string => join(dir, 'prompts', `${sha256}.md`)
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

const isThere = (dir: string): Promise<boolean> =>
  readManifest(dir).then(
    () => true,
    () => false,
  )

const neverBegun = (id: string, partner: string): XevalError =>
  new XevalError(
    'cannot-resume',
    `the other arm of ${id}, ${partner}, was never begun, and its model is not recorded`,
    {
      hint: 'Name both models: --before REF --after REF.',
    },
  )

/** The partner is the original's: a resume of the copy would write to it. */
const halfACopy = (dir: string, { id }: Manifest): XevalError =>
  new XevalError('cannot-resume', `${dir} is a copy of ${id}, which is one arm of a pair`, {
    hint: `Resume ${id}. Or copy both arms, under their names, into a folder of their own, and resume there with --out.`,
  })
