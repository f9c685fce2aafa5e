import { XevalError } from '../../core/errors.ts'
import { type FailureAction, ProviderError } from '../../core/provider-error.ts'
import { retryHint } from './http-failure.ts'

export const timeoutFailure = (url: string, timeoutMs: number): ProviderError =>
  new ProviderError('timeout', `${url} did not answer within ${timeoutMs / 1000} s`, {
    action: 'retry',
    hint: 'Raise --timeout, or lower --concurrency if the server queues requests.',
  })

export const idleFailure = (url: string): ProviderError =>
  new ProviderError('idle-timeout', `${url} ${silent.what}`, { action: 'retry', hint: silent.hint })

export interface Reached {
  url: string
  /** Whether this address has answered before. */
  reached: boolean
  /** The proxy that it goes through, for messages. */
  via?: string
}

/** A request that got no whole reply. An address that never answered stops the run; one that did is tried again. */
export function transportFailure(error: Error, { url, reached, via }: Reached): ProviderError {
  if (ProviderError.is(error)) return error
  const cause = firstCode(error)
  const known = (via && refusedByProxy(error)) || transportFaults.find(({ codes }) => codes.test(cause))
  const { code, what, hint, fatal } = known ?? { code: 'connection-error', what: `failed (${cause})`, hint: retryHint }
  const action: FailureAction = fatal && !reached ? 'stop' : 'retry'
  const message = via ? `${url}, through the proxy ${via}, ${what}` : `${url} ${what}`
  return new ProviderError(code, message, { action, hint: via ? `${hint} ${proxyHint}` : hint, cause: error })
}

const proxyHint = 'Check the proxy. Hosts in NO_PROXY are reached directly.'

interface TransportFault {
  codes: RegExp
  code: string
  what: string
  hint: string
  fatal?: boolean
}

/** What a proxy said to a tunnel, which undici tells in words alone. */
function refusedByProxy({ message }: Error): TransportFault | undefined {
  const status = /^Proxy response \((\d+)\)/.exec(message)?.[1] ?? /^Proxy Authentication.*\((\d+)\)/.exec(message)?.[1]
  if (status === undefined) return undefined
  const hint = status === '407' ? 'Add the user to the proxy’s URL: http://USER:PASSWORD@HOST:PORT.' : retryHint
  return { codes: /^$/, code: 'proxy', what: `was refused by the proxy with status ${status}`, hint, fatal: true }
}

/** Code of the error, or of the first one inside an AggregateError (one for each address of a host). */
function firstCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return firstCode(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const inner = error.cause === undefined ? '' : firstCode(error.cause)
    return error.code === 'UND_ERR_SOCKET' && inner ? `${error.code} ${inner}` : error.code
  }
  return error instanceof Error && !XevalError.is(error) ? error.name : ''
}

const silent = {
  codes: /UND_ERR_(HEADERS|BODY)_TIMEOUT/,
  code: 'idle-timeout',
  what: 'sent no byte within --idle-timeout',
  hint: 'Raise --idle-timeout; a server that does not stream is silent until its answer is complete.',
}

const transportFaults: readonly TransportFault[] = [
  {
    codes: /UND_ERR_PRX|UND_ERR_SOCKS5/,
    code: 'proxy',
    what: 'could not be reached, because the proxy refused the connection',
    hint: retryHint,
    fatal: true,
  },
  {
    codes: /ECONNREFUSED/,
    code: 'connection-refused',
    what: 'refused the connection',
    hint: 'Start the server, or correct the host and port.',
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
    what: 'failed the TLS handshake',
    hint: 'Use http:// for a server without TLS. For a private certificate authority, set NODE_EXTRA_CA_CERTS.',
    fatal: true,
  },
  {
    codes: /EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT/,
    code: 'unreachable',
    what: 'could not be reached',
    hint: 'Check the host, the port and the network.',
    fatal: true,
  },
  silent,
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
    hint: 'Use https:// if the port expects TLS, and check that the port is that of the API.',
  },
  {
    codes: /BAD_ENCODING/,
    code: 'bad-reply',
    what: 'sent a body with a content-encoding that could not be decoded',
    hint: 'Check the gateway in front of the server: it uses an encoding that the request did not offer.',
  },
  {
    codes: /MAX_SIZE/i,
    code: 'bad-reply',
    what: 'sent a reply larger than the limit of 64 MiB',
    hint: 'Lower --max-tokens. An answer of this size is a server error.',
  },
  {
    codes: /ECONNRESET|EPIPE|UND_ERR_SOCKET|CONTENT_LENGTH/,
    code: 'connection-reset',
    what: 'closed the connection before the reply was complete',
    hint: retryHint,
  },
]
