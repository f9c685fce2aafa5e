import { hash, randomUUID } from 'node:crypto'
import { canonicalJson } from '../../core/hash.ts'
import type { GenerateRequest, Model, ModelIdentity } from '../../core/provider.ts'
import type { WorkKey } from '../../core/records.ts'

/** All that an answer depends on. Two requests share an answer only where all of it is equal. */
export interface KeyFields {
  provider: string
  baseUrl?: string
  /** The name that goes into requests, and what the server said of the weights behind it when the run began. */
  model: string
  fingerprint?: string
  /** The digest of those weights: an answer with one serves every run that has the same. */
  weights?: string
  api: string
  /** SHA-256 of the raw prompt's template. */
  template?: string
  params: GenerateRequest['params']
  /** SHA-256 of the closed answer shape. */
  format?: string
  /** SHA-256 of the messages with their roles, or of the raw prompt. */
  prompt: string
  /** Epochs are draws of their own: one answer must not stand for all of them. */
  epoch: number
}

/** A request's fields, their digest, and the piece of work for `explain`, which is no part of the key: equal requests are equal. */
export interface CacheKey {
  /** SHA-256 of the fields as canonical JSON, lower-case hex. */
  sha256: string
  fields: KeyFields
  work: WorkKey
}

/** What an endpoint's requests have in common. */
export type KeyBase = Pick<KeyFields, 'provider' | 'baseUrl' | 'model' | 'fingerprint' | 'weights' | 'api' | 'template'>

export const keyBaseOf = (
  { provider, baseUrl }: Pick<Model, 'provider' | 'baseUrl'>,
  { model, fingerprint, weights }: ModelIdentity,
  { api, template }: Pick<KeyFields, 'api' | 'template'>,
): KeyBase => ({
  provider,
  ...(baseUrl !== undefined && { baseUrl }),
  model,
  ...(fingerprint !== undefined && { fingerprint }),
  ...(weights !== undefined && { weights }),
  api,
  ...(template !== undefined && { template }),
})

export function keyOfRequest(base: KeyBase, request: GenerateRequest): CacheKey {
  const { messages, prompt: raw, work } = request
  // Each text behind its length, so that no two lists of messages read the same.
  const asked = raw ?? messages.map(({ role, content }) => `${role} ${content.length}\n${content}`).join('\n')
  const prompt = hash('sha256', raw === undefined ? asked : `raw\n${asked}`)
  const { fields, before, after } = commonOf(base, request)
  return { sha256: hash('sha256', `${before}${prompt}${after}`), fields: { ...fields, prompt }, work }
}

/** A key's fields but for the prompt, and their canonical JSON up to the prompt and behind it. */
interface Common {
  fields: Omit<KeyFields, 'prompt'>
  before: string
  after: string
  format: GenerateRequest['responseFormat']
}

const lastCommon = new WeakMap<KeyBase, Common>()
/** Stands where the prompt's digest goes; nobody can have written it into a parameter. */
const HOLE = randomUUID()

/** An endpoint's requests mostly differ in their prompts alone: what they have in common is put in order once. */
function commonOf(base: KeyBase, { params, responseFormat: format, work: { epoch } }: GenerateRequest): Common {
  const last = lastCommon.get(base)
  if (last?.format === format && last?.fields.epoch === epoch && isSame(last.fields.params, params)) return last
  const fields = { ...base, params, ...(format && { format: formatHash(format) }), epoch }
  const [before = '', after = ''] = canonicalJson({ ...fields, prompt: HOLE }).split(HOLE)
  const common = { fields, before, after, format }
  lastCommon.set(base, common)
  return common
}

/** Whether two objects hold the very same values, in the same order. */
function isSame(a: GenerateRequest['params'], b: GenerateRequest['params']): boolean {
  if (a === b) return true
  const [one, other] = [Object.entries(a), Object.entries(b)]
  return one.length === other.length && one.every(([key, value], i) => key === other[i]?.[0] && value === other[i][1])
}

const formats = new WeakMap<object, string>()

function formatHash(format: NonNullable<GenerateRequest['responseFormat']>): string {
  const known = formats.get(format)
  if (known !== undefined) return known
  const made = hash('sha256', canonicalJson(format))
  formats.set(format, made)
  return made
}
