import { describe, expect, test } from 'vitest'
import { asked, chatReply, scriptedModel } from '../fixtures/scripted-model.ts'
import { data } from '../fixtures/streaming-model.ts'

const delta = (part: object, more: object = {}): string =>
  data({ model: 'served', choices: [{ index: 0, delta: part, finish_reason: null, ...more }] })
const finish = delta({}, { finish_reason: 'stop' })
const usage = data({ model: 'served', choices: [], usage: { prompt_tokens: 4, completion_tokens: 2 } })
const done = data('[DONE]')
const hello = [
  delta({ role: 'assistant', content: '' }),
  delta({ content: 'Hel' }),
  delta({ content: 'lo' }),
  finish,
  usage,
  done,
]
const whole = {
  text: 'Hello',
  finishReason: 'stop',
  usage: { inputTokens: 4, outputTokens: 2 },
  servedModel: 'served',
  latencyMs: expect.any(Number),
  ttftMs: expect.any(Number),
}

describe('auto streams until a server turns out not to', () => {
  const refusal = (message: string, param?: string) => ({ status: 400, body: { error: { message, param } } })
  const isStreamed = (body: unknown): boolean => JSON.stringify(body).includes('"stream":true')

  test.each([
    ['by name', refusal("'stream' is not supported by this model", 'stream')],
    ['in words', refusal('Streaming is not supported for this model')],
    [
      'for an account',
      refusal(
        'Your organization must be verified to stream this model. Streaming is unsupported without it.',
        'stream',
      ),
    ],
  ])('refused %s', async (_, refused) => {
    const { endpoint, model } = await scriptedModel(
      ({ body }) => (isStreamed(body) ? refused : chatReply({ content: 'x' })),
      { stream: 'auto' },
    )
    for (const _ of [1, 2]) expect(await asked(model)).toEqual(expect.objectContaining({ text: 'x' }))
    expect(await asked(model)).not.toHaveProperty('dropped')
    expect(endpoint.requests.map(({ body }) => isStreamed(body))).toEqual([true, false, false, false])
  })

  test('stream_options alone are left out where only they are refused', async () => {
    const { endpoint, model } = await scriptedModel(
      ({ body }, response) => {
        if (JSON.stringify(body).includes('stream_options')) return refusal('Unknown field: stream_options')
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(hello.join(''))
        return undefined
      },
      { stream: 'auto' },
    )
    expect(await asked(model)).toEqual(whole)
    expect(endpoint.requests[1]?.body).toMatchObject({ stream: true })
  })

  test('a server that counts no tokens in its streams is asked for whole replies; not so where streams are wanted', async () => {
    for (const [stream, then] of [
      ['auto', [true, false]],
      ['on', [true, true]],
    ] as const) {
      const { endpoint, model } = await scriptedModel(
        ({ body }, response) => {
          if (!isStreamed(body)) return chatReply({ content: 'x' })
          response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`${delta({ content: 'x' })}${finish}`)
          return undefined
        },
        { stream },
      )
      for (const _ of [1, 2]) expect(await asked(model)).toMatchObject({ text: 'x' })
      expect(endpoint.requests.map(({ body }) => isStreamed(body))).toEqual(then)
    }
  })

  test('a server that pays no heed answers as ever', async () => {
    const { model } = await scriptedModel(() => chatReply({ content: 'x' }), { stream: 'auto' })
    const completion = await asked(model)
    expect(completion).toMatchObject({ text: 'x' })
    expect(completion).not.toHaveProperty('ttftMs')
  })

  test('off, and raw completions under auto, are not streamed', async () => {
    const chat = await scriptedModel(() => chatReply({ content: 'x' }), { stream: 'off' })
    const raw = await scriptedModel(() => ({ body: { choices: [{ text: 'x', finish_reason: 'stop' }] } }), {
      stream: 'auto',
      api: 'completions',
    })
    for (const { endpoint, model } of [chat, raw]) {
      await asked(model)
      expect(endpoint.requests[0]?.body).not.toHaveProperty('stream')
    }
  })
})
