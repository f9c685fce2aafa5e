import { describe, expect, test } from 'vitest'
import { asked, chatReply, type Dialect, messageReply, outcomeOf, scriptedModel } from '../fixtures/scripted-model.ts'

const innererror = { code: 'ResponsibleAIPolicyViolation', content_filter_result: { hate: { filtered: true } } }

/** Public shapes, in our own wording where it is not a code. */
const withheld: [name: string, status: number, body: unknown, dialect?: Dialect][] = [
  ['Azure', 400, { error: { code: 'content_filter', message: 'The response was filtered', innererror } }],
  [
    'Azure, by its results alone',
    400,
    { error: { message: 'no', innererror: { content_filter_result: { violence: { filtered: true } } } } },
  ],
  [
    'a proxy before Azure',
    400,
    { error: { message: 'BadRequestError', code: '400', provider_specific_fields: { innererror } } },
  ],
  [
    'a proxy that tells it in words',
    400,
    { error: { message: 'litellm.ContentPolicyViolationError: stopped', code: '400' } },
  ],
  [
    'a proxy that answers 500',
    500,
    { error: { message: 'litellm.ContentPolicyViolationError: stopped', code: '500' } },
  ],
  [
    'a proxy with the error in a string',
    400,
    { error: { message: 'Provider returned error', metadata: { raw: '{"error":{"code":"content_filter"}}' } } },
  ],
  [
    'a router that moderates',
    403,
    { error: { code: 403, message: 'no', metadata: { reasons: ['violence'], flagged_input: 'How to' } } },
  ],
  [
    'a router, in words',
    403,
    { error: { code: 403, message: 'This model requires moderation. Your input was flagged for "violence".' } },
  ],
  ['OpenAI', 400, { error: { code: 'content_policy_violation', message: 'no', type: 'invalid_request_error' } }],
  [
    'OpenAI’s usage policy',
    400,
    { error: { code: 'invalid_prompt', message: 'The prompt was flagged as potentially violating our usage policy.' } },
  ],
  [
    'DashScope',
    400,
    { error: { code: 'data_inspection_failed', message: 'Input data may contain inappropriate content.' } },
  ],
  ['DashScope, in capitals', 400, { code: 'DataInspectionFailed', message: 'no' }],
  ['DeepSeek', 400, { error: { message: 'Content Exists Risk', type: 'invalid_request_error' } }],
  [
    'Moonshot',
    400,
    { error: { type: 'content_filter', message: 'The request was rejected because it was considered high risk' } },
  ],
  ['Zhipu', 400, { error: { code: '1301', message: '系统检测到输入内容可能包含不安全或敏感内容' } }],
  ['Volcengine', 400, { error: { code: 'InputTextSensitiveContentDetected', message: 'no' } }],
  ['Bedrock', 400, { message: 'The guardrail blocked this input' }],
  ['Gemini', 400, [{ error: { code: 400, message: 'The prompt was blocked due to: PROHIBITED_CONTENT' } }]],
  ['xAI', 403, { code: 'forbidden', error: 'Content violates usage guidelines. Failed check: SAFETY' }],
  ['the law', 451, 'no'],
  ['a 200 with an error', 200, { error: { code: 'content_filter', message: 'stopped' } }],
  [
    'a 200 without choices',
    200,
    { choices: [], prompt_filter_results: [{ content_filter_results: { hate: { filtered: true } } }] },
  ],
  [
    'Anthropic',
    400,
    { type: 'error', error: { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' } },
    'anthropic',
  ],
  [
    'Anthropic behind a router',
    403,
    { error: { message: 'Your input was flagged by moderation', metadata: { flagged_input: 'x' } } },
    'anthropic',
  ],
]

test.each(withheld)(
  '%s withholding an answer (%i) concerns one sample',
  async (_, status, body, dialect = 'openai') => {
    const outcome = await outcomeOf({ status, body }, { dialect })
    expect(outcome).toMatchObject({ text: '', finishReason: 'content-filter', usage: {} })
  },
)

/** Errors that speak of filters, and withhold nothing. */
const others: [name: string, status: number, message: string][] = [
  ['a parameter', 400, 'Unsupported parameter: content_filter'],
  ['an account', 403, 'Your account was flagged for violating our usage policy and has been suspended'],
  ['a key', 401, 'This API key was blocked by the content policy of its owner'],
  ['pace', 429, 'Moderated models: requests blocked by the rate limit'],
  ['a filter that is down', 503, 'The content filter rejected the connection'],
  ['a bad shape', 400, 'messages: text content blocks must be non-empty'],
  ['a long prompt', 400, "This model's maximum context length is 8192 tokens"],
]
test.each(others)('an error about %s withholds nothing', async (_, status, message) => {
  expect(await outcomeOf({ status, body: { error: { message } } })).toMatchObject({ code: expect.any(String), status })
})

describe('inside an answer', () => {
  test('text that a filter stopped is kept and is no answer', async () => {
    expect(await outcomeOf(chatReply({ content: 'So f' }, { finish_reason: 'content_filter' }))).toMatchObject({
      text: 'So f',
      finishReason: 'content-filter',
    })
  })

  test.each([
    ['a field of its own', chatReply({ content: null, refusal: 'I can not.' })],
    ['a part', chatReply({ content: [{ type: 'refusal', refusal: 'I can not.' }] })],
  ])('a refusal of the provider in %s is told', async (_, reply) => {
    expect(await outcomeOf(reply)).toMatchObject({ text: '', finishReason: 'content-filter', withheld: 'I can not.' })
  })

  test.each([
    ['by the native reason', { native_finish_reason: 'SAFETY' }],
    ['by the filter’s results', { content_filter_results: { hate: { filtered: true } } }],
    ['by an error', { finish_reason: 'error', error: { code: 403, message: 'flagged by moderation' } }],
  ])('%s', async (_, choice) => {
    expect(await outcomeOf(chatReply({ content: 'So' }, choice))).toMatchObject({ finishReason: 'content-filter' })
  })

  test('a filter that let an answer pass withholds nothing', async () => {
    const content_filter_results = { hate: { filtered: false, severity: 'safe' } }
    expect(await outcomeOf(chatReply({ content: 'So.' }, { content_filter_results }))).toMatchObject({
      finishReason: 'stop',
    })
  })

  test('Anthropic’s refusal tells why', async () => {
    const reply = messageReply('', {
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', explanation: 'weapons' },
    })
    expect(await outcomeOf(reply, { dialect: 'anthropic' })).toMatchObject({
      finishReason: 'content-filter',
      withheld: 'weapons',
    })
  })
})

test('the words of the provider are kept, without a key that they repeat', async () => {
  const { model } = await scriptedModel(
    () => ({ status: 400, body: { error: { code: 'content_filter', message: 'stopped for sk-canary-123' } } }),
    { env: { XEVAL_API_KEY: 'sk-canary-123' } },
  )
  expect(await asked(model)).toMatchObject({ withheld: 'stopped for ***' })
})
