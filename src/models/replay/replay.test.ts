import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '../../core/hash.ts'
import type { Model } from '../../core/provider.ts'
import { generateRequest } from '../../testing/index.ts'
import { openReplay } from './open-replay.ts'

let dir: string
const opened: Model[] = []
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xeval-replay-'))
})
afterAll(async () => {
  await Promise.all(opened.map(model => model.close?.()))
  await rm(dir, { recursive: true })
})

const withText = async (text: string | Uint8Array): Promise<Model> => {
  const file = join(dir, `answers-${opened.length}.jsonl`)
  await writeFile(file, text)
  const model = await openReplay(file, 'replay:answers.jsonl')
  opened.push(model)
  return model
}
const withLines = (...lines: object[]): Promise<Model> =>
  withText(lines.map(line => `${JSON.stringify(line)}\n`).join(''))

const ask = async (model: Model, sampleId: string, { prompt = 'Hello?', benchmark = 'b', epoch = 1 } = {}) =>
  (await model.generate(generateRequest(prompt, { work: { benchmark, sampleId, epoch } }))).completion

test('an answer is found by sample id or by the exact last user message', async () => {
  const model = await withLines({ id: 's1', output: 'by id' }, { prompt: 'How are you?', output: 'by prompt' })
  expect((await ask(model, 's1')).text).toBe('by id')
  expect((await ask(model, 's2', { prompt: 'How are you?' })).text).toBe('by prompt')
  await expect(ask(model, 's2', { prompt: 'how are you?' })).rejects.toMatchObject({
    code: 'no-recorded-answer',
    action: 'give-up',
  })
})

test('benchmark and epoch narrow an answer down, and the most precise line counts', async () => {
  const model = await withLines(
    { id: 's', output: 'any' },
    { id: 's', epoch: 2, output: 'second' },
    { id: 's', benchmark: 'b', epoch: 2, output: 'second of b' },
  )
  expect((await ask(model, 's')).text).toBe('any')
  expect((await ask(model, 's', { epoch: 2 })).text).toBe('second of b')
  expect((await ask(model, 's', { epoch: 2, benchmark: 'c' })).text).toBe('second')
})

test('usage, finish reason and reasoning are kept', async () => {
  const usage = { input_tokens: 3, output_tokens: 5, reasoning_tokens: 2 }
  const model = await withLines({ id: 's', output: 'So.', reasoning: 'hm', finish_reason: 'length', usage })
  expect(await ask(model, 's')).toEqual({
    text: 'So.',
    reasoning: 'hm',
    finishReason: 'length',
    usage: { inputTokens: 3, outputTokens: 5, reasoningTokens: 2 },
    servedModel: 'replay:answers.jsonl',
    latencyMs: 0,
  })
})

test('a byte order mark, blank lines, CRLF and a missing last newline are no trouble', async () => {
  const model = await withText(
    '\ufeff{"id":"a","output":"1"}\r\n\r\n{"id":"b","output":"甲"}\r\n{"id":"c","output":"3"}',
  )
  expect(await Promise.all(['a', 'b', 'c'].map(async id => (await ask(model, id)).text))).toEqual(['1', '甲', '3'])
})

test('lines longer than a read are whole, and thousands of them are found', async () => {
  const long = 'x'.repeat(1.5 * 2 ** 20)
  const many = Array.from({ length: 5000 }, (_, index) => ({ id: `s${index}`, output: `answer ${index}` }))
  const model = await withLines({ id: 'long', output: long }, ...many)
  expect((await ask(model, 'long')).text).toBe(long)
  for (const { id, output } of many) expect((await ask(model, id)).text).toBe(output)
})

test('a malformed line is named by file, line and column', async () => {
  await expect(withText('{"id":"a","output":"1"}\n{"id":"b",output}\n')).rejects.toMatchObject({
    code: 'replay-line',
    message: expect.stringMatching(/jsonl:2:11: not valid JSON$/),
    location: { line: 2, column: 11 },
  })
  await expect(withText('{"id":"a","output":"1"')).rejects.toMatchObject({ location: { line: 1, column: 23 } })
  await expect(withLines({ id: 'a', output: 3 })).rejects.toThrow(/jsonl:1:1: output: .*string/)
  await expect(withLines({ output: 'whose?' })).rejects.toThrow('needs an id or a prompt')
  await expect(withText(Buffer.from('{"id":"a","output":"\xff"}', 'latin1'))).rejects.toThrow(/:1:1: not UTF-8/)
})

test('two answers to one question stop the run when it is asked, and the same answer twice does not', async () => {
  const model = await withLines(
    { id: 's', output: 'one' },
    { id: 's', output: 'two' },
    { id: 't', output: 'x' },
    { id: 't', output: 'x' },
  )
  await expect(ask(model, 's')).rejects.toMatchObject({ action: 'stop', location: { line: 2 } })
  expect((await ask(model, 't')).text).toBe('x')
})

test('its identity is the hash of the file', async () => {
  const model = await withText('{"id":"a","output":"1"}\n')
  expect(await model.identity(new AbortController().signal)).toEqual({
    model: 'replay:answers.jsonl',
    fingerprint: `sha256:${sha256('{"id":"a","output":"1"}\n')}`,
  })
})

test('a missing file says so', async () => {
  await expect(openReplay(join(dir, 'none.jsonl'), 'replay:none.jsonl')).rejects.toThrow(/none\.jsonl: ENOENT/)
})
