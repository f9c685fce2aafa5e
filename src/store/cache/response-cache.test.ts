import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import type { Completion } from '../../core/completion.ts'
import { canonicalJson, sha256 } from '../../core/hash.ts'
import type { GenerateRequest } from '../../core/provider.ts'
import { type KeyBase, keyBaseOf, keyOfRequest } from './cache-key.ts'
import { entriesOf, explain } from './explain.ts'
import { type CacheOptions, openResponseCache } from './response-cache.ts'
import { listSegments, pruneSegments } from './segments.ts'

const model = { provider: 'openai', baseUrl: 'http://localhost:1/v1' }
const base = keyBaseOf(model, { model: 'm', fingerprint: 'weights-1' }, { api: 'chat' })

const request = (more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content: 'How many legs has a cow?' }],
  params: { temperature: 0, maxTokens: 64 },
  work: { benchmark: 'toy', sampleId: 'toy-1', epoch: 1 },
  signal: new AbortController().signal,
  ...more,
})
const answer = (text: string): Completion => ({
  text,
  finishReason: 'stop',
  usage: { outputTokens: 3 },
  servedModel: 'm',
  latencyMs: 12.5,
})

const shape = { name: 'verdict', schema: { type: 'object' } }

let dir: string
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'xeval-cache-')), 'cache')
})

async function keep(entries: readonly [KeyBase, GenerateRequest, string][], options?: CacheOptions): Promise<void> {
  const cache = await openResponseCache(dir, options)
  for (const [keyBase, asked, text] of entries) cache.put(keyOfRequest(keyBase, asked), 'run', answer(text))
  await cache.close()
}

async function look(keyBase: KeyBase, asked: GenerateRequest): Promise<string | undefined> {
  const cache = await openResponseCache(dir)
  const found = cache.get(keyOfRequest(keyBase, asked))
  await cache.close()
  return found?.completion.text
}

/** Until so many segments hold something: one that was only just made is empty. */
const written = async (count: number): Promise<void> => {
  while ((await listSegments(dir)).filter(({ bytes }) => bytes > 0).length < count) await sleep(10)
}

const onlySegment = async (): Promise<string> => (await listSegments(dir))[0]?.path ?? ''

test('an answer comes back whole to the same request, whatever order its parameters were set in', async () => {
  await keep([[base, request(), 'four']])
  const cache = await openResponseCache(dir)
  expect(cache.get(keyOfRequest(base, request({ params: { maxTokens: 64, temperature: 0 } })))).toEqual({
    completion: answer('four'),
    run: 'run',
    doubted: false,
  })
  await cache.close()
})

test.each<[string, KeyBase, Partial<GenerateRequest>]>([
  ['another model (lm-evaluation-harness#2715)', { ...base, model: 'other' }, {}],
  ['new weights under the old name', { ...base, fingerprint: 'weights-2' }, {}],
  ['another server', { ...base, baseUrl: 'http://localhost:2/v1' }, {}],
  ['another provider', { ...base, provider: 'anthropic' }, {}],
  ['another API', { ...base, api: 'completions' }, {}],
  ['another template', { ...base, template: 'f'.repeat(64) }, {}],
  [
    'another epoch (lm-evaluation-harness#3046, promptfoo#360)',
    base,
    { work: { benchmark: 'toy', sampleId: 'toy-1', epoch: 2 } },
  ],
  ['another seed (lm-evaluation-harness#4084)', base, { params: { temperature: 0, maxTokens: 64, seed: 7 } }],
  ['another temperature', base, { params: { temperature: 0.1, maxTokens: 64 } }],
  ['another token limit', base, { params: { temperature: 0, maxTokens: 65 } }],
  ['another extra parameter', base, { params: { temperature: 0, maxTokens: 64, extra: { top_k: 5 } } }],
  ['another system prompt', base, { messages: [{ role: 'system', content: 'Be brief.' }, ...request().messages] }],
  ['the same words in another role', base, { messages: [{ role: 'assistant', content: 'How many legs has a cow?' }] }],
  ['a raw prompt', base, { prompt: 'How many legs has a cow?' }],
  ['another answer shape', base, { responseFormat: { name: 'n', schema: { type: 'object' } } }],
])('%s is a miss', async (_, keyBase, more) => {
  await keep([[base, request(), 'four']])
  expect(await look(base, request())).toBe('four')
  expect(await look(keyBase, request(more))).toBeUndefined()
})

test('a key is the digest of its own fields, whatever was asked before it', () => {
  const asked = [
    {},
    { prompt: 'A cow?' },
    { params: { temperature: 0, extra: { top_k: 5 } } },
    { responseFormat: shape },
    {},
  ]
  for (const more of [...asked, ...asked.toReversed()]) {
    const { sha256: key, fields } = keyOfRequest(base, request(more))
    expect(key).toBe(sha256(canonicalJson(fields)))
    expect(fields.params).toEqual(request(more).params)
    expect('format' in fields).toBe('responseFormat' in more)
  }
})

