import { expect, test } from 'vitest'
import { defineProvider, type Model, type Provider, XevalError } from 'xeval'
import { mockModel, modelOptions, type ProviderTrial, problemsOfProvider } from 'xeval/testing'

const modelOf = (more: Partial<Model> = {}): Model => ({
  ...mockModel(() => 'Hello', { ref: 'echo/one' }),
  provider: 'echo',
  ...more,
})

const providerOf = (more: Partial<Provider> = {}): Provider =>
  defineProvider({
    name: 'echo',
    version: 1,
    description: 'Says what it is told',
    syntax: 'echo/NAME',
    prefixes: ['echo/'],
    accepts: ref => /^echo\/./.test(ref),
    open: async () => modelOf(),
    ...more,
  })

const batch: NonNullable<Model['batch']> = {
  quirks: '{}',
  path: () => '/say',
  body: ({ messages }) => JSON.stringify(messages),
  line: (id, path, body) => `{"id":${JSON.stringify(id)},"path":${JSON.stringify(path)},"body":${body}}`,
  read: () => ({ completion: { text: '', finishReason: 'stop', usage: {}, servedModel: 'echo', latencyMs: 0 } }),
}

const trialOf = (model: Partial<Model> = {}, more: Partial<ProviderTrial> = {}): ProviderTrial => ({
  refs: ['echo/one'],
  open: async () => modelOf(model),
  says: 'Hello',
  secret: 'sk-canary-1',
  ...more,
})

test('a provider that is as it should be has no problems', async () => {
  expect(await problemsOfProvider(providerOf(), trialOf())).toEqual([])
  expect(await problemsOfProvider(providerOf(), trialOf({ batch }))).toEqual([])
})

test.each<[Provider, string]>([
  [providerOf({ name: 'Echo' }), 'Its name "Echo" is not in kebab-case.'],
  [providerOf({ syntax: '' }), 'It does not describe the form of its REFs.'],
  [providerOf({ prefixes: [] }), 'It has no prefix.'],
  [providerOf({ accepts: () => false }), 'It does not accept its REF echo/one.'],
  [providerOf({ prefixes: ['ecko/'] }), 'Its REF echo/one begins with none of its prefixes.'],
  [providerOf({ accepts: ref => ref.startsWith('echo/') }), 'It accepts the REF echo/, which has no name.'],
  [providerOf({ accepts: ref => !/\/$/.test(ref) }), 'It accepts "gpt-4", which is not one of its REFs.'],
  [
    providerOf({ accepts: ref => /^(echo|replay)[/:]./.test(ref) }),
    'It accepts the REF replay:x, which belongs to another provider.',
  ],
  [providerOf({ prefixes: ['echo/', 'replay:'] }), 'Another provider also has the prefix replay:.'],
  [
    providerOf({ open: () => Promise.reject(new Error('ENOENT')) }),
    'Opening echo/one fails with something other than an XevalError with a hint: ENOENT.',
  ],
  [
    providerOf({ open: () => Promise.reject(new XevalError('no-key', 'no key')) }),
    'Opening echo/one fails with something other than an XevalError with a hint: no-key (no key).',
  ],
])('a provider with a fault is told of it', async (provider, problem) => {
  expect(await problemsOfProvider(provider, trialOf())).toContain(problem)
})

const broken = async (): Promise<never> => {
  throw new Error('broken')
}

test.each<[ProviderTrial, string]>([
  [trialOf({}, { refs: [] }), 'No REF was passed to try.'],
  [trialOf({}, { refs: ['openai/one'] }), 'Its REF openai/one is also accepted by openai.'],
  [trialOf({}, { open: broken }), 'Its model cannot be opened: broken.'],
  [trialOf({ provider: 'other' }), 'Its model names other as its provider.'],
  [trialOf({ identity: async () => ({ model: '' }) }), 'Its model has no name.'],
  [trialOf({ identity: broken }), 'A request to its model fails: broken.'],
  [trialOf({ generate: broken }), 'A request to its model fails: broken.'],
  [trialOf({}, { says: 'Hi' }), 'It answers "Hello", not "Hi".'],
  [trialOf({ ref: 'echo/sk-canary-1' }), 'It reveals its key.'],
  [trialOf({ baseUrl: 'https://sk-canary-1@host' }), 'It reveals its key.'],
  [
    trialOf({ generate: async () => JSON.parse('{"completion": {"text": "Hello"}}') }),
    'Its answer does not match the schema of completions.',
  ],
  [trialOf({}, { isOnlyInBatches: true }), 'It works in batches only, but its model has no batch service.'],
  [trialOf({ batch }, { isOnlyInBatches: true }), 'A direct request to its model does not fail with a hint.'],
  [trialOf({ batch: { ...batch, line: id => `"${id}"\n` } }), 'A request of its batches is more than a line.'],
  [
    trialOf({ batch: { ...batch, line: id => `{"id":"${id}"` } }),
    'A request of its batches is not JSON with the given id.',
  ],
  [trialOf({ batch: { ...batch, quirks: 'none' } }), 'The quirks of its batches are not JSON.'],
])('a model with a fault is told of it', async (trial, problem) => {
  expect(await problemsOfProvider(providerOf(), trial)).toContain(problem)
})

test('what is tried is closed', async () => {
  let closed = 0
  const close = async () => void closed++
  expect(await problemsOfProvider(providerOf({ open: async () => modelOf({ close }) }), trialOf({ close }))).toEqual([])
  expect(closed).toBe(2)
  expect(modelOptions().env).toEqual({})
})
