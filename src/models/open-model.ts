import { editDistance } from '../core/edit-distance.ts'
import { XevalError } from '../core/errors.ts'
import type { Model, ModelOptions, Provider } from '../core/provider.ts'
import { providerFault } from '../core/provider-fault.ts'
import { maskUserinfo } from './http/endpoint.ts'

/**
 * Opens the model that a REF names, without a request: by the first of the providers that accepts it. Throws for a REF that none
 * accepts, a missing key or a missing file.
 */
export async function openModel(ref: string, options: ModelOptions, providers: readonly Provider[]): Promise<Model> {
  const provider = providers.find(({ accepts }) => accepts(ref))
  if (provider !== undefined) return opened(provider, ref, options)
  const near = nearPrefixes(
    ref,
    providers.flatMap(({ prefixes }) => prefixes),
  )
  const meant = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : ''
  throw new XevalError('unknown-model', `${maskUserinfo(ref)} is not a model REF`, {
    hint: `${meant}Use one of: ${providers.map(({ syntax }) => syntax).join(', ')}.`,
  })
}

async function opened(provider: Provider, ref: string, options: ModelOptions): Promise<Model> {
  try {
    return await provider.open(ref, options)
  } catch (error) {
    throw XevalError.is(error) ? error : providerFault(error, { ref: maskUserinfo(ref), provider: provider.name })
  }
}

function nearPrefixes(ref: string, prefixes: readonly string[]): string[] {
  const word = /^[^:/]*/.exec(ref)?.[0].toLowerCase() ?? ''
  return prefixes.filter(prefix => editDistance(word, prefix.replace(/[:/]+$/, '')) <= 2)
}
