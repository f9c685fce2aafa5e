import { ProviderError } from '../../core/provider-error.ts'
import type { Endpoint } from './endpoint.ts'
import { statusFailure } from './http-failure.ts'
import { readFault } from './server-fault.ts'
import { transportFailure } from './transport-failure.ts'

/** What an SDK threw, as the failure that the rest of the engine knows; secrets that a server repeats are masked. */
export function sdkFailure(
  error: unknown,
  { baseUrl, secrets, keyHint }: Pick<Endpoint, 'baseUrl' | 'secrets' | 'keyHint'>,
): unknown {
  if (ProviderError.is(error) || !(error instanceof Error)) return error
  const url = `${baseUrl} (batches)`
  if (isRedirected(error)) return redirected(url)
  if (!('status' in error)) return error
  if (typeof error.status !== 'number') {
    const cause = error.cause instanceof Error ? error.cause : error
    return transportFailure(cause, { url, reached: true })
  }
  const headers =
    'headers' in error && error.headers instanceof Headers ? Object.fromEntries(error.headers.entries()) : {}
  const inner = 'error' in error && error.error !== undefined ? error.error : error.message
  const body = JSON.stringify(
    typeof inner === 'object' && inner !== null && 'error' in inner ? inner : { error: inner },
  )
  const reply = { url, status: error.status, headers, body, latencyMs: 0 }
  const failure = statusFailure(reply, readFault(reply.body), { secrets, keyHint, model: 'that was asked' })
  if (failure.code !== 'http-404') return failure
  return new ProviderError('no-batches', failure.message, {
    action: 'stop',
    status: 404,
    hint: 'This server has no batch API. Omit --batch, or write files for `vllm run-batch` with `xeval batch write`.',
  })
}

/** Fetch tells it in words alone, at the end of a chain of causes. */
const isRedirected = (error: unknown): boolean =>
  error instanceof Error && (error.message === 'unexpected redirect' || isRedirected(error.cause))

const redirected = (url: string): ProviderError =>
  new ProviderError('redirected', `${url} redirects to another address, and neither key nor prompts are sent there`, {
    action: 'stop',
    hint: 'Name the address that it redirects to, if it is one that you trust.',
  })
