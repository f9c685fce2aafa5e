import { editDistance } from '../core/edit-distance.ts'
import { XevalError } from '../core/errors.ts'
import type { Model, ModelOptions, Provider } from '../core/provider.ts'
import { maskUserinfo } from './http/endpoint.ts'

/** Name → provider, loaded when it is needed. */
export const providers: Readonly<Record<string, () => Promise<Provider>>> = {
  openai: async () => (await import('./openai/openai.ts')).openai,
  anthropic: async () => (await import('./anthropic/anthropic.ts')).anthropic,
  replay: async () => (await import('./replay/replay.ts')).replay,
  batch: async () => (await import('./batch-file/batch.ts')).batch,
  'llama-cpp': async () => (await import('./llama-cpp/llama-cpp.ts')).llamaCpp,
}

/**
 * Opens the model that a REF names, without a request. Providers of the user's (`more`) go before ours. Throws for a REF
 * that none accepts, a missing key or a missing file.
 */
export async function openModel(ref: string, options: ModelOptions, more: readonly Provider[] = []): Promise<Model> {
  const own = more.find(provider => provider.accepts(ref))
  if (own) return own.open(ref, options)
  const scheme = /^[a-z-]+/.exec(ref)?.[0] ?? ''
  const provider = await providers[schemes[scheme] ?? scheme]?.()
  if (provider?.accepts(ref)) return provider.open(ref, options)
  throw await unknownRef(ref, more)
}

/** REFs whose first word isn't the provider's name. */
const schemes: Record<string, string> = { http: 'openai', https: 'openai', ollama: 'openai' }

async function unknownRef(ref: string, more: readonly Provider[]): Promise<XevalError> {
  const all = [...more, ...(await Promise.all(Object.values(providers).map(load => load())))]
  const near = nearPrefixes(
    ref,
    all.flatMap(({ prefixes }) => prefixes),
  )
  const meant = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : ''
  return new XevalError('unknown-model', `${maskUserinfo(ref)} is not a model REF`, {
    hint: `${meant}Write ${all.map(({ syntax }) => syntax).join(', ')}.`,
  })
}

function nearPrefixes(ref: string, prefixes: readonly string[]): string[] {
  const word = /^[^:/]*/.exec(ref)?.[0].toLowerCase() ?? ''
  return prefixes.filter(prefix => editDistance(word, prefix.replace(/[:/]+$/, '')) <= 2)
}
