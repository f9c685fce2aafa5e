import { XevalError } from '../../core/errors.ts'
import { type FailureAction, ProviderError, type ProviderFailure } from '../../core/provider-error.ts'
import { redact } from './endpoint.ts'
import type { HttpReply } from './http-reply.ts'
import { parseRetryAfter } from './rate-limits.ts'

/** What a server says went wrong, in whatever shape: OpenAI's, Anthropic's, FastAPI's, a bare string. */
export interface ServerFault {
  message: string
  /** `error.code`, `error.type` and the inner code, lower case, where the body has them. */
  codes: readonly string[]
}

export interface FailureContext {
  secrets: readonly string[]
  keyHint: string
  model: string
}

/** An error status as a `ProviderError`: what kind of failure it is, told in the server's words without any secret. */
export function statusFailure(reply: HttpReply, fault: ServerFault, context: FailureContext): ProviderError {
  const { status } = reply
  const { action, code, hint } = classify(status, fault, context)
  const said = fault.message ? `: ${quote(redact(fault.message, context.secrets))}` : ''
  return new ProviderError(code, `${reply.url} answered ${status}${said}`, {
    action,
    status,
    hint,
    ...requestIdOf(reply),
    ...retryAfterOf(reply),
  })
}

/** A 200 that holds no answer. Such replies come from proxies and overloaded servers, so it is tried again. */
export const badReply = (reply: HttpReply, what: string, { secrets }: FailureContext): ProviderError =>
  new ProviderError('bad-reply', `${reply.url} answered ${reply.status} with ${quote(redact(what, secrets))}`, {
    action: 'retry',
    status: reply.status,
    hint: 'Check that the URL is that of an API (it usually ends in /v1) and look at the log of the server.',
    ...requestIdOf(reply),
  })

export const timeoutFailure = (url: string, timeoutMs: number): ProviderError =>
  new ProviderError('timeout', `${url} did not answer within ${timeoutMs / 1000} s`, {
    action: 'retry',
    hint: 'Raise --timeout, or lower --concurrency if the server queues requests.',
  })

/** A request that got no whole reply. An address that never answered stops the run; one that did is tried again. */
export function transportFailure(error: Error, { url, reached }: { url: string; reached: boolean }): ProviderError {
  if (ProviderError.is(error)) return error
  const cause = firstCode(error)
  const known = transportFaults.find(({ codes }) => codes.test(cause))
  const { code, what, hint, fatal } = known ?? { code: 'connection-error', what: `failed (${cause})`, hint: retryHint }
  const action: FailureAction = fatal && !reached ? 'stop' : 'retry'
  return new ProviderError(code, `${url} ${what}`, { action, hint, cause: error })
}

export const requestIdOf = ({ headers }: HttpReply): { requestId?: string } => {
  const id = headers['x-request-id'] ?? headers['request-id'] ?? headers['apim-request-id']
  return typeof id === 'string' ? { requestId: id } : {}
}

const retryAfterOf = ({ headers }: HttpReply): { retryAfterMs?: number } => {
  const retryAfterMs = parseRetryAfter(headers)
  return retryAfterMs === undefined ? {} : { retryAfterMs }
}

interface Classified extends Pick<ProviderFailure, 'action'> {
  code: string
  hint: string
}

function classify(status: number, { message, codes }: ServerFault, { keyHint, model }: FailureContext): Classified {
  const code = `http-${status}`
  const quota = 'The account has no quota or credit left; top it up, then resume the run.'
  if (status === 402 || codes.includes('insufficient_quota') || /credit balance is too low/i.test(message))
    return { action: 'stop', code: 'no-quota', hint: quota }
  if (status === 401 || status === 403) return { action: 'stop', code, hint: keyHint }
  if (status === 404)
    return { action: 'stop', code, hint: `Check that the server has the model ${model} and that the URL ends in /v1.` }
  if (status < 400 || status === 405 || status === 501)
    return { action: 'stop', code, hint: 'Check the URL: it must be the API itself, usually ending in /v1.' }
  if (status >= 500 || retryStatuses.has(status)) return { action: 'retry', code, hint: retryHint }
  if (contextOverflow.test(`${codes.join(' ')} ${message}`))
    return { action: 'give-up', code: 'context-overflow', hint: 'Lower --max-tokens or serve a longer context.' }
  return { action: 'give-up', code, hint: 'The server refuses this request; look at the parameters (--param).' }
}

const retryStatuses = new Set([408, 409, 425, 429])
const retryHint = 'It is tried again; if it goes on, lower --concurrency or look at the log of the server.'
const contextOverflow =
  /context[ _]length|context[ _]window|context[ _]size|maximum context|max_model_len|prompt is too long|too many tokens/i

/** Code of the error, or of the first one inside an AggregateError (one for each address of a host). */
function firstCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return firstCode(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const inner = error.cause === undefined ? '' : firstCode(error.cause)
    return error.code === 'UND_ERR_SOCKET' && inner ? `${error.code} ${inner}` : error.code
  }
  return error instanceof Error && !XevalError.is(error) ? error.name : ''
}

const transportFaults: { codes: RegExp; code: string; what: string; hint: string; fatal?: boolean }[] = [
  {
    codes: /ECONNREFUSED/,
    code: 'connection-refused',
    what: 'refused the connection',
    hint: 'Start the server, or correct host and port.',
    fatal: true,
  },
  {
    codes: /ENOTFOUND|EAI_AGAIN|EAI_NODATA/,
    code: 'unknown-host',
    what: 'has a host name that does not resolve',
    hint: 'Correct the host name, or check the network.',
    fatal: true,
  },
  {
    codes: /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/,
    code: 'tls',
    what: 'did not pass the TLS handshake',
    hint: 'Use http:// for a plain server; for an own certificate authority set NODE_EXTRA_CA_CERTS.',
    fatal: true,
  },
  {
    codes: /EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT/,
    code: 'unreachable',
    what: 'could not be reached',
    hint: 'Check host, port and network.',
    fatal: true,
  },
  {
    codes: /UND_ERR_(HEADERS|BODY)_TIMEOUT/,
    code: 'idle-timeout',
    what: 'sent no byte for as long as --idle-timeout allows',
    hint: 'Raise --idle-timeout; a server that does not stream is silent until its whole answer is there.',
  },
  {
    codes: /ETIMEDOUT|_TIMEOUT/,
    code: 'timeout',
    what: 'stopped answering',
    hint: retryHint,
  },
  {
    codes: /^HPE_|HTTPParserError/,
    code: 'bad-reply',
    what: 'did not speak HTTP',
    hint: 'Use https:// if the port expects TLS; check that the port is that of the API.',
  },
  {
    codes: /MAX_SIZE/i,
    code: 'bad-reply',
    what: 'sent more than 64 MiB',
    hint: 'Lower --max-tokens; an answer of this size is a fault of the server.',
  },
  {
    codes: /ECONNRESET|EPIPE|UND_ERR_SOCKET|CONTENT_LENGTH/,
    code: 'connection-reset',
    what: 'closed the connection before the reply was whole',
    hint: retryHint,
  },
]

/** On one line and not endless. */
const quote = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)} …` : line
}
