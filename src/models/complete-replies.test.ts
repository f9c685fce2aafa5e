import { describe, expect, test } from 'vitest'
import type { ScriptedReply } from '../testing/index.ts'
import { asked, chatReply, type Dialect, messageReply, outcomeOf, scriptedModel } from './fixtures/scripted-model.ts'

const ended = (dialect: Dialect, reason: string | null | undefined): ScriptedReply =>
  dialect === 'openai'
    ? chatReply({ content: 'So far' }, { finish_reason: reason })
    : messageReply('So far', { stop_reason: reason })

describe.each(['openai', 'anthropic'] as const)('%s', dialect => {
  test.each([
    ['stop', 'stop'],
    ['STOP', 'stop'],
    ['end_turn', 'stop'],
    ['eos', 'stop'],
    ['eos_token', 'stop'],
    ['stop_sequence', 'stop'],
    ['COMPLETE', 'stop'],
    ['FINISH_REASON_STOP', 'stop'],
    [null, 'stop'],
    [undefined, 'stop'],
    ['', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['model_length', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['content_filter', 'content-filter'],
    ['content-filter', 'content-filter'],
    ['refusal', 'content-filter'],
    ['SAFETY', 'content-filter'],
    ['PROHIBITED_CONTENT', 'content-filter'],
    ['guardrail_intervened', 'content-filter'],
    ['tool_calls', 'tool-calls'],
    ['tool_use', 'tool-calls'],
  ])('a reply that ends with %s is %s', async (reason, finishReason) => {
    expect(await outcomeOf(ended(dialect, reason), { dialect })).toMatchObject({ text: 'So far', finishReason })
  })

  test.each([
    'error',
    'abort',
    'cancelled',
    'insufficient_system_resource',
    'network_error',
    'timeout',
    'MALFORMED_FUNCTION_CALL',
    'malformed_model_output',
    'pause_turn',
    'unload',
    'OTHER',
    'a word of next year',
  ])('a reply that ends with %s is a part of an answer, and is asked for again', async reason => {
    expect(await outcomeOf(ended(dialect, reason), { dialect })).toMatchObject({
      code: 'incomplete-reply',
      action: 'retry',
      message: expect.stringContaining(`it ended with "${reason}"`),
    })
  })
})

test('what a reply took that broke off is on the failure', async () => {
  const broken = chatReply(
    { content: 'So' },
    { finish_reason: 'abort' },
    { usage: { prompt_tokens: 5, completion_tokens: 2 } },
  )
  expect(await outcomeOf(broken)).toMatchObject({ usage: { inputTokens: 5, outputTokens: 2 } })
})

test.each([
  [
    'an error inside the choice',
    chatReply({ content: 'So' }, { finish_reason: 'error', error: { code: 502, message: 'upstream closed' } }),
  ],
  [
    'an error inside a choice that says it stopped',
    chatReply({ content: 'So' }, { error: { message: 'upstream closed' } }),
  ],
  [
    'an error beside a choice without a reason',
    chatReply({ content: 'So' }, { finish_reason: null }, { error: { message: 'upstream closed' } }),
  ],
])('%s breaks the reply off', async (_, reply) => {
  expect(await outcomeOf(reply)).toMatchObject({
    code: 'incomplete-reply',
    action: 'retry',
    message: expect.stringContaining('upstream closed'),
  })
})

test('an empty `error` beside a whole answer is none', async () => {
  for (const error of [null, '', {}]) {
    expect(await outcomeOf(chatReply({ content: 'So.' }, {}, { error }))).toMatchObject({ text: 'So.' })
  }
})

test.each([
  [{ error: { code: 429, message: 'slow down' } }, { code: 'http-429', status: 429, action: 'retry' }],
  [{ error: { code: 'rate_limit_exceeded', message: 'slow down' } }, { code: 'http-429', status: 429 }],
  [{ error: { message: 'Rate limit reached for requests', type: null } }, { code: 'http-429', status: 429 }],
  [{ error: { code: 402, message: 'Insufficient credits' } }, { code: 'no-quota', action: 'stop' }],
  [{ error: { type: 'insufficient_quota', message: 'You exceeded your quota' } }, { code: 'no-quota', action: 'stop' }],
  [{ error: { code: 'invalid_api_key', message: 'Incorrect API key' } }, { code: 'http-401', action: 'stop' }],
  [{ error: { code: 403, message: 'no' } }, { code: 'http-403', status: 403 }],
  [
    { error: { code: 503, message: 'no instance' }, choices: [] },
    { code: 'http-503', action: 'retry' },
  ],
  [
    { error: { code: 'context_length_exceeded', message: 'too long' } },
    { code: 'context-overflow', action: 'give-up' },
  ],
  [{ error: 'something' }, { code: 'http-502', action: 'retry' }],
  [
    { object: 'error', message: 'engine is dead', code: 500 },
    { code: 'http-500', action: 'retry' },
  ],
  [{ choices: [{ error: { code: 429, message: 'slow down' } }] }, { code: 'http-429', status: 429 }],
  [[{ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'slow down' } }], { code: 'http-429', status: 429 }],
])('a 200 that holds %j is read as the status that it carries', async (body, failure) => {
  expect(await outcomeOf({ body })).toMatchObject(failure)
})

test("Anthropic's error under a 200 is read as its type", async () => {
  const body = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
  expect(await outcomeOf({ body }, { dialect: 'anthropic' })).toMatchObject({ code: 'http-529', action: 'retry' })
})

test.each([
  [
    'as a part',
    {
      prompt_tokens: 100,
      completion_tokens: 40,
      total_tokens: 140,
      completion_tokens_details: { reasoning_tokens: 30 },
    },
    [100, 40, 30],
  ],
  [
    'apart, by the total',
    {
      prompt_tokens: 100,
      completion_tokens: 40,
      total_tokens: 170,
      completion_tokens_details: { reasoning_tokens: 30 },
    },
    [100, 70, 30],
  ],
  [
    'apart, being more than the output',
    { prompt_tokens: 100, completion_tokens: 40, completion_tokens_details: { reasoning_tokens: 960 } },
    [100, 1000, 960],
  ],
  ['in the total alone', { prompt_tokens: 100, completion_tokens: 40, total_tokens: 1100 }, [100, 1000, 960]],
  [
    'not at all, with input from a cache in the total',
    { prompt_tokens: 100, completion_tokens: 40, total_tokens: 190, prompt_tokens_details: { cached_tokens: 50 } },
    [100, 40, undefined],
  ],
  ['beside the output', { prompt_tokens: 100, completion_tokens: 40, reasoning_tokens: 30 }, [100, 40, 30]],
  [
    'in figures that are none',
    { prompt_tokens: -1, completion_tokens: 40, total_tokens: 'many' },
    [undefined, 40, undefined],
  ],
])(
  'thoughts that are counted %s are a part of the output',
  async (_, usage, [inputTokens, outputTokens, reasoningTokens]) => {
    const completion = await outcomeOf(chatReply({ content: 'x' }, {}, { usage }))
    expect({ ...completion }).toMatchObject({ usage: expect.any(Object) })
    const expected = { inputTokens, outputTokens, reasoningTokens }
    expect(
      'text' in completion && {
        ...{ inputTokens: undefined, outputTokens: undefined, reasoningTokens: undefined },
        ...completion.usage,
      },
    ).toEqual(expected)
  },
)

test('a 403 is about the key only while nothing has been answered', async () => {
  const replies: ScriptedReply[] = [
    { status: 403, body: 'no' },
    { status: 403, body: 'no' },
    { status: 403, body: 'no' },
  ]
  const bad = await scriptedModel(() => replies.shift() ?? { status: 403, body: 'no' })
  const actions = []
  for (const _ of [1, 2, 3]) actions.push(await asked(bad.model))
  expect(actions).toMatchObject([{ action: 'give-up' }, { action: 'give-up' }, { action: 'stop' }])
  const answers: ScriptedReply[] = [chatReply({ content: 'x' })]
  const good = await scriptedModel(() => answers.shift() ?? { status: 403, body: '<html>firewall</html>' })
  await asked(good.model)
  for (const _ of [1, 2, 3, 4]) expect(await asked(good.model)).toMatchObject({ code: 'http-403', action: 'give-up' })
})

test.each([
  'Incorrect API key provided',
  'Missing scopes: model.request',
  'Your account has been suspended',
  'You have insufficient permissions',
])('a 403 that says "%s" stops the run at once', async message => {
  expect(await outcomeOf({ status: 403, body: { error: { message } } })).toMatchObject({
    action: 'stop',
    code: 'http-403',
  })
})
