import type { Judge } from '../core/judge.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Model, ModelIdentity } from '../core/provider.ts'
import type { JudgeSetup } from '../exec/judge-answer.ts'
import type { Endpoint } from '../exec/request.ts'
import { locateTemplate } from '../sources/template.ts'
import type { AnswerCaches } from './answer-caches.ts'
import { openJudgeModel } from './arms.ts'
import type { ChosenJudge } from './choose-judge.ts'
import { type Context, homeOf } from './context.ts'
import { connectionsOf, endpointOf } from './endpoint.ts'
import { identityOf } from './identity-of.ts'
import { judgeParametersOf } from './parameters.ts'
import { hashesOf } from './plan-benchmark.ts'
import type { Settings } from './settings.ts'

/** A judge that is ready to be asked, and what the manifest says of it. */
export interface PreparedJudge {
  setup: JudgeSetup
  plan: BenchmarkPlan['judge']
}

/** A model that judges, as its server named it when it was opened. */
export interface AskedModel {
  endpoint: Endpoint
  identity: ModelIdentity
}

/**
 * Makes judges ready: models opened once each, templates found. Everything that can be missing is missed here. `isNamed`: whether
 * this command names a REF's address, and not only the files of a run.
 */
export function makeJudgePreparer(
  settings: Settings,
  context: Context,
  caches: AnswerCaches,
  isNamed: (ref: string) => boolean = () => true,
) {
  const opened: Model[] = []
  const models = new Map<string, Promise<AskedModel>>()
  const judges = new Map<string, Promise<PreparedJudge>>()
  const open = async (ref: string): Promise<AskedModel> => {
    const concurrency = settings.judgeConcurrency ?? 'auto'
    const model = await openJudgeModel(ref, settings, connectionsOf(concurrency), context, !isNamed(ref))
    opened.push(model)
    const endpoint = endpointOf(model, { ...settings, concurrency }, context)
    const identity = await identityOf(model, context.signal)
    const cache = await caches.of(model, identity, { api: settings.judgeApi ?? 'chat' })
    return { endpoint: { ...endpoint, ...cache }, identity }
  }
  const prepare = async ({ judge, ref }: ChosenJudge): Promise<PreparedJudge> => {
    const templates =
      judge.upstream === undefined ? {} : await locateTemplate(judge.name, judge.upstream, homeOf(context))
    if (ref !== undefined && !models.has(ref)) models.set(ref, open(ref))
    const asked = ref === undefined ? undefined : await models.get(ref)
    const api =
      settings.judgeApi ?? (settings.dryRun ? 'chat' : await authorsApi(judge, asked?.endpoint.model, context.signal))
    const options = { api, upstreamParsing: settings.upstreamParsing ?? false }
    const params = asked === undefined ? undefined : judgeParametersOf(settings)
    const isForeign = isOfOthers(judge, context)
    return {
      setup: {
        judge,
        isForeign,
        templates,
        options,
        ...(asked && { endpoint: asked.endpoint }),
        ...(params && { params }),
      },
      plan: {
        name: judge.name,
        version: judge.version,
        ...(asked && { model: asked.endpoint.model.ref, modelName: asked.identity.model, api: options.api }),
        ...(asked?.identity.fingerprint !== undefined && { fingerprint: asked.identity.fingerprint }),
        ...(asked?.identity.weights !== undefined && { weights: asked.identity.weights }),
        prompts: hashesOf(judge.prompts),
        source: sourceOf(judge, isForeign),
        ...(options.upstreamParsing && { upstreamParsing: true }),
        ...(params && { parameters: params }),
        ...(judge.byPeople && { byPeople: true as const }),
        ...('min' in judge.scale && { scale: { min: judge.scale.min, max: judge.scale.max } }),
      },
    }
  }
  return {
    prepare(chosen: ChosenJudge): Promise<PreparedJudge> {
      const key = `${chosen.judge.name}=${chosen.ref ?? ''}`
      const known = judges.get(key) ?? prepare(chosen)
      judges.set(key, known)
      return known
    },
    /** The models that are asked. */
    asked: (): Promise<AskedModel[]> => Promise.all(models.values()),
    async close(): Promise<void> {
      // One that can't be opened was told to whoever asked for it; those that could are closed all the same.
      await Promise.allSettled(models.values())
      for (const model of opened) await model.close?.()
    },
  }
}

/** Whose words a judge asks with. Which plug-in a judge of others is of, the manifest names beside it. */
const sourceOf = ({ version, upstream }: Judge, isForeign: boolean): string =>
  upstream !== undefined ? `upstream@${upstream.commit}` : `${isForeign ? 'plug-in' : 'xeval'} v${version}`

const isOfOthers = ({ name }: Judge, { registry }: Context): boolean =>
  registry.theirs.some(theirs => theirs.kind === 'judge' && theirs.name === name)

/** A judge that its authors ask over raw completions is asked so wherever its server can. */
const authorsApi = async (
  { api }: Judge,
  model: Model | undefined,
  signal: AbortSignal,
): Promise<'chat' | 'completions'> => (api !== undefined && (await model?.completes?.(signal)) === true ? api : 'chat')
