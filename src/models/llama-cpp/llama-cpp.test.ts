import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '../../core/hash.ts'
import { type FakeCall, fakeLlamaCpp } from '../../testing/fake-llama-cpp.ts'
import { generateRequest, modelOptions } from '../../testing/index.ts'
import { openBuiltIn } from '../fixtures/open-built-in.ts'
import { openLlamaCppModel } from './llama-cpp-model.ts'
import { type LlamaCppModule, loadLlamaCpp } from './llama-cpp-module.ts'

let dir: string
let file: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xeval-gguf-'))
  file = join(dir, 'tiny.gguf')
  await writeFile(file, 'weights')
})
afterAll(() => rm(dir, { recursive: true }))

const open = (load: () => Promise<LlamaCppModule>) =>
  openLlamaCppModel('llama-cpp:tiny.gguf', file, modelOptions(), load)

test('answers come one after the other, however many are asked for at once', async () => {
  const model = await open(fakeLlamaCpp())
  const asked = ['a b c', 'd e f', 'g h i'].map(prompt => model.generate(generateRequest(prompt)))
  const texts = (await Promise.all(asked)).map(({ completion }) => completion.text)
  expect(texts).toEqual(['c b a', 'f e d', 'i h g'])
  await model.close?.()
})

test('messages, sampling and grammar are handed on, and tokens counted', async () => {
  const log: FakeCall[] = []
  const model = await open(fakeLlamaCpp(log))
  const messages = [
    { role: 'system', content: 'be brief' },
    { role: 'user', content: 'one two' },
  ] as const
  const params = { temperature: 0, topP: 0.9, seed: 7, maxTokens: 2, extra: { top_k: 5, stop: '\n' } }
  const responseFormat = { name: 'v', schema: { type: 'object' } }
  const { completion } = await model.generate(generateRequest('', { messages, params, responseFormat }))
  expect(completion).toMatchObject({
    text: 'two one',
    finishReason: 'length',
    usage: { inputTokens: 4, outputTokens: 2 },
    servedModel: 'tiny.gguf',
  })
  expect(log[0]?.history).toEqual([
    { type: 'system', text: 'be brief' },
    { type: 'user', text: 'one two' },
    { type: 'model', response: [] },
  ])
  expect(log[0]?.sampling).toMatchObject({
    temperature: 0,
    topP: 0.9,
    seed: 7,
    maxTokens: 2,
    topK: 5,
    repeatPenalty: false,
    customStopTriggers: ['\n'],
    grammar: { schema: { type: 'object' } },
  })
})

test('a prompt that does not fit is given up, and an unknown parameter stops the run', async () => {
  const model = await open(fakeLlamaCpp())
  await expect(model.generate(generateRequest('word '.repeat(40)))).rejects.toMatchObject({
    action: 'give-up',
    code: 'context-overflow',
  })
  const params = { extra: { mirostat: 2 } }
  await expect(model.generate(generateRequest('Hi', { params }))).rejects.toMatchObject({
    action: 'stop',
    message: 'llama-cpp: has no parameter mirostat',
  })
  expect((await model.generate(generateRequest('still here now'))).completion.text).toBe('now here still')
})

test('a raw prompt is completed', async () => {
  const model = await open(fakeLlamaCpp())
  const { completion } = await model.generate(generateRequest('', { prompt: 'Once' }))
  expect(completion).toMatchObject({ text: ' after Once', usage: { inputTokens: 1 } })
})

test('its identity is the hash of the file, and it is a local model', async () => {
  const model = await open(fakeLlamaCpp())
  expect(model).toMatchObject({ provider: 'llama-cpp', local: true })
  expect(await model.identity(new AbortController().signal)).toEqual({
    model: 'tiny.gguf',
    fingerprint: `sha256:${sha256('weights')}`,
    weights: `sha256:${sha256('weights')}`,
  })
})

test('a file that does not load stops the run', async () => {
  const module = await fakeLlamaCpp()()
  const broken = { ...(await module.getLlama({ build: 'never', progressLogs: false, logLevel: 'error' })) }
  broken.loadModel = () => Promise.reject(new Error('bad magic'))
  const model = await open(async () => ({ ...module, getLlama: async () => broken }))
  await expect(model.generate(generateRequest('Hi'))).rejects.toMatchObject({
    action: 'stop',
    message: expect.stringMatching(/tiny\.gguf could not be loaded: bad magic$/),
  })
})

test('it uses as many threads as it is told to, or all', async () => {
  const contexts: { threads?: number }[] = []
  const load = fakeLlamaCpp([], contexts)
  for (const threads of [{ threads: 2 }, {}]) {
    const model = await openLlamaCppModel('llama-cpp:tiny.gguf', file, { ...modelOptions(), ...threads }, load)
    await model.generate(generateRequest('a b c'))
  }
  expect(contexts.map(({ threads }) => threads)).toEqual([2, undefined])
  // The end of the REF is no part of the file's name.
  await expect(openBuiltIn('llama-cpp:none.gguf#threads=2', modelOptions())).rejects.toThrow(
    /^none\.gguf does not exist/,
  )
})

test('a missing file says so before anything is loaded', async () => {
  await expect(openBuiltIn('llama-cpp:none.gguf', modelOptions())).rejects.toMatchObject({
    code: 'model-file',
    message: 'none.gguf does not exist',
  })
})

test('the package is found in the user’s own folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xeval-peer-'))
  await mkdir(join(folder, 'node_modules/a-peer'), { recursive: true })
  await writeFile(join(folder, 'node_modules/a-peer/index.mjs'), 'export const where = import.meta.dirname')
  await writeFile(join(folder, 'node_modules/a-peer/package.json'), '{"exports":"./index.mjs"}')
  expect(await loadLlamaCpp('a-peer', folder)).toMatchObject({ where: join(folder, 'node_modules/a-peer') })
})

test('a missing package says how to install it, where it is missing', async () => {
  const outcome: unknown = await loadLlamaCpp('a-package-that-nobody-has').catch((error: unknown) => error)
  expect(outcome).toMatchObject({
    code: 'missing-peer',
    message: 'llama-cpp: needs the package a-package-that-nobody-has',
    hint: 'Install it where xeval is installed, or here: npm install a-package-that-nobody-has',
  })
})
