import { afterEach, expect, test } from 'vitest'
import type { Model } from '../../core/provider.ts'
import { type MockOptions, modelOptions, startMockEndpoint } from '../../testing/index.ts'
import { openBuiltIn } from '../fixtures/open-built-in.ts'

const closers: (() => Promise<void> | undefined)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const identityOf = (model: Model) => model.identity(new AbortController().signal)

const now = Math.floor(Date.now() / 1000)
const sha = 'ab'.repeat(32)

test.each<[string, MockOptions, object]>([
  ["vLLM's root", { models: [{ id: 'm', owned_by: 'vllm', root: '/ckpt/2' }] }, { fingerprint: '/ckpt/2' }],
  [
    "llama.cpp's model path",
    { models: [{ id: 'm', owned_by: 'llamacpp' }], modelPath: '/m.gguf' },
    { fingerprint: '/m.gguf' },
  ],
  [
    "Ollama's digest, which is one of the weights",
    { models: [{ id: 'm:latest', owned_by: 'me' }], digests: { 'm:latest': 'ab12' } },
    { fingerprint: 'sha256:ab12', weights: 'sha256:ab12' },
  ],
  [
    'a digest in the list, which is one of the weights',
    { models: [{ id: 'm', owned_by: 'vllm', root: '/ckpt/2', digest: `sha256:${sha}` }] },
    { fingerprint: `sha256:${sha}`, weights: `sha256:${sha}`, details: { root: '/ckpt/2' } },
  ],
  ['a build of the server, which is no digest', { models: [{ id: 'm', digest: 'fp_ollama' }] }, {}],
  [
    'sizes and when it was made',
    { models: [{ id: 'm', owned_by: 'me', created: 1_700_000_000, meta: { n_params: 7, size: 9, vocab: null } }] },
    { details: { n_params: 7, size: 9, created: 1_700_000_000 } },
  ],
  ['nothing of the time at which it was asked', { models: [{ id: 'm', owned_by: 'vllm', created: now }] }, {}],
  ['nothing', { models: ['m'] }, {}],
])('its identity is %s', async (_, options, said) => {
  const endpoint = await startMockEndpoint(options)
  const model = await openBuiltIn(`${endpoint.url}#m`, modelOptions())
  closers.push(endpoint.close, async () => model.close?.())
  expect(await identityOf(model)).toEqual({ model: 'm', listed: true, ...said })
})

test('a name that the server does not list is told with those that it does', async () => {
  const endpoint = await startMockEndpoint({ models: ['a', 'b'] })
  const model = await openBuiltIn(`${endpoint.url}#m`, modelOptions())
  closers.push(endpoint.close, async () => model.close?.())
  expect(await identityOf(model)).toEqual({ model: 'm', listed: false, lists: ['a', 'b'] })
})
