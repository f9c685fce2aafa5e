import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import type { ModelIdentity } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import type { HttpClient, HttpReply } from '../http/http-client.ts'
import { type FailureContext, statusFailure } from '../http/http-failure.ts'
import { parseJson, readFault } from '../http/server-fault.ts'

/**
 * What stands behind a name: vLLM's and SGLang's `root`, llama.cpp's model path, Ollama's digest. A server that lists no
 * models is fine where a name was given; one that can't be reached or refuses the key is not.
 */
export async function identify(
  http: HttpClient,
  name: string | undefined,
  context: Pick<FailureContext, 'secrets' | 'keyHint'>,
  signal: AbortSignal,
): Promise<ModelIdentity> {
  const reply = await http.send({ method: 'GET', path: '/models', signal })
  if (reply.status === 401 || reply.status === 403)
    throw statusFailure(reply, readFault(reply), { ...context, model: name ?? '' })
  const listed = List.safeParse(parseJson(reply.body))
  const entries = reply.status === 200 && listed.success ? listed.data.data : undefined
  const model = name ?? onlyName(entries, reply)
  const entry = entries?.find(({ id }) => id === model || id === `${model}:latest`)
  const owner = entry?.owned_by ?? entries?.[0]?.owned_by ?? ''
  const fingerprint = entry?.root ?? (await askElsewhere(http, owner, model, signal))
  const length = entry?.max_model_len
  return {
    model,
    ...(fingerprint !== undefined && { fingerprint }),
    ...(length != null && { details: { max_model_len: length } }),
  }
}

function onlyName(entries: readonly Entry[] | undefined, reply: HttpReply): string {
  const [first, ...others] = entries ?? []
  if (first && others.length === 0) return first.id
  const names = (entries ?? []).slice(0, 20).map(({ id }) => id)
  throw new XevalError(
    'model-name',
    names.length > 0 ? `${reply.url} lists several models: ${names.join(', ')}` : `${reply.url} lists no model`,
    { hint: 'Name the model at the end of the URL: http://HOST:PORT/v1#NAME.' },
  )
}

/** Ollama names a model's publisher as its owner, which may be anyone. */
async function askElsewhere(
  http: HttpClient,
  owner: string,
  model: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (owner === 'llamacpp') return llamaCppPath(http, signal)
  return silentOwners.has(owner) ? undefined : ollamaDigest(http, model, signal)
}

const silentOwners = new Set(['', 'openai', 'openai-internal', 'system', 'vllm', 'sglang'])

const llamaCppPath = async (http: HttpClient, signal: AbortSignal): Promise<string | undefined> => {
  const props = Props.safeParse(await bestEffort(http, '/props', signal))
  return props.success ? props.data.model_path : undefined
}

async function ollamaDigest(http: HttpClient, model: string, signal: AbortSignal): Promise<string | undefined> {
  const tags = Tags.safeParse(await bestEffort(http, '/api/tags', signal))
  const found = tags.data?.models.find(({ name }) => name === model || name === `${model}:latest`)
  return found && `sha256:${found.digest.replace(/^sha256:/, '')}`
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

const Entry = z.object({
  id: z.string(),
  root: z.string().nullish(),
  owned_by: z.string().nullish(),
  max_model_len: z.int().positive().nullish().catch(undefined),
})
type Entry = z.infer<typeof Entry>
const List = z.object({ data: z.array(Entry) })
const Props = z.object({ model_path: z.string() })
const Tags = z.object({ models: z.array(z.object({ name: z.string(), digest: z.string() })) })
