import { expect, test } from 'vitest'
import type { Model, Reply } from '../core/provider.ts'
import { generateRequest, mockModel } from '../testing/index.ts'
import { makeLimiter } from './limiter.ts'
import { defaultRetry, request } from './request.ts'

/** A provider's code, which no type holds to anything. */
function asked(generate: () => unknown) {
  const model: Model = {
    ...mockModel(() => ''),
    ref: 'odd/m',
    provider: 'odd',
    generate: async () => generate() as Reply,
  }
  return request({ model, limiter: makeLimiter({ concurrency: 1 }), retry: defaultRetry }, generateRequest('Hi'), [])
}

const whole = { text: 'Four.', finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 1 }

test.each([
  ['nothing', undefined],
  ['a bare text', { text: 'Four.' }],
  ['a text that is a number', { completion: { ...whole, text: 4 } }],
  ['a finish reason that nobody knows', { completion: { ...whole, finishReason: 'aborted' } }],
  ['no usage', { completion: { ...whole, usage: undefined } }],
])('%s is no answer, and stops the run with the provider named', async (_, reply) => {
  await expect(asked(() => reply)).rejects.toMatchObject({
    code: 'bad-completion',
    action: 'stop',
    message: expect.stringContaining('provider odd returned no valid completion for odd/m'),
  })
})

test('what a provider throws besides known errors names it and the place', async () => {
  const thrown = asked(() => {
    throw new Error('provider bug')
  })
  await expect(thrown).rejects.toMatchObject({
    code: 'provider-failed',
    exitCode: 2,
    message: 'provider odd failed on odd/m: provider bug',
    location: { file: expect.stringContaining('faulty-provider.test.ts') },
  })
})

test('a whole completion is taken as it is', async () => {
  expect((await asked(() => ({ completion: whole }))).completion).toEqual(whole)
})
