import { editDistance } from '../core/edit-distance.ts'
import { XevalError } from '../core/errors.ts'
import type { Model, ModelOptions, Provider } from '../core/provider.ts'
import { maskUserinfo } from './http/endpoint.ts'

/**
 * Opens the model that a REF names, without a request: by the first of the providers that accepts it. Throws for a REF that none
 * accepts, a missing key or a missing file.
 */
export async function openModel(ref: string, options: ModelOptions, providers: readonly Provider[]): Promise<Model> {
  const provider = providers.find(({ accepts }) => accepts(ref))
  if (provider !== undefined) return provider.open(ref, options)
  const near = nearPrefixes(
    ref,
    providers.flatMap(({ prefixes }) => prefixes),
  )
  const meant = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : ''
  throw new XevalError('unknown-model', `${maskUserinfo(ref)} is not a model REF`, {
    hint: `${meant}Use one of: ${providers.map(({ syntax }) => syntax).join(', ')}.`,
  })
}

function nearPrefixes(ref: string, prefixes: readonly string[]): string[] {
  const word = /^[^:/]*/.exec(ref)?.[0].toLowerCase() ?? ''
  return prefixes.filter(prefix => editDistance(word, prefix.replace(/[:/]+$/, '')) <= 2)
}
