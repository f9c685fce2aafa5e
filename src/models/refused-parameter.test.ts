import { describe, expect, test } from 'vitest'
import type { GenerateRequest } from '../core/provider.ts'
import type { ScriptedReply, ScriptedRequest } from '../testing/index.ts'
import { asked, chatReply, type Dialect, messageReply, scriptedModel } from './fixtures/scripted-model.ts'

const responseFormat = { name: 'verdict', schema: { type: 'object', properties: {}, additionalProperties: false } }
const everything: Partial<GenerateRequest> = {
  params: { temperature: 0, topP: 0.9, maxTokens: 7, seed: 3, extra: { stop: ['\n'], n: 1, reasoning_effort: 'low' } },
  responseFormat,
}

const has = ({ body }: ScriptedRequest, name: string): boolean =>
  typeof body === 'object' && body !== null && name in body

/** A server that refuses requests which hold this field, in these words. */
const refusing =
  (name: string, refusal: ScriptedReply, dialect: Dialect = 'openai') =>
  (request: ScriptedRequest): ScriptedReply =>
    has(request, name) ? refusal : dialect === 'openai' ? chatReply({ content: 'x' }) : messageReply('x')

const said = (status: number, message: string, more: object = {}): ScriptedReply => ({
  status,
  body: { error: { message, ...more } },
})

describe('a parameter that a server refuses is left out from then on, and the answers say so', () => {
  test.each<[string, string, ScriptedReply]>([
    [
      'OpenAI',
      'temperature',
      said(
        400,
        "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
        { param: 'temperature', code: 'unsupported_value' },
      ),
    ],
    [
      'OpenAI, without `param`',
      'temperature',
      said(400, "Unsupported parameter: 'temperature' is not supported with this model."),
    ],
    [
      'pydantic',
      'seed',
      {
        status: 422,
        body: { detail: [{ type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }] },
      },
    ],
    [
      'pydantic in a 500',
      'response_format',
      said(
        500,
        "[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema'}]",
        { type: 'internal_server_error' },
      ),
    ],
    ['a list that has the path', 'response_format', said(400, 'no', { param: 'response_format.json_schema.strict' })],
    ['an engine without a grammar', 'response_format', said(400, 'Guided decoding is not supported by this backend')],
    ['a short word in quotes', 'n', said(400, "'n' must be 1, other values are not supported")],
    ['stop sequences', 'stop', said(400, 'Stop sequences are not supported')],
    [
      'an error inside a 200',
      'top_p',
      { status: 200, body: { error: { code: 400, message: 'Unknown field: top_p' } } },
    ],
    ['a server of its own words', 'top_p', said(400, 'top_p is deprecated for this model')],
  ])('%s: %s', async (_, name, refusal) => {
    const { endpoint, model } = await scriptedModel(refusing(name, refusal))
    for (const _ of [1, 2]) expect(await asked(model, everything)).toMatchObject({ text: 'x', dropped: [name] })
    expect(endpoint.requests.map(request => has(request, name))).toEqual([true, false, false])
    const [first, second] = endpoint.requests
    expect({ ...asObject(second?.body), [name]: 1 }).toEqual({ ...asObject(first?.body), [name]: 1 })
  })

  test('several, one after the other', async () => {
    const { endpoint, model } = await scriptedModel(request => {
      const bad = ['temperature', 'top_p', 'seed'].find(name => has(request, name))
      return bad ? said(400, `Unsupported parameter: '${bad}'`) : chatReply({ content: 'x' })
    })
    expect(await asked(model, everything)).toMatchObject({ dropped: ['temperature', 'top_p', 'seed'] })
    expect(endpoint.requests).toHaveLength(4)
  })

  test('of two that can not go together the temperature stays', async () => {
    const { model } = await scriptedModel(request =>
      has(request, 'temperature') && has(request, 'top_p')
        ? said(400, '`temperature` and `top_p` cannot both be specified for this model.')
        : chatReply({ content: 'x' }),
    )
    expect(await asked(model, everything)).toMatchObject({ dropped: ['top_p'] })
  })

  test('an answer that did not ask for it has nothing to say', async () => {
    const { model } = await scriptedModel(refusing('temperature', said(400, "'temperature' is not supported")))
    await asked(model, everything)
    expect(await asked(model)).not.toHaveProperty('dropped')
  })

  test.each<[string, string, ScriptedReply]>([
    ['temperature', 'temperature', said(400, 'temperature is deprecated for this model.')],
    ['a forced tool', 'tool_choice', said(400, 'Thinking may not be enabled when tool_choice forces tool use.')],
    ['top_p', 'top_p', said(400, '`temperature` and `top_p` cannot both be specified for this model.')],
  ])('Anthropic: %s', async (_, name, refusal) => {
    const { endpoint, model } = await scriptedModel(refusing(name, refusal, 'anthropic'), { dialect: 'anthropic' })
    const request = { params: { temperature: 0, topP: 0.9 }, responseFormat }
    for (const _ of [1, 2]) expect(await asked(model, request)).toMatchObject({ dropped: [name] })
    expect(endpoint.requests.map(sent => has(sent, name))).toEqual([true, false, false])
  })
})

