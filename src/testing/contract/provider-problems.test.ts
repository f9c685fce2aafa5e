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
  [providerOf({ syntax: '' }), 'It doesn’t say how its REFs look.'],
  [providerOf({ prefixes: [] }), 'It has no prefix.'],
  [providerOf({ accepts: () => false }), "It doesn't take its REF echo/one."],
  [providerOf({ prefixes: ['ecko/'] }), 'Its REF echo/one begins with none of its prefixes.'],
  [providerOf({ accepts: ref => ref.startsWith('echo/') }), 'It takes the REF echo/, which has no name.'],
  [providerOf({ accepts: ref => !/\/$/.test(ref) }), 'It takes "gpt-4", which is no REF of its.'],
  [
    providerOf({ accepts: ref => /^(echo|replay)[/:]./.test(ref) }),
    "It takes the REF replay:x, which is another provider's.",
  ],
  [providerOf({ prefixes: ['echo/', 'replay:'] }), 'Another provider has the prefix replay:, too.'],
  [
    providerOf({ open: () => Promise.reject(new Error('ENOENT')) }),
    'What fails when echo/one is opened is no XevalError with a hint: ENOENT.',
  ],
  [
    providerOf({ open: () => Promise.reject(new XevalError('no-key', 'no key')) }),
    'What fails when echo/one is opened is no XevalError with a hint: no-key (no key).',
  ],
])('a provider with a fault is told of it', async (provider, problem) => {
  expect(await problemsOfProvider(provider, trialOf())).toContain(problem)
})

const broken = async (): Promise<never> => {
  throw new Error('broken')
}

test.each<[ProviderTrial, string]>([
  [trialOf({}, { refs: [] }), 'No REF of it was given to try.'],
  [trialOf({}, { refs: ['openai/one'] }), "Its REF openai/one is openai's, too."],
  [trialOf({}, { open: broken }), "Its model can't be opened: broken."],
  [trialOf({ provider: 'other' }), 'Its model says that its provider is other.'],
  [trialOf({ identity: async () => ({ model: '' }) }), 'Its model has no name.'],
  [trialOf({ identity: broken }), "Its model can't be asked: broken."],
  [trialOf({ generate: broken }), "Its model can't be asked: broken."],
  [trialOf({}, { says: 'Hi' }), 'It says "Hello", not "Hi".'],
  [trialOf({ ref: 'echo/sk-canary-1' }), 'It shows its key.'],
  [trialOf({ baseUrl: 'https://sk-canary-1@host' }), 'It shows its key.'],
  [
    trialOf({ generate: async () => JSON.parse('{"completion": {"text": "Hello"}}') }),
    'Its answer has another shape than a completion.',
  ],
  [trialOf({}, { isOnlyInBatches: true }), 'It is asked in batches only, and its model has none.'],
  [trialOf({ batch }, { isOnlyInBatches: true }), 'Asked directly, its model does not stop with a hint.'],
  [trialOf({ batch: { ...batch, line: id => `"${id}"\n` } }), 'A request of its batches is more than a line.'],
  [
    trialOf({ batch: { ...batch, line: id => `{"id":"${id}"` } }),
    'A request of its batches is no JSON with the id that it was given.',
  ],
  [trialOf({ batch: { ...batch, quirks: 'none' } }), 'The quirks of its batches are no JSON.'],
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
