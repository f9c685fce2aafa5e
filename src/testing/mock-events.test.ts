import { expect, test } from 'vitest'
import { openBuiltIn } from '../models/fixtures/open-built-in.ts'
import { generateRequest, modelOptions, startMockEndpoint } from './index.ts'

test.each(['openai', 'anthropic'])('the mock endpoint streams the answer that it gives whole (%s)', async dialect => {
  const endpoint = await startMockEndpoint({ faults: { length: 0.3 } })
  const env = { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: endpoint.url }
  const ref = dialect === 'openai' ? `${endpoint.url}#mock` : 'anthropic/mock'
  const models = await Promise.all(
    (['on', 'off'] as const).map(stream => openBuiltIn(ref, modelOptions({ env, stream }))),
  )
  const schema = {
    type: 'object',
    properties: { label: { enum: ['a', 'b'] } },
    required: ['label'],
    additionalProperties: false,
  }
  for (const request of [
    generateRequest('Hi'),
    generateRequest('Which?', { responseFormat: { name: 'verdict', schema } }),
  ]) {
    const [streamed, whole] = await Promise.all(models.map(model => model.generate(request)))
    const { latencyMs: _, ttftMs, ...same } = streamed?.completion ?? { latencyMs: 0 }
    expect(ttftMs).toBeGreaterThan(0)
    expect(whole?.completion).toMatchObject(same)
  }
  await Promise.all(models.map(model => model.close?.()))
  await endpoint.close()
})

test.each([
  ['reset-body', 'incomplete-reply'],
  ['bad-json', 'incomplete-reply'],
  ['stream-error', 'incomplete-reply'],
  ['broken-off', 'incomplete-reply'],
  ['slow-body', 'timeout'],
  ['html', 'bad-reply'],
] as const)('the mock endpoint failing by %s in mid-stream is tried again as %s', async (fault, code) => {
  const endpoint = await startMockEndpoint({ faults: { [fault]: 1 }, slowMs: 5000 })
  const model = await openBuiltIn(`${endpoint.url}#mock`, modelOptions({ stream: 'on', timeoutMs: 300 }))
  await expect(model.generate(generateRequest('Hi'))).rejects.toMatchObject({ action: 'retry', code })
  await model.close?.()
  await endpoint.close()
})
