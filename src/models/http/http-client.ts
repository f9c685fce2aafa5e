import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher, Pool } from 'undici'
import type { ModelOptions } from '../../core/provider.ts'
import type { Endpoint } from './endpoint.ts'
import { timeoutFailure, transportFailure } from './http-failure.ts'
import type { HttpReply } from './http-reply.ts'

export interface HttpRequest {
  method: 'GET' | 'POST'
  /** Below the base URL: `/chat/completions`. */
  path: string
  /** The path, from the origin up, in place of one below the base URL: llama.cpp's `/props`. */
  fromOrigin?: boolean
  body?: string
  signal: AbortSignal
}

/** Sends requests over kept-alive connections. Rejects with `ProviderError` where no whole reply came, whatever its status. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpReply>
  close(): Promise<void>
}

export async function openHttpClient(
  endpoint: Endpoint,
  { timeoutMs, idleTimeoutMs = 0, connections }: Pick<ModelOptions, 'timeoutMs' | 'idleTimeoutMs' | 'connections'>,
): Promise<HttpClient> {
  const PoolClass = await loadPool()
  const pool = new PoolClass(endpoint.origin, {
    connections,
    connect: { timeout: Math.min(timeoutMs, 10_000) },
    // A deadline over the whole exchange is below; these two are for a server that has fallen silent.
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    maxResponseSize: 64 * 2 ** 20,
    allowH2: false,
  })
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...endpoint.headers }
  // A server that never answered is a wrong address; one that did is down for a while.
  let reached = false

  const send = ({ method, path, fromOrigin, body, signal }: HttpRequest): Promise<HttpReply> => {
    const url = (fromOrigin ? endpoint.origin : endpoint.baseUrl) + path
    const target = (fromOrigin ? '' : endpoint.path) + path + endpoint.query
    // As bytes, outside V8's heap, while the answer is waited for; the text can go at once.
    const payload = body === undefined ? null : Buffer.from(body)
    return new Promise((resolve, reject) => {
      const onSettled = (): void => signal.removeEventListener('abort', onAbort)
      const exchange = new Exchange({
        url,
        timeoutMs,
        onReply(reply) {
          onSettled()
          reached = true
          resolve(reply)
        },
        onError(error) {
          onSettled()
          reject(signal.aborted ? abortReason(signal, url, timeoutMs) : transportFailure(error, { url, reached }))
        },
      })
      const onAbort = (): void => {
        exchange.abort()
        // A request that still waits for a connection hears of it only when its turn comes.
        reject(abortReason(signal, url, timeoutMs))
      }
      if (signal.aborted) return reject(abortReason(signal, url, timeoutMs))
      signal.addEventListener('abort', onAbort, { once: true })
      pool.dispatch({ method, path: target, headers, body: payload }, exchange)
    })
  }
  return { send, close: () => pool.destroy() }
}

interface ExchangeOptions {
  url: string
  timeoutMs: number
  onReply(reply: HttpReply): void
  onError(error: Error): void
}

/** One request on its connection. Undici's lowest interface: no stream or promise is made per reply. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #timer: NodeJS.Timeout | undefined
  #aborted = false
  #startedAt = 0
  #status = 0
  #headers: IncomingHttpHeaders = {}

  constructor(options: ExchangeOptions) {
    this.#options = options
  }

  abort(reason = new Error('aborted')): void {
    this.#aborted = true
    this.#controller?.abort(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#aborted) {
      controller.abort(new Error('aborted'))
      return
    }
    const { url, timeoutMs } = this.#options
    this.#startedAt = performance.now()
    this.#timer = setTimeout(() => controller.abort(timeoutFailure(url, timeoutMs)), timeoutMs)
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer)
    const [first] = this.#chunks
    const whole = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks)
    this.#options.onReply({
      url: this.#options.url,
      status: this.#status,
      headers: this.#headers,
      body: whole.toString('utf8'),
      latencyMs: Math.round((performance.now() - this.#startedAt) * 10) / 10,
    })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#timer)
    this.#options.onError(error)
  }
}

/** The run's own reason; a signal that timed out is a failed request like any other. */
const abortReason = (signal: AbortSignal, url: string, timeoutMs: number): unknown =>
  signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
    ? timeoutFailure(url, timeoutMs)
    : signal.reason

/** The pool alone loads in a third of the time of the whole of undici, whose entry also brings fetch and WebSocket. */
async function loadPool(): Promise<typeof Pool> {
  const poolModule: string = 'undici/lib/dispatcher/pool.js'
  const found: { default: typeof Pool } | undefined = await import(poolModule).catch(() => undefined)
  return found?.default ?? (await import('undici')).Pool
}
