import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import { LISTED_NAMES } from '../../core/identity.ts'
import type { ModelIdentity } from '../../core/provider.ts'
import { isSameModel } from '../../core/served-name.ts'
import { parseJson } from '../http/body.ts'
import type { HttpClient } from '../http/http-client.ts'
import { type FailureContext, statusFailure } from '../http/http-failure.ts'
import type { HttpReply } from '../http/http-reply.ts'
import { readFault } from '../http/server-fault.ts'
import { askElsewhere } from './server-pages.ts'

/**
 * What stands behind a name, by the server's list of models and the pages that llama.cpp, Ollama and SGLang have besides. A
 * server that lists no models, or not to this key, is fine where a name was given: the first completion decides. One that
 * can't be reached is not.
 */
export async function identify(
  http: HttpClient,
  name: string | undefined,
  context: Pick<FailureContext, 'secrets' | 'keyHint'>,
  signal: AbortSignal,
): Promise<ModelIdentity> {
  const reply = await http.send({ method: 'GET', path: '/models', signal })
  if (name === undefined && (reply.status === 401 || reply.status === 403))
    throw statusFailure(reply, readFault(reply.body), { ...context, model: '' })
  const listed = List.safeParse(parseJson(reply.body))
  const entries = reply.status === 200 && listed.success ? listed.data.data : undefined
  const model = name ?? onlyName(entries, reply)
  const alike = entries?.filter(({ id }) => isSameModel(id, model)) ?? []
  const entry = alike.find(({ id }) => id === model) ?? (alike.length === 1 ? alike[0] : undefined)
  const owner = entry?.owned_by ?? entries?.[0]?.owned_by ?? ''
  const told = await askElsewhere(http, owner, model, signal)
  const weights = told.weights ?? digestIn(entry)
  const fingerprint = weights ?? entry?.root ?? told.fingerprint
  const said = Object.entries({ ...detailsOf(entry, owner, reply), ...told.details })
  const details = Object.fromEntries(said.filter(([, value]) => value !== fingerprint))
  return {
    model,
    ...(fingerprint != null && { fingerprint }),
    ...(weights !== undefined && { weights }),
    ...(Object.keys(details).length > 0 && { details }),
    ...(reply.status !== 200 && { unlisted: `the list of models returned status ${reply.status}` }),
    ...(entries !== undefined && entries.length > 0 && listing(alike, entries)),
  }
}

const listing = (alike: readonly Entry[], entries: readonly Entry[]): Pick<ModelIdentity, 'listed' | 'lists'> =>
  alike.length > 0 ? { listed: true } : { listed: false, lists: entries.slice(0, LISTED_NAMES).map(({ id }) => id) }

function onlyName(entries: readonly Entry[] | undefined, reply: HttpReply): string {
  const [first, ...others] = entries ?? []
  if (first && others.length === 0) return first.id
  const names = (entries ?? []).slice(0, 20).map(({ id }) => id)
  throw new XevalError(
    'model-name',
    names.length > 0 ? `${reply.url} lists several models: ${names.join(', ')}` : `${reply.url} lists no model`,
    { hint: 'Append the model’s name to the URL: http://HOST:PORT/v1#NAME.' },
  )
}

/** A whole digest of the weights. `fp_44709d6fcb` is none: it names a server's set-up, and `fp_ollama` is always the same. */
function digestIn(entry: Entry | undefined): string | undefined {
  for (const name of ['weights_fingerprint', 'digest', 'sha256', 'checksum'] as const) {
    const value = entry?.[name]
    if (typeof value === 'string' && digest.test(value)) return value
  }
  return undefined
}

const digest = /^(?:[a-z0-9]+:)?[0-9a-f]{40,}$/i

const facts = [
  'root',
  'parent',
  'revision',
  'version',
  'hash',
  'canonical_slug',
  'hugging_face_id',
  'quantization',
  'size',
  'max_model_len',
  'context_length',
] as const

function detailsOf(entry: Entry | undefined, owner: string, reply: HttpReply): Record<string, string | number> {
  if (entry === undefined) return {}
  const { created } = entry
  const own = facts.flatMap(name => (isFact(entry[name]) ? [[name, entry[name]] as const] : []))
  const meta = Object.entries(entry.meta ?? {}).filter((fact): fact is [string, string | number] => isFact(fact[1]))
  return {
    ...Object.fromEntries([...own, ...meta]),
    ...(typeof created === 'number' && created > 0 && !isTimeOfReply(created, owner, reply) && { created }),
  }
}

const isFact = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'

/** llama.cpp, vLLM and SGLang give the time of the request as that of the model, by their own clock. */
function isTimeOfReply(created: number, owner: string, { headers }: HttpReply): boolean {
  const { date } = headers
  const clocks = [Date.now(), ...(typeof date === 'string' ? [Date.parse(date)] : [])]
  return owner === 'llamacpp' || clocks.some(clock => Math.abs(clock - created * 1000) < 60_000)
}

const Text = z.string().nullish().catch(undefined)
const Fact = z.union([z.string(), z.number()]).nullish().catch(undefined)
const Entry = z.object({
  id: z.string(),
  root: Text,
  owned_by: Text,
  created: Fact,
  meta: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  weights_fingerprint: Text,
  digest: Text,
  sha256: Text,
  checksum: Text,
  parent: Fact,
  revision: Fact,
  version: Fact,
  hash: Fact,
  canonical_slug: Fact,
  hugging_face_id: Fact,
  quantization: Fact,
  size: Fact,
  max_model_len: Fact,
  context_length: Fact,
})
type Entry = z.infer<typeof Entry>
const List = z.object({ data: z.array(Entry) })
