import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { withCards } from '../analysis/scored-run.ts'
import { canonicalJson, sha256 } from '../core/hash.ts'
import type { Manifest } from '../core/manifest.ts'
import { RUNS } from '../store/run/run-files.ts'
import { isDemo } from './arms.ts'
import { at, type Context } from './context.ts'
import { versions } from './host.ts'
import { parametersOf } from './parameters.ts'
import type { Session, SessionArm } from './session.ts'

/** A manifest for each arm, before anything is sent. Run ids are unique also within one second. */
export async function manifestsOf(session: Session): Promise<Manifest[]> {
  const now = session.context.now()
  const git = await session.git
  const plugins = new Map(session.planned.map(({ benchmark }) => [benchmark.name, benchmark]))
  const manifests = session.arms.map(arm => withCards(manifestOf(session, arm, now, git), plugins, session.suite))
  const [before, after] = manifests
  if (before === undefined || after === undefined) return manifests
  return [
    { ...before, pair: { role: 'before', with: after.id, ref: after.model.ref } },
    { ...after, pair: { role: 'after', with: before.id, ref: before.model.ref } },
  ]
}

export const runsFolder = (context: Pick<Context, 'cwd'>, out: string | undefined): string => at(context, out ?? RUNS)
export const runDir = (context: Pick<Context, 'cwd'>, out: string | undefined, id: string): string =>
  join(runsFolder(context, out), id)

function manifestOf(
  session: Session,
  { role, endpoint, identity }: SessionArm,
  now: Date,
  git: Manifest['git'],
): Manifest {
  const { suite, settings, demo, planned, system, template } = session
  const { model } = endpoint
  const { limit, stratify, focus, data, shard, seed = 0, epochs = 1 } = settings
  const body = {
    suite: suite.name,
    demo,
    model: {
      ref: model.ref,
      provider: model.provider,
      name: identity.model,
      ...(model.baseUrl !== undefined && { baseUrl: model.baseUrl }),
      ...(identity.fingerprint !== undefined && { fingerprint: identity.fingerprint }),
      api: settings.api ?? 'chat',
      ...(template && { template: template.sha256 }),
      ...(system && { system: system.sha256 }),
      ...(model.recorded && { recorded: true as const }),
      ...(settings.reasoningTags !== undefined && { reasoningTags: settings.reasoningTags }),
      ...(suite.demo && isDemo(model.ref) && { provenance: suite.demo.provenance }),
    },
    parameters: parametersOf(settings),
    epochs,
    seed,
    ...(data !== undefined && { data }),
    ...(shard && { shard }),
    sampling: {
      limit: limit ?? 'default',
      ...(stratify !== undefined && { stratify }),
      ...(focus !== undefined && { focus }),
    },
    benchmarks: planned.map(({ plan }) => plan),
  } as const
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const hash = sha256(canonicalJson(body) + role + randomBytes(8).toString('hex')).slice(0, 8)
  return {
    schemaVersion: 1,
    id: `${stamp}_${suite.name}_${identity.model.replace(/[^\w.-]+/g, '-').slice(-40)}_${hash}`,
    status: 'running',
    sessions: [{ startedAt: now.toISOString(), identity }],
    ...body,
    ...budgetOf(session),
    ...pluginsOf(session, model.provider),
    versions,
    ...(git && { git }),
  }
}

/** The plug-ins of others that an arm works with. */
function pluginsOf({ context, suite, planned, tasks }: Session, provider: string): Pick<Manifest, 'plugins'> {
  const judges = [...tasks.values()].flatMap(({ judge }) => judge.endpoint?.model.provider ?? [])
  const used = new Set([
    `suite ${suite.name}`,
    ...planned.flatMap(({ plan }) => [`dataset ${plan.dataset.name}`, `judge ${plan.judge.name}`]),
    ...[provider, ...judges].map(name => `provider ${name}`),
  ])
  const plugins = context.registry.theirs.filter(({ kind, name }) => used.has(`${kind} ${name}`))
  return plugins.length > 0 ? { plugins } : {}
}

/** Kept in the run, so that a resume counts on as it was told. */
export function budgetOf({ settings, prices }: Session): Pick<Manifest, 'budget' | 'prices'> {
  const { budgetTokens: tokens, budgetUsd: usd } = settings
  const budget = { ...(tokens !== undefined && { tokens }), ...(usd !== undefined && { usd }) }
  return { ...(Object.keys(budget).length > 0 && { budget }), ...(prices && { prices }) }
}
