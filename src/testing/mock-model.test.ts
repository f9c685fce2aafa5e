import { expect, test } from 'vitest'
import { ProviderError } from '../core/provider-error.ts'
import { generateRequest, mockModel } from './index.ts'

test('a mock model answers, fails and counts as it is told', async () => {
  const model = mockModel(({ work }, attempt) =>
    attempt === 1
      ? new ProviderError('http-500', 'down', { action: 'retry' })
      : { text: work.sampleId, finishReason: 'length' },
  )
  await expect(model.generate(generateRequest('Hi'))).rejects.toThrow('down')
  expect((await model.generate(generateRequest('Hi'))).completion).toMatchObject({
    text: 'mock-1',
    finishReason: 'length',
  })
  expect(model.calls).toHaveLength(2)
  expect(await model.identity(new AbortController().signal)).toEqual({ model: 'mock/model' })
})

test('a mock model heeds its signal', async () => {
  const model = mockModel(() => 'x')
  const signal = AbortSignal.abort(new Error('stopped'))
  await expect(model.generate(generateRequest('Hi', { signal }))).rejects.toThrow('stopped')
  expect(model.calls).toHaveLength(0)
})
