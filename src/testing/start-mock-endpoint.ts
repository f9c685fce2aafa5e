import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { MockOptions } from './mock-options.ts'
import { makeHandler } from './mock-routes.ts'
import { MockCounters, type MockStats } from './mock-stats.ts'

/**
 * A mock server that runs, until it is closed.
 *
 * @example
 * const endpoint: MockEndpoint = await startMockEndpoint()
 * endpoint.url // → `http://127.0.0.1:${endpoint.port}/v1`
 * await endpoint.close()
 */
export interface MockEndpoint {
  port: number
  /** `http://127.0.0.1:PORT/v1`; append `#NAME` for a REF. */
  url: string
  stats(): MockStats
  /** Ends all connections. */
  close(): Promise<void>
}

/**
 * A model server for tests, on this machine only: OpenAI chat, completions, models, files and batches, Anthropic messages
 * and batches, llama.cpp's `/props`, Ollama's `/api/tags`, and `/stats`. Every fault and latency is a function of the
 * seed, the request and how often it has come, so that a campaign repeats whatever order requests arrive in.
 *
 * @example
 * const endpoint = await startMockEndpoint({ faults: { 'http-500': 0.05 }, answer: ({ prompt }) => `You said ${prompt}` })
 * const { failed } = await evaluate({ suite: 'diasafety', limit: 3, model: `${endpoint.url}#mock`, judge: 'refusal-rules' })
 * await endpoint.close()
 * failed // → 0
 */
export async function startMockEndpoint(options: MockOptions = {}): Promise<MockEndpoint> {
  const counters = new MockCounters()
  const handle = makeHandler(options, counters)
  const headers = Object.entries(options.headers ?? {})
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    withBody(request, body => handle(request, body, response), response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', 1024, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    url: `http://127.0.0.1:${port}/v1`,
    stats: () => structuredClone(counters.stats),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function withBody(request: IncomingMessage, onBody: (body: Buffer) => void, response: ServerResponse): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => onBody(Buffer.concat(chunks)))
  request.on('error', () => response.destroy())
}
