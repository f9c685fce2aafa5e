import { expect, test } from 'vitest'
import { secretParam } from './secret-param.ts'

const KEY = 'sk-canary-1234567890'

test.each([
  [{ api_key: 'x' }, 'api_key'],
  [{ apiKey: 'x' }, 'apiKey'],
  [{ 'X-Api-Key': 'x' }, 'X-Api-Key'],
  [{ token: 'x' }, 'token'],
  [{ hf_token: 'x' }, 'hf_token'],
  [{ password: 1234 }, 'password'],
  [{ extra_headers: { Authorization: 'x' } }, 'extra_headers.Authorization'],
  [{ headers: [{ Cookie: 'x' }] }, 'headers.0.Cookie'],
  [{ user: KEY }, 'user'],
  [{ note: `Bearer ${'a1'.repeat(8)}` }, 'note'],
  [{ url: 'https://me:pass@example.org/v1' }, 'url'],
  [{ [KEY]: 'user' }, '***'],
])('%j has a secret in it', (extra, path) => expect(secretParam(extra)).toBe(path))

test.each([
  { max_tokens: 5, min_tokens: 1, stop_token_ids: [1], eos_token: '</s>', bos_token_id: 3, skip_special_tokens: true },
  { prompt_cache_key: 'run-7', logit_bias: { '50256': -100 }, top_logprobs: 3, tokens: 4, thinking_token_budget: 9 },
  { stop: ['\n\n'], reasoning_effort: 'low', user: 'me', chat_template_kwargs: { enable_thinking: false } },
  { tool_choice: 'auto', image: 'https://example.org/a.png', response_format: { type: 'json_object' } },
])('%j has none', extra => expect(secretParam(extra)).toBeUndefined())