describe('the token limit goes by the name that the server knows', () => {
  test.each([
    ['in words', said(400, "Use 'max_completion_tokens' instead.")],
    ['by `param`', said(400, "Unsupported parameter: 'max_tokens'", { param: 'max_tokens' })],
    [
      'by pydantic',
      { status: 422, body: { detail: [{ loc: ['body', 'max_tokens'], msg: 'Extra inputs are not permitted' }] } },
    ],
  ])('%s', async (_, refusal) => {
    const { endpoint, model } = await scriptedModel(refusing('max_tokens', refusal))
    for (const _ of [1, 2]) expect(await asked(model, { params: { maxTokens: 5 } })).not.toHaveProperty('dropped')
    expect(endpoint.requests).toHaveLength(3)
    expect(endpoint.requests[2]?.body).toMatchObject({ max_completion_tokens: 5 })
  })

  test('a server that knows neither gets none, and the answers say so', async () => {
    const { model } = await scriptedModel(request =>
      has(request, 'max_tokens') || has(request, 'max_completion_tokens')
        ? said(
            400,
            `Unrecognized request argument supplied: ${has(request, 'max_tokens') ? 'max_tokens' : 'max_completion_tokens'}`,
          )
        : chatReply({ content: 'x' }),
    )
    expect(await asked(model, { params: { maxTokens: 5 } })).toMatchObject({ dropped: ['max_completion_tokens'] })
  })

  test.each([
    "'max_tokens' or 'max_completion_tokens' is too large: 32768. This model's maximum context length is 8192 tokens",
    'max_tokens is too large: 100000. This model supports at most 16384 completion tokens',
  ])('a limit that is too large is no matter of its name: %s', async message => {
    const { endpoint, model } = await scriptedModel(() => said(400, message, { param: 'max_tokens' }))
    expect(await asked(model, { params: { maxTokens: 5 } })).toMatchObject({ action: 'give-up' })
    expect(endpoint.requests).toHaveLength(1)
  })
})

describe('what is no refusal of a parameter teaches nothing', () => {
  test.each<[string, ScriptedReply]>([
    ['a 500 that names none', said(500, 'internal error')],
    ['a wrong key', said(401, 'temperature is not supported')],
    [
      'a parameter that decides what is asked',
      said(400, "Unsupported parameter: 'reasoning_effort'", { param: 'reasoning_effort' }),
    ],
    ['a message that is refused', said(400, 'messages: must not be empty', { param: 'messages' })],
    ['a word that only looks like one', said(400, 'the restop and national settings are not supported')],
  ])('%s', async (_, refusal) => {
    const { endpoint, model } = await scriptedModel(() => refusal)
    expect(await asked(model, everything)).toMatchObject({ code: expect.any(String) })
    expect(endpoint.requests).toHaveLength(1)
  })

  test('a temperature of the user’s own that is out of range is the user’s to mend', async () => {
    const { endpoint, model } = await scriptedModel(() =>
      said(400, 'temperature must be between 0 and 1', { param: 'temperature' }),
    )
    expect(await asked(model, { params: { temperature: 1.5 } })).toMatchObject({ code: 'http-400' })
    expect(endpoint.requests).toHaveLength(1)
  })

  test('what did not help is not kept: a server that fails anyway is asked with everything again', async () => {
    const { endpoint, model } = await scriptedModel(() => said(500, 'cannot handle {"temperature": 0}'))
    for (const _ of [1, 2])
      expect(await asked(model, { params: { temperature: 0 } })).toMatchObject({ code: 'http-500' })
    expect(endpoint.requests.map(request => has(request, 'temperature'))).toEqual([true, false, true, false])
  })
})

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})
