import type { Prices } from '../core/price.ts'
import type { Model, ModelIdentity } from '../core/provider.ts'
import type { Suite } from '../core/suite.ts'
import type { Endpoint } from '../exec/request.ts'
import type { Selection } from '../registry/registry.ts'
import { type AnswerCaches, makeAnswerCaches } from './answer-caches.ts'
import { armsOf, isDemo, openArm, type Role } from './arms.ts'
import type { Context } from './context.ts'
import { connectionsOf, endpointOf } from './endpoint.ts'
import { type GitState, gitState } from './git-state.ts'
import { identityOf } from './identity-of.ts'
import { type AskedModel, makeJudgePreparer } from './judge-setup.ts'
import { type Known, limitTokens, type Prepared, prepareTasks } from './prepare-tasks.ts'
import type { Settings } from './settings.ts'
import { readTextFile, type TextFile } from './text-file.ts'

export interface SessionArm {
  role: Role
  endpoint: Endpoint
  identity: ModelIdentity
}

/** Everything that a run of one suite needs, looked up and checked before the first request and the first file. */
export interface Session extends Prepared {
  context: Context
  suite: Suite
  settings: Settings
  demo: boolean
  arms: SessionArm[]
  /** The models that judge. */
  judges: AskedModel[]
  system?: TextFile
  template?: TextFile
  /** Of its models and judges, where money is counted. */
  prices?: Prices
  caches: Pick<AnswerCaches, 'belongTo' | 'doubt'>
  /** Asked for while the models are. */
  git: Promise<GitState>
  close(): Promise<void>
}

export async function openSession(
  selection: Selection,
  settings: Settings,
  context: Context,
  known: Known = {},
): Promise<Session> {
  const { suite } = selection
  const demo = armsOf(settings).some(({ ref }) => isDemo(ref))
  const caches = makeAnswerCaches(context, settings)
  const { isNamed = () => true } = known
  const judges = makeJudgePreparer(settings, context, caches, isNamed)
  const models: Model[] = []
  const close = async (): Promise<void> => {
    for (const model of models) await model.close?.()
    await judges.close()
    await caches.close()
  }
  try {
    const system = await readTextFile('--system', settings.system, context)
    const template = await readTextFile('--template', settings.template, context)
    const prepared = await prepareTasks(selection, settings, { demo, known, context, judges })
    const { arms, git } = await openArms(models, suite, settings, { context, caches, template, isNamed })
    limitTokens(
      prepared,
      arms.map(({ identity }) => identity),
      settings,
      known,
    )
    const prices = await pricesIn(prepared, arms, settings, { context, known })
    return {
      ...prepared,
      context,
      suite,
      settings,
      demo,
      arms,
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

/** Opens the models and asks who they are. Each is in `models`, for the caller to close, once it is open. */
async function openArms(
  models: Model[],
  suite: Suite,
  settings: Settings,
  {
    context,
    caches,
    template,
    isNamed,
  }: Required<Pick<Known, 'isNamed'>> & { context: Context; caches: AnswerCaches; template: TextFile | undefined },
): Promise<Pick<Session, 'arms' | 'git'>> {
  const arms: SessionArm[] = []
  const concurrency = settings.concurrency ?? 'auto'
  let git: Promise<GitState> | undefined
  for (const { role, ref } of armsOf(settings)) {
    const model = await openArm(ref, suite, settings, connectionsOf(concurrency), context, !isNamed(ref))
    models.push(model)
    const asked = identityOf(model, context.signal)
    // Starting a process takes longer than sending a request.
    git ??= gitState(context)
    const identity = await asked
    const how = { api: settings.api ?? 'chat', template: template?.sha256, arm: arms.length }
    const endpoint = endpointOf(model, { ...settings, concurrency }, context)
    arms.push({ role, endpoint: { ...endpoint, ...(await caches.of(model, identity, how)) }, identity })
  }
  return { arms, git: git ?? gitState(context) }
}

/** Where money is counted. */
async function pricesIn(
  { planned }: Prepared,
  arms: readonly SessionArm[],
  settings: Settings,
  { context, known }: { context: Context; known: Known },
): Promise<Prices | undefined> {
  const isPriced = [settings.budgetUsd, settings.prices, known.prices].some(given => given !== undefined)
  if (!isPriced) return undefined
  const refs = arms.map(({ endpoint }) => endpoint.model.ref)
  const judges = planned.flatMap(({ plan }) => plan.judge.model ?? [])
  return (await import('./prices-of.ts')).pricesOf(settings, [...refs, ...judges], context, known.prices)
}
