import type { ServerResponse } from 'node:http'
import { answerOf } from './mock-answer.ts'
import { chanceOf } from './mock-chance.ts'
import { renderEvents } from './mock-events.ts'
import type { FaultKind, MockOptions, MockRequest } from './mock-options.ts'
import { type MockApi, renderError, renderReply } from './mock-reply.ts'
import { hashOfRequest, parseBody, readRequest } from './mock-request.ts'
import type { MockCounters } from './mock-stats.ts'

/** Answers one request, or fails it in the way that chance has for this attempt. */
export function answerRequest(
  api: MockApi,
  path: string,
  body: string,
  response: ServerResponse,
  options: MockOptions,
  counters: MockCounters,
): void {
  const hash = hashOfRequest(path, body)
  const request = readRequest(api, parseBody(body), hash, counters.ask(hash))
  const { fault, latencyMs } = fateOf(options, request, hash)
  counters.enter()
  response.once('close', () => {
    const whole = response.writableFinished && response.statusCode === 200
    if (whole && (fault === undefined || answeringFaults.has(fault))) counters.answer(hash)
    counters.leave(response.writableFinished ? response.statusCode : 'reset')
  })
  const act = (): void => {
    if (!request) send(response, 400, renderError(api, 400, 'model and messages are needed'))
    else if (!knows(options, request.model)) send(response, 404, renderError(api, 404, `no model ${request.model}`))
    else {
      const whole = renderReply(
        api,
        request,
        answerOf(options, request),
        fault && inReply.has(fault) ? fault : undefined,
      )
      const reply = request.stream ? renderEvents(api, whole) : whole
      const type = request.stream ? 'text/event-stream' : 'application/json'
      if (!fault || inReply.has(fault)) send(response, 200, reply, type)
      else fail(api, reply, response, fault, { ...options, type })
    }
  }
  if (latencyMs > 0) setTimeout(act, latencyMs)
  else act()
}

/** What the test decides for this request, and chance for the rest. */
function fateOf(options: MockOptions, request: MockRequest | undefined, hash: string) {
  const { fault, latency } = options
  const { latencyMs, ...chance } = chanceOf(options, hash, request?.attempt ?? 1)
  return {
    fault: fault && request ? fault(request) : chance.fault,
    latencyMs: typeof latency === 'function' && request ? latency(request) : latencyMs,
  }
}

/** Only a list that the test gave is held against a request. */
const knows = ({ models }: MockOptions, name: string): boolean =>
  models === undefined || models.some(model => (typeof model === 'string' ? model : model.id) === name)

/** Lengths are given, so that a cut body is seen to be cut. */
export function send(response: ServerResponse, status: number, text: string, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text)
}

function fail(
  api: MockApi,
  reply: string,
  response: ServerResponse,
  fault: FaultKind,
  { type, ...options }: MockOptions & { type: string },
): void {
  const half = reply.slice(0, reply.length / 2)
  const isStream = type === 'text/event-stream'
  const status = fault === 'stream-error' && !isStream ? 500 : errorStatuses[fault]
  if (status !== undefined) {
    if (status === 429) response.setHeader('retry-after', String(options.retryAfter ?? 0))
    send(response, status, renderError(api, status, `mock ${fault}`))
  } else if (fault === 'html') {
    send(response, 200, '<!doctype html><html><title>Bad gateway</title></html>', 'text/html')
  } else if (fault === 'bad-json') {
    send(response, 200, half, type)
  } else if (fault === 'stream-error') {
    const events = half.slice(0, half.lastIndexOf('\n\n') + 2)
    send(response, 200, `${events}event: error\ndata: ${renderError(api, 500, 'mock stream-error')}\n\n`, type)
  } else if (fault === 'reset-headers') {
    response.socket?.resetAndDestroy()
  } else {
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(reply) })
    response.write(half)
    if (fault === 'reset-body') setTimeout(() => response.socket?.destroy(), 5)
    else setTimeout(() => response.end(reply.slice(half.length)), options.slowMs ?? 200)
  }
}

const errorStatuses: Partial<Record<FaultKind, number>> = { 'rate-limit': 429, 'http-500': 500, overloaded: 529 }

/** Faults that are a matter of what a whole reply holds. */
const inReply: ReadonlySet<FaultKind> = new Set([
  'empty-choices',
  'duplicate-choices',
  'empty-content',
  'length',
  'content-filter',
  'broken-off',
])

/** Faults that leave an answer that was paid for and must not be asked for again. */
const answeringFaults: ReadonlySet<FaultKind> = new Set(['slow-body', 'duplicate-choices', 'length', 'content-filter'])
