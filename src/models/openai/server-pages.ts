import { hash } from 'node:crypto'
import { z } from 'zod'
import type { ModelIdentity } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { parseJson } from '../http/body.ts'
import type { HttpClient } from '../http/http-client.ts'

export type Told = Pick<ModelIdentity, 'fingerprint' | 'weights' | 'details'>

/** What a server says of its model on pages of its own. Ollama names a model's publisher as its owner, which may be anyone. */
export async function askElsewhere(http: HttpClient, owner: string, model: string, signal: AbortSignal): Promise<Told> {
  if (owner === 'llamacpp') return llamaCpp(http, signal)
  if (owner === 'sglang') return sglang(http, signal)
  return silentOwners.has(owner) ? {} : ollama(http, model, signal)
}

const silentOwners = new Set(['', 'openai', 'openai-internal', 'system', 'vllm'])

/** A path is no digest: other weights may be put there. */
async function llamaCpp(http: HttpClient, signal: AbortSignal): Promise<Told> {
  const props = Props.safeParse(await bestEffort(http, '/props', signal))
  if (!props.success) return {}
  const { model_path, build_info, chat_template } = props.data
  const details = {
    ...(model_path != null && { 'model path': model_path }),
    ...(build_info != null && { build: build_info }),
    ...(chat_template != null && { 'chat template': hash('sha256', chat_template).slice(0, 12) }),
  }
  return { ...(model_path != null && { fingerprint: model_path }), details }
}

/** Its weights can be replaced while it runs; `weight_version` is what the user calls them. */
async function sglang(http: HttpClient, signal: AbortSignal): Promise<Told> {
  const info = Info.safeParse(await bestEffort(http, '/get_model_info', signal))
  if (!info.success) return {}
  const { model_path, weight_version } = info.data
  return {
    details: {
      ...(model_path != null && { 'model path': model_path }),
      ...(weight_version != null && { 'weight version': weight_version }),
    },
  }
}

/** The digest of a model's manifest, and so of its weights, unless it only points to a model elsewhere. */
async function ollama(http: HttpClient, model: string, signal: AbortSignal): Promise<Told> {
  const tags = Tags.safeParse(await bestEffort(http, '/api/tags', signal))
  const found = tags.data?.models.find(({ name }) => name === model || name === `${model}:latest`)
  if (found === undefined) return {}
  const digest = `sha256:${found.digest.replace(/^sha256:/, '')}`
  return found.remote_model ? { fingerprint: digest } : { fingerprint: digest, weights: digest }
}

/** Undefined where the server has no such page: a fingerprint is then not to be had. */
async function bestEffort(http: HttpClient, path: string, signal: AbortSignal): Promise<unknown> {
  try {
    const reply = await http.send({ method: 'GET', path, fromOrigin: true, signal })
    return reply.status === 200 ? parseJson(reply.body) : undefined
  } catch (error) {
    if (ProviderError.is(error)) return undefined
    throw error
  }
}

const Text = z.string().nullish().catch(undefined)
const Props = z.object({ model_path: Text, build_info: Text, chat_template: Text })
const Info = z.object({ model_path: Text, weight_version: Text })
const Tags = z.object({
  models: z.array(z.object({ name: z.string(), digest: z.string(), remote_model: z.string().nullish() })),
})
