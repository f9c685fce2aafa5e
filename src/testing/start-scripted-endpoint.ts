import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

/**
 * A request as it came.
 *
 * @example
 * const isList = ({ path }: Pick<ScriptedRequest, 'path'>): boolean => path.endsWith('/models')
 * isList({ path: '/v1/models' }) // → true
 */
export interface ScriptedRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** Parsed JSON; undefined for an empty body. */
  body: unknown
}

/**
 * What is replied to it.
 *
 * @example
 * const reply: ScriptedReply = { status: 429, headers: { 'retry-after': '1' } }
 * reply.status // → 429
 */
export interface ScriptedReply {
  /** @default 200 */
  status?: number
  headers?: Readonly<Record<string, string>>
  /** Text as it is, anything else as JSON. */
  body?: unknown
}

/**
 * A scripted server that runs, until it is closed.
 *
 * @example
 * const endpoint: ScriptedEndpoint = await startScriptedEndpoint(() => ({ status: 404 }))
 * await endpoint.close()
 * endpoint.requests // → []
 */
export interface ScriptedEndpoint {
  port: number
  /** `http://127.0.0.1:PORT/v1` */
  url: string
  readonly requests: readonly ScriptedRequest[]
  close(): Promise<void>
}

/**
 * A server that replies what the test says, for what no well-behaved mock does. Without a reply the script has the socket.
 *
 * @example
 * const endpoint = await startScriptedEndpoint(({ path }) => ({ body: { path } }))
 * const reply = await fetch(`${endpoint.url}/models`)
 * await reply.json() // → { path: '/v1/models' }
 * await endpoint.close()
 */
export async function startScriptedEndpoint(
  script: (request: ScriptedRequest, response: ServerResponse) => ScriptedReply | undefined,
): Promise<ScriptedEndpoint> {
  const requests: ScriptedRequest[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const { method = '', url: path = '', headers } = incoming
      const request = { method, path, headers, body: text === '' ? undefined : JSON.parse(text) }
      requests.push(request)
      const reply = script(request, response)
      if (!reply) return
      const { status = 200, headers: own = {}, body = '' } = reply
      response.writeHead(status, own).end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
