import type { IncomingHttpHeaders } from 'node:http'
import { StringDecoder } from 'node:string_decoder'
import { createParser, type EventSourceParser } from 'eventsource-parser'
import type { Dispatcher } from 'undici'
import { decodeBody, isPlain, MAX_BODY } from './content-encoding.ts'
import type { EventAssembler } from './event-assembler.ts'
import type { HttpReply } from './http-reply.ts'
import { idleFailure, timeoutFailure } from './transport-failure.ts'

export interface ExchangeOptions {
  url: string
  timeoutMs: number
  assembler?: EventAssembler
  /** Within a streamed reply: given up after so long without a byte. */
  idleMs?: number
  onReply(reply: HttpReply): void
  /** `begun`: what had come of a streamed reply. */
  onError(error: Error, begun?: Pick<HttpReply, 'url' | 'status' | 'headers'>): void
}

/** Of a streamed reply, which is not kept: only what its events say is. */
const MAX_STREAM = 8 * MAX_BODY
/** How long a server may take to close a stream that said that it is done. */
const LINGER_MS = 1000

/** One request on its connection. Undici's lowest interface: no stream or promise is made per reply. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions
  readonly #chunks: Buffer[] = []
  #size = 0
  #controller: Dispatcher.DispatchController | undefined
  #timer: NodeJS.Timeout | undefined
  #idle: NodeJS.Timeout | undefined
  #aborted = false
  #settled = false
  #startedAt = 0
  #status = 0
  #headers: IncomingHttpHeaders = {}
  #parser: EventSourceParser | undefined
  #decoder: StringDecoder | undefined
  #nowMs = 0
  #ttftMs: number | undefined

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
    const isEvents = String(headers['content-type'] ?? '').includes('text/event-stream')
    const { assembler } = this.#options
    // What is compressed is read when it is whole.
    if (assembler && status === 200 && isEvents && isPlain(headers['content-encoding'])) this.#readEvents(assembler)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return
    this.#size += chunk.length
    if (this.#size > (this.#parser ? MAX_STREAM : MAX_BODY)) {
      controller.abort(new TooLarge())
      return
    }
    if (this.#parser === undefined || this.#decoder === undefined) {
      this.#chunks.push(chunk)
      return
    }
    this.#watchSilence(controller)
    if (this.#ttftMs === undefined) this.#nowMs = this.#elapsed()
    this.#parser.feed(this.#decoder.write(chunk))
  }

  onResponseEnd(): void {
    if (this.#settled) {
      this.#stopTimers()
      return
    }
    if (this.#parser !== undefined) {
      // The last event may lack its blank line.
      this.#parser.feed(`${this.#decoder?.end() ?? ''}\n\n`)
      if (!this.#settled) this.#settle({ body: '', assembled: this.#options.assembler?.body() })
      return
    }
    const [first] = this.#chunks
    const whole = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks)
    const encoding = this.#headers['content-encoding']
    if (isPlain(encoding)) this.#settleWith(whole)
    else
      decodeBody(whole, encoding).then(
        body => this.#settleWith(body),
        (error: Error) => this.#fail(error),
      )
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error)
  }

  #readEvents(assembler: EventAssembler): void {
    this.#decoder = new StringDecoder('utf8')
    this.#parser = createParser({
      onEvent: ({ data }) => {
        if (this.#settled) return
        const grown = assembler.take(data)
        if (grown === undefined) return
        if (grown === 'token') this.#ttftMs ??= this.#nowMs
        else this.#settle({ body: '', assembled: assembler.body() })
      },
    })
  }

  /** Events under another content type, or in a compressed body. */
  #fromEvents(body: string): { assembled?: unknown } {
    const { assembler } = this.#options
    if (!assembler || this.#status !== 200 || !/^\uFEFF?\s*(data|event|id|retry)?:/.test(body)) return {}
    const parser = createParser({ onEvent: ({ data }) => void assembler.take(data) })
    parser.feed(`${body}\n\n`)
    return { assembled: assembler.body() }
  }

  #watchSilence(controller: Dispatcher.DispatchController): void {
    const { url, idleMs } = this.#options
    if (this.#idle !== undefined) this.#idle.refresh()
    else if (idleMs !== undefined) this.#idle = setTimeout(() => controller.abort(idleFailure(url)), idleMs)
  }

  #settleWith(bytes: Buffer): void {
    const body = bytes.toString('utf8')
    this.#settle({ body, ...this.#fromEvents(body) })
  }

  #settle(found: Pick<HttpReply, 'body' | 'assembled'>): void {
    this.#settled = true
    this.#stopTimers()
    // Cleared at its end; a server that says that it is done and doesn't close is not waited for.
    if (this.#parser !== undefined) this.#timer = setTimeout(() => this.abort(), LINGER_MS).unref()
    this.#options.onReply({
      url: this.#options.url,
      status: this.#status,
      headers: this.#headers,
      latencyMs: this.#elapsed(),
      ...found,
      ...(this.#ttftMs !== undefined && { ttftMs: this.#ttftMs }),
    })
  }

  #fail(error: Error): void {
    this.#stopTimers()
    if (this.#settled) return
    this.#settled = true
    const begun = { url: this.#options.url, status: this.#status, headers: this.#headers }
    this.#options.onError(error, this.#parser === undefined ? undefined : begun)
  }

  #stopTimers(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#idle)
  }

  #elapsed(): number {
    return Math.round((performance.now() - this.#startedAt) * 10) / 10
  }
}

class TooLarge extends Error {
  readonly code = 'MAX_SIZE'
}
