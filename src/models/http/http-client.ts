import type { ModelOptions } from '../../core/provider.ts'
import { makeAbortWatch } from './abort-watch.ts'
import { openConnections } from './dispatcher.ts'
import type { Endpoint } from './endpoint.ts'
import type { EventAssembler } from './event-assembler.ts'
import { Exchange } from './exchange.ts'
import { brokenReply } from './http-failure.ts'
import type { HttpReply } from './http-reply.ts'
import { timeoutFailure, transportFailure } from './transport-failure.ts'

export interface HttpRequest {
  method: 'GET' | 'POST'
  /** Below the base URL: `/chat/completions`. */
  path: string
  /** The path, from the origin up, in place of one below the base URL: llama.cpp's `/props`. */
  fromOrigin?: boolean
  body?: string
  /** The reply was asked for as a stream. */
  stream?: boolean
  /** Puts the events of a streamed reply together, asked for or not. */
  assembler?: EventAssembler
  signal: AbortSignal
}

/** Sends requests over kept-alive connections. Rejects with `ProviderError` where no whole reply came, whatever its status. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpReply>
  close(): Promise<void>
}

type ClientOptions = Pick<ModelOptions, 'timeoutMs' | 'idleTimeoutMs' | 'connections' | 'env'>

/** Within a reply that is streamed: many gateways send a comment every few seconds, and none is silent for so long. */
const STREAM_IDLE_MS = 120_000

export async function openHttpClient(endpoint: Endpoint, options: ClientOptions): Promise<HttpClient> {
  const { timeoutMs, idleTimeoutMs = 0 } = options
  const connections = await openConnections(endpoint.origin, options)
  const { via } = connections
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...endpoint.headers }
  const streamHeaders = { ...headers, accept: 'text/event-stream, application/json' }
  // A deadline over the whole exchange is elsewhere; these two are for a server that has fallen silent.
  const silence = { headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs }
  // A server that never answered is a wrong address; one that did is down for a while.
  let reached = false
  const aborting = makeAbortWatch()

  const send = ({ method, path, fromOrigin, body, stream, assembler, signal }: HttpRequest): Promise<HttpReply> => {
    const url = (fromOrigin ? endpoint.origin : endpoint.baseUrl) + path
    const target = (fromOrigin ? '' : endpoint.path) + path + endpoint.query
    // As bytes, outside V8's heap, while the answer is waited for; the text can go at once.
    const payload = body === undefined ? null : Buffer.from(body)
    return new Promise((resolve, reject) => {
      const onSettled = (): void => aborting.delete(signal, onAbort)
      const exchange = new Exchange({
        url,
        timeoutMs,
        ...(assembler && { assembler, idleMs: idleTimeoutMs || STREAM_IDLE_MS }),
        onReply(reply) {
          onSettled()
          reached = true
          resolve(reply)
        },
        onError(error, begun) {
          onSettled()
          if (signal.aborted) return reject(abortReason(signal, url, timeoutMs))
          const failure = transportFailure(error, { url, reached, ...(via !== undefined && { via }) })
          const isCut = begun !== undefined && failure.code === 'connection-reset'
          reject(isCut ? brokenReply(begun, 'the connection closed mid-stream', {}, endpoint) : failure)
        },
      })
      const onAbort = (): void => {
        exchange.abort()
        // A request that still waits for a connection hears of it only when its turn comes.
        reject(abortReason(signal, url, timeoutMs))
      }
      if (signal.aborted) return reject(abortReason(signal, url, timeoutMs))
      aborting.add(signal, onAbort)
      const sent = { method, path: target, headers: stream ? streamHeaders : headers, body: payload, ...silence }
      connections.dispatch(sent, exchange)
    })
  }
  return { send, close: connections.close }
}

/** The run's own reason; a signal that timed out is a failed request like any other. */
const abortReason = (signal: AbortSignal, url: string, timeoutMs: number): unknown =>
  signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
    ? timeoutFailure(url, timeoutMs)
    : signal.reason
