import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { modelOptions } from '../../testing/index.ts'
import { openBuiltIn } from '../fixtures/open-built-in.ts'
import { asked, chatReply, scriptedModel } from '../fixtures/scripted-model.ts'

const whole = Buffer.from(JSON.stringify(chatReply({ content: '答案是四。' }).body))

/** The outcome of a reply whose bytes are these. */
async function encoded(encoding: string, bytes: Buffer) {
  const { model } = await scriptedModel((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(bytes)
    return undefined
  })
  return asked(model)
}

test.each([
  ['gzip', gzipSync(whole)],
  ['x-gzip', gzipSync(whole)],
  ['GZIP', gzipSync(whole)],
  ['br', brotliCompressSync(whole)],
  ['zstd', zstdCompressSync(whole)],
  ['deflate', deflateSync(whole)],
  ['deflate', deflateRawSync(whole)],
  ['identity', whole],
  ['gzip, br', brotliCompressSync(gzipSync(whole))],
])('a reply in %s is read', async (encoding, bytes) => {
  expect(await encoded(encoding, bytes)).toMatchObject({ text: '答案是四。' })
})

test.each([
  ['snappy', whole],
  ['gzip', whole],
  ['br', gzipSync(whole)],
  ['gzip', gzipSync(Buffer.alloc(65 * 2 ** 20))],
  ['zstd', zstdCompressSync(Buffer.alloc(65 * 2 ** 20))],
])('a reply in %s that can not be read, or blows up, is a bad reply', async (encoding, bytes) => {
  expect(await encoded(encoding, bytes)).toMatchObject({ code: 'bad-reply', action: 'retry' })
})

test.each([
  ['OPENAI_API_KEY', 'openai/gpt-x'],
  ['ANTHROPIC_API_KEY', 'anthropic/claude-x'],
  ['XEVAL_API_KEY', 'http://localhost:1/v1#m'],
])('%s is trimmed, and refused by its name with a character that no header may hold', async (name, ref) => {
  for (const key of [' sk-plain ', 'sk-plain\n', '\tsk-plain\r\n']) {
    await (await openBuiltIn(ref, modelOptions({ env: { [name]: key } }))).close?.()
  }
  for (const [key, kind] of [
    ['sk-ca\nnary', 'a control character (U+000A, character 6)'],
    ['sk-ca\u0000nary', 'a control character (U+0000, character 6)'],
    ['sk-canary\u200b', 'a control character (U+200B, character 10)'],
    ['sk-cana…ry', 'a character outside ASCII (U+2026, character 8)'],
  ]) {
    const failure: unknown = await openBuiltIn(ref, modelOptions({ env: { [name]: key } })).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ code: 'bad-key', message: `${name} contains ${kind}` })
    expect(String(failure)).not.toContain('canary')
  }
})

test.each([
  ['"sk-canary"', 'is in quotes'],
  ["'sk-canary'", 'is in quotes'],
  ['“sk-canary”', 'is in quotes'],
  ['`sk-canary`', 'is in quotes'],
  ['Bearer sk-canary', 'begins with the word Bearer'],
  ['bearer\tsk-canary', 'begins with the word Bearer'],
  ['Authorization: Bearer sk-canary', 'begins with the word Bearer'],
  ['x-api-key: sk-canary', 'begins with the name of a header'],
  ['OPENAI_API_KEY=sk-canary', 'begins with the name of a variable'],
  ['export MY_TOKEN=sk-canary', 'begins with the name of a variable'],
])('what was copied along with a key is named, and the key is not shown: %s', async (key, what) => {
  for (const [name, ref] of [
    ['OPENAI_API_KEY', 'openai/m'],
    ['ANTHROPIC_API_KEY', 'anthropic/m'],
    ['XEVAL_API_KEY', 'http://localhost:1/v1#m'],
  ] as const) {
    const failure: unknown = await openBuiltIn(ref, modelOptions({ env: { [name]: key } })).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ code: 'bad-key', message: `${name} ${what}` })
    expect(String(failure)).not.toContain('canary')
  }
})

test.each(['QUJDREVG=', 'ABC=', "it's", 'bearer-like-key', 'a"b'])(
  'a key may look a little like that: %s',
  async key => {
    const env = { XEVAL_API_KEY: key }
    const { endpoint, model } = await scriptedModel(() => chatReply({ content: 'x' }), { env })
    await asked(model)
    expect(endpoint.requests[0]?.headers.authorization).toBe(`Bearer ${key}`)
  },
)

test('a trimmed key is what is sent, and a key in a URL is held to the same', async () => {
  const { endpoint, model } = await scriptedModel(() => chatReply({ content: 'x' }), {
    env: { XEVAL_API_KEY: ' k1\n' },
  })
  await asked(model)
  expect(endpoint.requests[0]?.headers.authorization).toBe('Bearer k1')
  await expect(openBuiltIn('http://ca%0Anary@localhost:1/v1#m', modelOptions())).rejects.toMatchObject({
    code: 'bad-key',
    message: expect.stringMatching(/^the key in the URL contains a control character/),
  })
})
