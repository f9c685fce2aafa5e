import { XevalError } from '../../core/errors.ts'
import { defineProvider, type ModelOptions } from '../../core/provider.ts'
import { type Endpoint, maskUserinfo, parseBaseUrl } from '../http/endpoint.ts'
import { hostKey } from '../http/host-key.ts'
import { keyOf } from '../http/key.ts'
import type { OpenAITarget } from './openai-model.ts'

/** OpenAI, and every server that speaks its API: vLLM, SGLang, Ollama, llama.cpp. */
export const openai = defineProvider({
  name: 'openai',
  version: 1,
  description: 'OpenAI, and any compatible server (vLLM, SGLang, Ollama, llama.cpp)',
  syntax: 'openai/NAME, http(s)://HOST:PORT/v1#NAME or ollama/NAME',
  prefixes: ['openai/', 'ollama/', 'http://', 'https://'],
  prices: new URL('./prices.json', import.meta.url),
  free: ['ollama/'],
  keys: ['OPENAI_API_KEY', 'XEVAL_API_KEY'],
  accepts: ref => /^(openai\/|ollama\/|https?:\/\/)./.test(ref),
  async open(ref, options) {
    const target = targetOf(ref, options)
    const { openOpenAIModel } = await import('./openai-model.ts')
    return openOpenAIModel(target, options)
  },
})

function targetOf(ref: string, options: Pick<ModelOptions, 'env' | 'keys'>): OpenAITarget {
  const { env } = options
  if (ref.startsWith('openai/')) return openaiTarget(ref, env)
  if (ref.startsWith('ollama/')) {
    const endpoint = endpointOf(
      'http://localhost:11434/v1',
      undefined,
      'Ollama needs no key; check which server runs at this address.',
    )
    return { ref, endpoint, name: nameOf(ref, ref.slice('ollama/'.length)), tokenLimit: 'max_tokens' }
  }
  const hash = ref.indexOf('#')
  const url = hash < 0 ? ref : ref.slice(0, hash)
  const name = hash < 0 ? undefined : ref.slice(hash + 1) || undefined
  const hint = 'Set XEVAL_API_KEY, or put the key into the URL: https://KEY@HOST/v1#NAME.'
  const endpoint = endpointOf(url, hostKey(url, options), hint)
  if (name !== undefined) nameOf(ref, name)
  const shown = endpoint.baseUrl + (name === undefined ? '' : `#${name}`)
  return { ref: shown, endpoint, name, tokenLimit: 'max_tokens' }
}

/** `OPENAI_BASE_URL` moves it elsewhere, as it does for OpenAI's own SDK. */
function openaiTarget(ref: string, env: ModelOptions['env']): OpenAITarget {
  const name = nameOf(ref, ref.slice('openai/'.length))
  const key = keyOf(env, 'OPENAI_API_KEY')
  const hint = 'Set OPENAI_API_KEY to a key for this account.'
  if (!key) throw new XevalError('no-api-key', `${ref} needs a key`, { hint })
  const elsewhere = env['OPENAI_BASE_URL']?.trim()
  const endpoint = endpointOf(elsewhere || 'https://api.openai.com/v1', key, hint)
  return { ref, endpoint, name, tokenLimit: elsewhere ? 'max_tokens' : 'max_completion_tokens' }
}

function endpointOf(url: string, key: string | undefined, keyHint: string): Endpoint {
  const { authorization = key ? `Bearer ${key}` : undefined, secrets, ...base } = parseBaseUrl(url)
  return {
    ...base,
    headers: authorization === undefined ? {} : { authorization },
    secrets: key ? [...secrets, key] : secrets,
    keyHint,
  }
}

function nameOf(ref: string, name: string): string {
  if (name !== '' && !name.includes('#')) return name
  throw new XevalError('model-name', `${maskUserinfo(ref)} has no readable model name`, {
    hint: 'Write openai/NAME, ollama/NAME or http://HOST:PORT/v1#NAME; percent-encode a # in a key.',
  })
}
