import { createServer, type IncomingMessage, request as requestThrough } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { generateRequest, modelOptions } from '../../testing/index.ts'
import { openBuiltIn } from '../fixtures/open-built-in.ts'
import { asked, chatReply, scriptedModel } from '../fixtures/scripted-model.ts'
import { proxyFor } from './proxy.ts'

/** A forward proxy that sends everything to one place, whatever host was asked for. */
async function startProxy(to: number, refuse?: number): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = []
  const note = (request: IncomingMessage): void => {
    const auth = request.headers['proxy-authorization']
    seen.push(`${request.method} ${request.url}${auth ? ` ${auth}` : ''}`)
  }
  const server = createServer((request, response) => {
    note(request)
    if (refuse) return void response.writeHead(refuse).end()
    const { pathname } = new URL(request.url ?? '')
    const onward = requestThrough(
      { host: '127.0.0.1', port: to, path: pathname, method: request.method, headers: request.headers },
      given => {
        response.writeHead(given.statusCode ?? 500, given.headers)
        given.pipe(response)
      },
    )
    request.pipe(onward)
  })
  server.on('connect', (request, socket) => {
    note(request)
    if (refuse) return void socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`)
    const onward = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, seen }
}

async function through(ref: string, env: Record<string, string>) {
  const model = await openBuiltIn(ref, modelOptions({ env }))
  onTestFinished(async () => model.close?.())
  return asked(model)
}

test('a proxy of the environment is gone through, with its user', async () => {
  const { endpoint } = await scriptedModel(() => chatReply({ content: 'x' }))
  const { port, seen } = await startProxy(endpoint.port)
  const env = { http_proxy: `http://me:word@127.0.0.1:${port}`, NO_PROXY: 'other.invalid' }
  expect(await through('http://model.invalid/v1#m', env)).toMatchObject({ text: 'x' })
  const auth = `Basic ${Buffer.from('me:word').toString('base64')}`
  expect(seen).toEqual([`POST http://model.invalid/v1/chat/completions ${auth}`])
})

test('TLS goes through a tunnel', async () => {
  const { endpoint } = await scriptedModel(() => chatReply({ content: 'x' }))
  const { port, seen } = await startProxy(endpoint.port)
  const failure = await through('https://model.invalid/v1#m', { HTTPS_PROXY: `127.0.0.1:${port}` })
  // The server behind it speaks no TLS: that the tunnel got there is what counts.
  expect(failure).toMatchObject({
    code: 'tls',
    message: expect.stringContaining(`through the proxy http://127.0.0.1:${port} (HTTPS_PROXY)`),
  })
  expect(seen).toEqual(['CONNECT model.invalid:443'])
})

test.each(['http', 'https'])(
  'a proxy that wants a user is named, with the variable and without a secret (%s)',
  async scheme => {
    const { port } = await startProxy(1, 407)
    const failure = await through(`${scheme}://model.invalid/v1#m`, { ALL_PROXY: `http://me:canary@127.0.0.1:${port}` })
    expect(failure).toMatchObject({
      code: 'proxy',
      action: 'stop',
      message: expect.stringMatching(/127\.0\.0\.1:\d+ \(ALL_PROXY\), was refused by the proxy with status 407$/),
      hint: expect.stringContaining('USER:PASSWORD'),
    })
    expect(JSON.stringify(failure)).not.toContain('canary')
  },
)

test('a proxy that nobody listens on is named', async () => {
  const failure = await through('http://model.invalid/v1#m', { HTTP_PROXY: 'http://127.0.0.1:1' })
  expect(failure).toMatchObject({
    action: 'stop',
    message: expect.stringMatching(/proxy http:\/\/127\.0\.0\.1:1 \(HTTP_PROXY\), refused the connection/),
  })
})

test('this machine is never asked through a proxy', async () => {
  const { model } = await scriptedModel(() => chatReply({ content: 'x' }), {
    env: { HTTP_PROXY: 'http://127.0.0.1:1', ALL_PROXY: 'http://127.0.0.1:1' },
  })
  expect((await model.generate(generateRequest('Hi'))).completion.text).toBe('x')
})

const proxy = 'http://proxy:8080'
test.each<[string, Record<string, string>, string | undefined]>([
  ['http://a.org', { HTTP_PROXY: proxy }, 'http://proxy:8080 (HTTP_PROXY)'],
  ['https://a.org', { HTTP_PROXY: proxy }, undefined],
  ['https://a.org', { https_proxy: proxy, HTTPS_PROXY: 'http://other' }, 'http://proxy:8080 (https_proxy)'],
  ['https://a.org', { ALL_PROXY: 'socks5h://proxy:1080' }, 'socks5://proxy:1080 (ALL_PROXY)'],
  ['https://a.org', { HTTPS_PROXY: ' ' }, undefined],
  ['https://a.org', { HTTPS_PROXY: proxy, NO_PROXY: '*' }, undefined],
  ['https://a.org', { HTTPS_PROXY: proxy, NO_PROXY: 'b.org, a.org' }, undefined],
  ['https://x.a.org', { HTTPS_PROXY: proxy, no_proxy: 'a.org' }, undefined],
  ['https://x.a.org', { HTTPS_PROXY: proxy, NO_PROXY: '.a.org' }, undefined],
  ['https://x.a.org', { HTTPS_PROXY: proxy, NO_PROXY: '*.a.org' }, undefined],
  ['https://xa.org', { HTTPS_PROXY: proxy, NO_PROXY: 'a.org' }, 'http://proxy:8080 (HTTPS_PROXY)'],
  ['https://a.org:8443', { HTTPS_PROXY: proxy, NO_PROXY: 'a.org:8443' }, undefined],
  ['https://a.org', { HTTPS_PROXY: proxy, NO_PROXY: 'a.org:8443' }, 'http://proxy:8080 (HTTPS_PROXY)'],
  ['http://10.1.2.3', { HTTP_PROXY: proxy, NO_PROXY: '10.0.0.0/8' }, undefined],
  ['http://11.1.2.3', { HTTP_PROXY: proxy, NO_PROXY: '10.0.0.0/8' }, 'http://proxy:8080 (HTTP_PROXY)'],
  ['http://[fd00::1]:8000', { HTTP_PROXY: proxy, NO_PROXY: '[fd00::1]' }, undefined],
  ['http://localhost:8000', { HTTP_PROXY: proxy }, undefined],
  ['http://127.0.0.2', { HTTP_PROXY: proxy }, undefined],
  ['http://[::1]:8000', { HTTP_PROXY: proxy }, undefined],
])('%s with %j goes through %s', (origin, env, shown) => {
  expect(proxyFor(origin, env)?.shown).toBe(shown)
})

test('a variable that holds no URL of a proxy is named', () => {
  expect(() => proxyFor('https://a.org', { HTTPS_PROXY: 'ftp://x' })).toThrow(
    expect.objectContaining({ code: 'bad-proxy', message: 'HTTPS_PROXY is not a usable proxy URL' }),
  )
})