test('K epochs are K answers, not one answer K times', async () => {
  const epochs = [1, 2, 3, 4].map(epoch => request({ work: { benchmark: 'toy', sampleId: 'toy-1', epoch } }))
  await keep(epochs.map((asked, i) => [base, asked, `draw ${i}`]))
  expect(await Promise.all(epochs.map(asked => look(base, asked)))).toEqual(['draw 0', 'draw 1', 'draw 2', 'draw 3'])
})

test('the same request of another sample or benchmark is answered, as it is the same request', async () => {
  await keep([[base, request(), 'four']])
  expect(await look(base, request({ work: { benchmark: 'other', sampleId: 'x', epoch: 1 } }))).toBe('four')
})

test('every byte of an answer is checked: a changed one is a miss, and its neighbours are not', async () => {
  const other = request({ messages: [{ role: 'user', content: 'And a hen?' }] })
  await keep([
    [base, request(), 'four'],
    [base, other, 'two'],
  ])
  const path = await onlySegment()
  const bytes = await readFile(path)
  bytes[bytes.indexOf('four')] = 70
  await writeFile(path, bytes)
  expect(await look(base, request())).toBeUndefined()
  expect(await look(base, other)).toBe('two')
})

test.each([
  ['torn', async (path: string) => truncate(path, (await readFile(path)).length - 9), undefined],
  ['followed by zeros', (path: string) => appendFile(path, Buffer.alloc(300)), 'two'],
])('an answer in a segment that is %s', async (_, damage, expected) => {
  const last = request({ messages: [{ role: 'user', content: 'And a hen?' }] })
  await keep([
    [base, request(), 'four'],
    [base, last, 'two'],
  ])
  await damage(await onlySegment())
  expect(await look(base, request())).toBe('four')
  expect(await look(base, last)).toBe(expected)
})

test('a segment without its sidecar is read all the same', async () => {
  await keep([[base, request(), 'four']])
  await truncate((await onlySegment()).replace('.jsonl', '.idx'), 0)
  expect(await look(base, request())).toBe('four')
})

test('two processes keep answers at once, and both are there for a third', async () => {
  const [first, second] = [await openResponseCache(dir), await openResponseCache(dir)]
  const asked = Array.from({ length: 200 }, (_, i) =>
    request({ messages: [{ role: 'user', content: `Question ${i}` }] }),
  )
  for (const [i, one] of asked.entries())
    (i % 2 ? first : second).put(keyOfRequest(base, one), 'run', answer(`answer ${i}`))
  await Promise.all([first.close(), second.close()])
  const cache = await openResponseCache(dir)
  expect(asked.map(one => cache.get(keyOfRequest(base, one))?.completion.text)).toEqual(
    asked.map((_, i) => `answer ${i}`),
  )
  await cache.close()
})

test('the cache stays within its bound: what was used longest ago goes', async () => {
  const big = (i: number) => request({ messages: [{ role: 'user', content: `Question ${i}` }] })
  for (let i = 0; i < 6; i++) await keep([[base, big(i), 'x'.repeat(50_000)]])
  await look(base, big(0))
  await pruneSegments(dir, 160_000)
  expect((await listSegments(dir)).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(160_000)
  expect(await look(base, big(0))).toBeDefined()
  expect(await look(base, big(1))).toBeUndefined()
  expect((await readdir(dir)).filter(name => name.endsWith('.idx'))).toHaveLength(3)
})

test('what another process prunes meanwhile is no error: who has it open reads it, and who writes it goes on in a new file', async () => {
  const other = request({ messages: [{ role: 'user', content: 'And a hen?' }] })
  const third = request({ messages: [{ role: 'user', content: 'And a beetle?' }] })
  await keep([[base, request(), 'four']])
  const cache = await openResponseCache(dir)
  cache.put(keyOfRequest(base, other), 'run', answer('two'))
  await written(2)
  expect(await pruneSegments(dir, 0)).toMatchObject({ removed: 2 })
  expect(cache.get(keyOfRequest(base, request()))?.completion.text).toBe('four')
  cache.put(keyOfRequest(base, third), 'run', answer('six'))
  await cache.close()
  expect(await look(base, request())).toBeUndefined()
  expect(await look(base, third)).toBe('six')
})

test('a folder that can’t be written to is told once, and the run goes on', async () => {
  const errors: unknown[] = []
  const cache = await openResponseCache(dir, { onError: error => errors.push(error) })
  await rm(dir, { recursive: true })
  cache.put(keyOfRequest(base, request()), 'run', answer('four'))
  await cache.close()
  expect(errors).toHaveLength(1)
})

test('a miss is explained by the fields that differ from the nearest answer', async () => {
  const warmer = request({ params: { temperature: 0.7, maxTokens: 64 } })
  await keep([
    [{ ...base, fingerprint: 'weights-2', api: 'completions' }, request(), 'far'],
    [base, request(), 'near'],
    [base, warmer, 'own'],
  ])
  const entries = await entriesOf(dir, { benchmark: 'toy', sampleId: 'toy-1' })
  const { differences, own } = explain(entries, ({ completion }) => completion.text === 'own', {})
  expect(own?.completion.text).toBe('own')
  expect(differences).toEqual([{ field: 'params.temperature', run: '0.7', cached: '0' }])
})
