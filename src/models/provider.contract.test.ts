import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { API_VERSION } from '../core/api.ts'
import { Completion } from '../core/completion.ts'
import { XevalError } from '../core/errors.ts'
import type { Model } from '../core/provider.ts'
import { ProviderError } from '../core/provider-error.ts'
import { fakeLlamaCpp } from '../testing/fake-llama-cpp.ts'
import { generateRequest, type MockEndpoint, modelOptions, startMockEndpoint } from '../testing/index.ts'
import { openModel, providers } from './index.ts'
import { openLlamaCppModel } from './llama-cpp/llama-cpp-model.ts'

const canary = 'sk-canary-contract-42'

/** What each provider is tried with. A provider without an entry here fails the first test. */
const cases: Record<string, { refs: string[]; open: () => Promise<Model>; answers?: false }> = {
  openai: {
    refs: ['openai/gpt-x', 'ollama/llama3:8b', 'http://localhost:8000/v1#org/name', 'https://host/v1', 'http://host'],
    open: () => openModel(`${endpoint.url.replace('//', `//me:${canary}@`)}?key=${canary}#mock`, modelOptions()),
  },
  anthropic: {
    refs: ['anthropic/claude-x'],
    open: () => {
      const env = { ANTHROPIC_API_KEY: canary, ANTHROPIC_BASE_URL: endpoint.url.replace('//', `//${canary}@`) }
      return openModel('anthropic/mock', modelOptions({ env }))
    },
  },
  // Asked through files only: over the network it refuses, and says what to do.
  batch: {
    refs: ['batch/org/name', 'batch/m'],
    open: () => openModel('batch/m', modelOptions()),
    answers: false,
  },
  replay: {
    refs: ['replay:answers.jsonl', 'replay:/data/a.jsonl', 'replay:../a b.jsonl'],
    open: () => openModel(`replay:${join(dir, 'answers.jsonl')}`, modelOptions()),
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
  expect(Object.keys(cases).sort()).toEqual(Object.keys(providers).sort())
})

describe.each(Object.entries(providers))('provider %s', (name, load) => {
  const refs = cases[name]?.refs ?? []

  test('goes by its name and says how its REFs look', async () => {
    const provider = await load()
    expect(provider).toMatchObject({ name, apiVersion: API_VERSION, version: expect.any(Number) })
    expect(provider.syntax).not.toBe('')
    expect(provider.description).not.toBe('')
  })

  test('accepts its REFs and nobody else does', async () => {
    const all = await Promise.all(Object.values(providers).map(other => other()))
    for (const ref of refs)
      expect(all.filter(provider => provider.accepts(ref)).map(provider => provider.name)).toEqual([name])
  })

  test('refuses what is not a REF', async () => {
    const provider = await load()
    for (const ref of strangers) expect({ ref, accepted: provider.accepts(ref) }).toEqual({ ref, accepted: false })
  })

  test('a model answers with a completion, tells its identity, and shows no secret', async () => {
    const model = await cases[name]?.open()
    if (!model) throw new Error(`no case for ${name}`)
    const identity = await model.identity(new AbortController().signal)
    if (cases[name]?.answers === false) {
      const failure: unknown = await model.generate(generateRequest('Hello')).catch((error: unknown) => error)
      expect(ProviderError.is(failure) && [failure.action, failure.hint !== undefined]).toEqual(['stop', true])
      expect(model.provider).toBe(name)
      return
    }
    const { completion } = await model.generate(generateRequest('Hello'))
    await model.close?.()
    expect(Completion.parse(completion)).toMatchObject({ text: 'Hello', finishReason: expect.any(String) })
    expect(model.provider).toBe(name)
    expect(JSON.stringify({ ref: model.ref, baseUrl: model.baseUrl, identity, completion })).not.toContain(canary)
  })

  test('whatever fails when it is opened is a XevalError with a hint', async () => {
    for (const ref of refs) {
      const failure: unknown = await openModel(
        ref,
        modelOptions({ api: 'chat', template: join(dir, 'none.txt') }),
      ).then(
        model => model.close?.(),
        (error: unknown) => error,
      )
      if (failure === undefined) continue
      expect(XevalError.is(failure) && failure.hint).toBeTruthy()
    }
  })
})

test('a bad URL is shown without its userinfo', async () => {
  for (const ref of [
    `http://me:${canary}@[bad/v1#m`,
    `http://${canary}@host:99999/v1#m`,
    `https://a/${canary}@host/v1#m`,
    `https://${canary}#x@host/v1#m`,
    `htp://${canary}@host/v1#m`,
  ]) {
    const failure: unknown = await openModel(ref, modelOptions()).catch((error: unknown) => error)
    expect(XevalError.is(failure) && !ProviderError.is(failure)).toBe(true)
    expect(`${String(failure)} ${JSON.stringify(failure)}`).not.toContain(canary)
  }
})

test('an unknown REF gets the syntax and what may have been meant', async () => {
  await expect(openModel('opnai/gpt-4', modelOptions())).rejects.toMatchObject({
    code: 'unknown-model',
    message: 'opnai/gpt-4 is not a model REF',
    hint: expect.stringMatching(/^Did you mean openai\/\? Write openai\/NAME, .*replay:FILE\.jsonl/),
  })
})

test("a user's own provider goes before ours", async () => {
  const { replay } = await import('./replay/replay.ts')
  const own = { ...replay, name: 'own', accepts: (ref: string) => ref.startsWith('own:') }
  const opened = openModel('own:x', modelOptions(), [
    { ...own, open: () => replay.open(`replay:${dir}/answers.jsonl`, modelOptions()) },
  ])
  await expect(opened.then(model => model.close?.())).resolves.toBeUndefined()
})
