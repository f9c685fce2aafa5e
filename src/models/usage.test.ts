import { expect, test } from 'vitest'
import { chatReply, messageReply, outcomeOf } from './fixtures/scripted-model.ts'
import { data, streamed } from './fixtures/streaming-model.ts'

const impossible: [string, object][] = [
  ['no tokens for some text', { prompt_tokens: 5, completion_tokens: 0 }],
  ['negative ones', { prompt_tokens: 5, completion_tokens: -3 }],
  ['a fraction', { prompt_tokens: 5, completion_tokens: 2.5 }],
  ['a string', { prompt_tokens: 5, completion_tokens: '7' }],
  ['null', { prompt_tokens: 5, completion_tokens: null }],
  ['more than can be counted', { prompt_tokens: 5, completion_tokens: 1e300 }],
  ['a list', { prompt_tokens: 5, completion_tokens: [7] }],
  ['a total less than its parts', { prompt_tokens: 5, completion_tokens: 30, total_tokens: 12 }],
  ['a total less than the answer', { prompt_tokens: 0, completion_tokens: 30, total_tokens: 29 }],
]

test.each(impossible)('an impossible count of tokens is unknown and the answer stands: %s', async (_, usage) => {
  for (const outcome of [
    await outcomeOf(chatReply({ content: 'Four.' }, {}, { usage })),
    await streamed([
      data({ choices: [{ index: 0, delta: { content: 'Four.' }, finish_reason: 'stop' }] }),
      data({ choices: [], usage }),
      data('[DONE]'),
    ]),
  ]) {
    expect(outcome).toMatchObject({ text: 'Four.' })
    expect(outcome).not.toHaveProperty('usage.outputTokens')
    expect(outcome).not.toHaveProperty('usage.reasoningTokens')
  }
})

test('NaN and Infinity in a body are no JSON, and no answer', async () => {
  const body = '{"choices":[{"message":{"content":"Four."},"finish_reason":"stop"}],"usage":{"completion_tokens":NaN}}'
  expect(await outcomeOf({ body })).toMatchObject({ code: 'bad-reply' })
})

test.each([
  ['no tokens for some text', { input_tokens: 5, output_tokens: 0 }],
  ['negative ones', { input_tokens: 5, output_tokens: -1 }],
  ['a string', { input_tokens: 5, output_tokens: '7' }],
])('the same of a message: %s', async (_, usage) => {
  const outcome = await outcomeOf(messageReply('Four.', { usage }), { dialect: 'anthropic' })
  expect(outcome).toMatchObject({ text: 'Four.', usage: { inputTokens: 5 } })
  expect(outcome).not.toHaveProperty('usage.outputTokens')
})

test.each([
  [
    'a total without what came from the cache',
    { prompt_tokens: 1000, completion_tokens: 5, total_tokens: 105, prompt_tokens_details: { cached_tokens: 900 } },
    5,
  ],
  ['a total of nothing', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 0 }, 5],
  ['no total', { prompt_tokens: 10, completion_tokens: 5 }, 5],
  ['thoughts in the total', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 115 }, 105],
])('what is only unusual is believed: %s', async (_, usage, outputTokens) => {
  expect(await outcomeOf(chatReply({ content: 'Four.' }, {}, { usage }))).toMatchObject({ usage: { outputTokens } })
})

test.each([null, '', 'none', undefined])('an answer without a finish reason is marked: %j', async finish_reason => {
  expect(await outcomeOf(chatReply({ content: 'Four.' }, { finish_reason }))).toMatchObject({
    finishReason: 'stop',
    endUnstated: true,
  })
  expect(
    await outcomeOf(messageReply('Four.', { stop_reason: finish_reason }), { dialect: 'anthropic' }),
  ).toMatchObject({ endUnstated: true })
  expect(
    await streamed([data({ choices: [{ index: 0, delta: { content: 'Four.' }, finish_reason }] }), data('[DONE]')]),
  ).toMatchObject({ endUnstated: true })
  expect(await outcomeOf(chatReply({ content: 'Four.' }))).not.toHaveProperty('endUnstated')
})
