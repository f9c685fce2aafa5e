import { XevalError } from '../../core/errors.ts'
import { defineProvider } from '../../core/provider.ts'
import { parseBaseUrl } from '../http/endpoint.ts'
import { keyOf } from '../http/key.ts'

/** Anthropic's Messages API. `ANTHROPIC_BASE_URL` moves it elsewhere, as it does for Anthropic's own SDK. */
export const anthropic = defineProvider({
  name: 'anthropic',
  version: 1,
  description: 'Anthropic, through the Messages API',
  syntax: 'anthropic/NAME',
  prefixes: ['anthropic/'],
  prices: new URL('./prices.json', import.meta.url),
  keys: ['ANTHROPIC_API_KEY'],
  accepts: ref => /^anthropic\/[^#]+$/.test(ref),
  async open(ref, options) {
    const { env } = options
    const key = keyOf(env, 'ANTHROPIC_API_KEY')
    const keyHint = 'Set ANTHROPIC_API_KEY to a key for this account.'
    if (!key) throw new XevalError('no-api-key', `${ref} needs a key`, { hint: keyHint })
    if (options.api === 'completions')
      throw new XevalError('no-raw-completions', `${ref} does not support raw completions`, {
        hint: 'Use the default, --api chat.',
      })
    const root = (env['ANTHROPIC_BASE_URL']?.trim() || 'https://api.anthropic.com').replace(/\/+(v1\/*)?$/, '')
    const { authorization, secrets, ...base } = parseBaseUrl(`${root}/v1`)
    const { openAnthropicModel } = await import('./anthropic-model.ts')
    const headers = {
      'x-api-key': key,
      'anthropic-version': '2023-06-01',
      ...(authorization !== undefined && { authorization }),
    }
    const endpoint = { ...base, headers, secrets: [...secrets, key], keyHint }
    return openAnthropicModel({ ref, endpoint, name: ref.slice('anthropic/'.length) }, options)
  },
})
