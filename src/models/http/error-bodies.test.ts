import { expect, test } from 'vitest'
import { ProviderError } from '../../core/provider-error.ts'
import { asked, chatReply, outcomeOf, scriptedModel } from '../fixtures/scripted-model.ts'
import { data, streamed } from '../fixtures/streaming-model.ts'

const bodies: [string, object, number, string][] = [
  ['a gateway', { success: false, message: 'Model is offline' }, 502, 'Model is offline'],
  ['a gateway with a code', { success: false, code: 503, msg: 'no channel' }, 503, 'no channel'],
  ['Cloudflare AI', { success: false, result: null, errors: [{ code: 7000, message: 'No route' }] }, 502, 'No route'],
  [
    'Tencent Hunyuan',
    { Response: { RequestId: 'r', Error: { Code: 'RequestLimitExceeded', Message: '请求过于频繁' } } },
    429,
    '请求过于频繁',
  ],
  ['Tencent, a key', { Response: { Error: { Code: 'AuthFailure.SecretIdNotFound', Message: 'no id' } } }, 401, 'no id'],
  [
    'DashScope, its pace',
    { code: 'Throttling.RateQuota', message: 'Requests rate', request_id: 'r' },
    429,
    'Requests rate',
  ],
  ['DashScope, an account', { code: 'Arrearage', message: 'Access denied', request_id: 'r' }, 402, 'Access denied'],
  ['DashScope, a parameter', { code: 'InvalidParameter', message: 'top_p', request_id: 'r' }, 400, 'top_p'],
  ['Baidu, its pace', { error_code: 18, error_msg: 'Open api qps request limit reached' }, 429, 'Open api qps'],
  ['Baidu, a token', { error_code: 110, error_msg: 'Access token invalid or no longer valid' }, 401, 'Access token'],
  ['FastAPI', { detail: 'engine is dead' }, 502, 'engine is dead'],
  ['pydantic', { detail: [{ loc: ['body', 'n'], msg: 'too large' }] }, 502, 'too large'],
  ['a bare msg', { msg: 'please wait' }, 502, 'please wait'],
  ['a bare message', { message: 'Forbidden' }, 502, 'Forbidden'],
  [
    'NestJS',
    { statusCode: 503, error: 'Service Unavailable', message: 'warming up' },
    503,
    'Service Unavailable: warming up',
  ],
  ['Apigee', { fault: { faultstring: 'Rate limit quota violation', detail: { errorcode: 'x' } } }, 429, 'Rate limit'],
  ['Zhipu', { error: { code: '1302', message: '您的账户已达到速率限制' } }, 429, '速率限制'],
  [
    'MiniMax',
    { choices: null, base_resp: { status_code: 1008, status_msg: 'insufficient balance' } },
    402,
    'insufficient',
  ],
  ['error: true', { error: true, reason: 'queue is full' }, 502, 'queue is full'],
  ['status: error', { status: 'error', message: 'upstream timed out' }, 504, 'upstream timed out'],
]

test.each(bodies)(
  'an error in a 200 has its status and its words, in whole replies, streams and messages: %s',
  async (_, body, status, said) => {
    for (const outcome of [
      await outcomeOf({ body }),
      await outcomeOf({ body }, { dialect: 'anthropic' }),
      await streamed([data(body), data('[DONE]')]),
    ]) {
      expect(ProviderError.is(outcome)).toBe(true)
      expect(outcome).toMatchObject({ status, message: expect.stringContaining(said) })
    }
    expect(await outcomeOf({ status: 500, body })).toMatchObject({
      status: 500,
      message: expect.stringContaining(said),
    })
  },
)

const fine: [string, object][] = [
  ['iFlytek', { code: 0, message: 'Success', sid: 'x' }],
  ['a gateway', { success: true, code: 200, msg: 'ok' }],
  ['a wrapper', { status: 'success', error: null, errors: [], detail: '' }],
  [
    'words of its own',
    { code: 'SUCCESS', message: '成功', request_id: 'r', base_resp: { status_code: 0, status_msg: '' } },
  ],
  ['an empty error', { error: {}, fault: null, Response: {} }],
]

test.each(fine)('what stands beside an answer and says that all is well is no error: %s', async (_, more) => {
  const outcome = await outcomeOf(chatReply({ content: 'Four.' }, {}, more))
  expect(outcome).toMatchObject({ text: 'Four.', finishReason: 'stop' })
})

test.each([
  [{ success: false, message: 'cut' }],
  [{ error_code: 336000, error_msg: 'Internal error' }],
  [{ errors: [{ message: 'x' }] }],
  [{ code: 504, message: 'upstream' }],
])('an error beside an answer makes it a part of one: %j', async more => {
  const outcome = await outcomeOf(chatReply({ content: 'Four' }, {}, more))
  expect(outcome).toMatchObject({ code: 'incomplete-reply', action: 'retry' })
})

