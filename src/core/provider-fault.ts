import { messageOf, XevalError } from './errors.ts'
import type { Model } from './provider.ts'
import { thrownAt } from './thrown-at.ts'

/** What a provider's code threw, and no provider throws on purpose. */
export const providerFault = (thrown: unknown, { ref, provider }: Pick<Model, 'ref' | 'provider'>): XevalError =>
  new XevalError('provider-failed', `provider ${provider} failed on ${ref}: ${messageOf(thrown)}`, {
    hint: 'Fix the provider. For a failed request it should throw a `ProviderError`, whose `action` says whether to retry.',
    cause: thrown,
    ...thrownAt(thrown),
  })
