import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { XevalError } from '../core/errors.ts'
import type { Model } from '../core/provider.ts'
import { ProviderError } from '../core/provider-error.ts'
import { fakeLlamaCpp } from '../testing/fake-llama-cpp.ts'
import { type MockEndpoint, modelOptions, problemsOfProvider, startMockEndpoint } from '../testing/index.ts'
import { openBuiltIn } from './fixtures/open-built-in.ts'
import { providers } from './index.ts'
import { openLlamaCppModel } from './llama-cpp/llama-cpp-model.ts'

const canary = 'sk-canary-contract-42'

/** What each provider is tried with. A provider without an entry here fails the first test. */
const cases: Record<string, { refs: string[]; open: () => Promise<Model>; isOnlyInBatches?: true }> = {
  openai: {
    refs: ['openai/gpt-x', 'ollama/llama3:8b', 'http://localhost:8000/v1#org/name', 'https://host/v1', 'http://host'],
    open: () => openBuiltIn(`${endpoint.url.replace('//', `//me:${canary}@`)}?key=${canary}#mock`, modelOptions()),
  },
  anthropic: {
    refs: ['anthropic/claude-x'],
    open: () => {
      const env = { ANTHROPIC_API_KEY: canary, ANTHROPIC_BASE_URL: endpoint.url.replace('//', `//${canary}@`) }
      return openBuiltIn('anthropic/mock', modelOptions({ env }))
    },
  },
  // Asked through files only: over the network it refuses, and says what to do.
  batch: {
    refs: ['batch/org/name', 'batch/m'],
    open: () => openBuiltIn('batch/m', modelOptions()),
    isOnlyInBatches: true,
  },
  replay: {
    refs: ['replay:answers.jsonl', 'replay:/data/a.jsonl', 'replay:../a b.jsonl'],
    open: () => openBuiltIn(`replay:${join(dir, 'answers.jsonl')}`, modelOptions()),
  },
  'llama-cpp': {
    refs: ['llama-cpp:model.gguf', 'llama-cpp:/models/a.gguf'],
    open: () => openLlamaCppModel('llama-cpp:tiny.gguf', join(dir, 'answers.jsonl'), modelOptions(), fakeLlamaCpp()),
  },
}
const strangers = ['', 'gpt-4', 'openai/', 'openai', 'anthropic/', 'replay:', 'llama-cpp:', 'ftp://host/v1#m', 'demo/x']

let dir: string
let endpoint: MockEndpoint
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xeval-contract-'))
  await writeFile(join(dir, 'answers.jsonl'), '{"id":"mock-1","output":"Hello"}\n')
  endpoint = await startMockEndpoint({ answer: () => 'Hello' })
})
afterAll(async () => {
  await endpoint.close()
  await rm(dir, { recursive: true })
})

test('every provider is held to the contract', () => {
  expect(Object.keys(cases).sort()).toEqual(providers.map(({ name }) => name).sort())
})

test.each(providers)('$name keeps the contract of providers', async provider => {
  const { refs = [], open, isOnlyInBatches = false } = cases[provider.name] ?? {}
  if (open === undefined) throw new Error(`no case for ${provider.name}`)
  const says = isOnlyInBatches ? {} : { says: 'Hello' }
  expect(await problemsOfProvider(provider, { refs, open, isOnlyInBatches, secret: canary, ...says })).toEqual([])
  for (const stranger of strangers) expect([stranger, provider.accepts(stranger)]).toEqual([stranger, false])
})

test('a bad URL is shown without its userinfo', async () => {
  for (const ref of [
    `http://me:${canary}@[bad/v1#m`,
    `http://${canary}@host:99999/v1#m`,
    `https://a/${canary}@host/v1#m`,
    `https://${canary}#x@host/v1#m`,
    `htp://${canary}@host/v1#m`,
  ]) {
    const failure: unknown = await openBuiltIn(ref, modelOptions()).catch((error: unknown) => error)
    expect(XevalError.is(failure) && !ProviderError.is(failure)).toBe(true)
    expect(`${String(failure)} ${JSON.stringify(failure)}`).not.toContain(canary)
  }
})

test('an unknown REF gets the syntax and what may have been meant', async () => {
  await expect(openBuiltIn('opnai/gpt-4', modelOptions())).rejects.toMatchObject({
    code: 'unknown-model',
    message: 'opnai/gpt-4 is not a model REF',
    hint: expect.stringMatching(/^Did you mean openai\/\? Use one of: openai\/NAME, .*replay:FILE\.jsonl/),
  })
})