const delays: [string, object, number][] = [
  ['OpenAI’s words', { error: { code: 'rate_limit_exceeded', message: 'Please try again in 1m30.5s.' } }, 90_500],
  ['Groq’s words', { error: { code: 429, message: 'Rate limit reached. Please try again in 7.66s. Visit' } }, 7660],
  ['Azure’s words', { error: { code: '429', message: 'Please retry after 26 seconds.' } }, 26_000],
  ['milliseconds', { error: { code: 429, message: 'try again in 320ms' } }, 320],
  [
    'Google',
    { error: { code: 429, message: 'Quota', details: [{ '@type': 'RetryInfo', retryDelay: '34s' }] } },
    34_000,
  ],
  ['a field', { error: { code: 429, message: 'slow', retry_after: 12 } }, 12_000],
  ['a nested field', { success: false, code: 429, message: 'slow', data: { retry_after_ms: 1500 } }, 1500],
]

test.each(delays)('a rate limit inside a 200 is waited for as long as it says: %s', async (_, body, retryAfterMs) => {
  expect(await outcomeOf({ body })).toMatchObject({ status: 429, action: 'retry', retryAfterMs })
  expect(await outcomeOf({ status: 429, body })).toMatchObject({ status: 429, retryAfterMs })
})

test('headers of the reply come before what its body says', async () => {
  const body = { error: { code: 429, message: 'Please try again in 20s.' } }
  expect(await outcomeOf({ headers: { 'retry-after': '3' }, body })).toMatchObject({ retryAfterMs: 3000 })
})

const page = (title: string, body = ''): string =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>${body}</body></html>`

const pages: [string, string, RegExp, RegExp][] = [
  [
    'Cloudflare’s challenge',
    page('Just a moment...', '<script src="/cdn-cgi/challenge-platform/x.js">'),
    /Cloudflare challenge page \(Just a moment/,
    /Cloudflare.*treats xeval as a bot/,
  ],
  [
    'Cloudflare’s block',
    page('Attention Required! | Cloudflare', 'Sorry, you have been blocked'),
    /Cloudflare page that blocks/,
    /Cloudflare rule/,
  ],
  [
    'Cloudflare’s 522',
    page('example.org | 522: Connection timed out', 'cloudflare'),
    /Cloudflare error page/,
    /could not reach the server/,
  ],
  [
    'F5',
    page('Request Rejected', 'The requested URL was rejected. Your support ID is: 1'),
    /firewall/,
    /web application firewall/,
  ],
  [
    'Akamai',
    page('Access Denied', 'Reference #18.2d1e2f17.1700000000.abc errors.edgesuite.net'),
    /firewall/,
    /web application firewall/,
  ],
  [
    'Aliyun',
    page('405', '很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。'),
    /firewall/,
    /web application firewall/,
  ],
  [
    'Squid',
    page('ERROR: The requested URL could not be retrieved', 'ERR_ACCESS_DENIED squid'),
    /network’s proxy/,
    /NO_PROXY/,
  ],
  [
    'a hotel',
    page('Wi-Fi Hotspot', '<form action="/login"><input type="password">'),
    /sign-in page of the network/,
    /captive portal/,
  ],
  ['a sign-in page', page('Sign in', '<input type="password">'), /a sign-in page/, /behind a sign-in page/],
  ['Open WebUI', page('Open WebUI'), /server’s web interface/, /API usually ends in \/v1/],
  [
    'nginx',
    page('503 Service Temporarily Unavailable', '<center>nginx</center>'),
    /error page of a web server/,
    /cannot reach the model’s server/,
  ],
  ['anything else', page('Welcome', 'Hello'), /an HTML page \(Welcome\)/, /web page, not an API/],
]

test.each(pages)('a web page is named for what it is, under any status: %s', async (_, body, what, hint) => {
  for (const status of [200, 403, 503]) {
    const outcome = await outcomeOf({ status, headers: { 'content-type': 'text/html' }, body })
    expect(outcome).toMatchObject({ message: expect.stringMatching(what), hint: expect.stringMatching(hint) })
  }
  expect(await outcomeOf({ status: 401, body })).toMatchObject({ hint: expect.stringMatching(/XEVAL_API_KEY/) })
})

test('a page in the place of a stream is named as well', async () => {
  const { model } = await scriptedModel(
    () => ({ headers: { 'content-type': 'text/html' }, body: page('Just a moment...') }),
    { stream: 'on' },
  )
  expect(await asked(model)).toMatchObject({ code: 'bad-reply', hint: expect.stringMatching(/Cloudflare/) })
})

test('an answer that is HTML is an answer', async () => {
  expect(await outcomeOf(chatReply({ content: page('Just a moment...') }))).toMatchObject({
    text: page('Just a moment...'),
  })
})
