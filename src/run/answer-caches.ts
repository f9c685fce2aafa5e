import { messageOf, XevalError } from '../core/errors.ts'
import type { GenerateRequest, Model, ModelIdentity } from '../core/provider.ts'
import type { AnswerCache } from '../exec/request.ts'
import { type CacheKey, keyBaseOf, keyOfRequest } from '../store/cache/cache-key.ts'
import type { ResponseCache } from '../store/cache/response-cache.ts'
import { type Context, homeOf } from './context.ts'
import type { Settings } from './settings.ts'

/** One cache for all endpoints of a session; opened when the first model is there that needs it. */
export interface AnswerCaches {
  /** An endpoint's part of it: nothing under `--no-cache`, and for recorded answers, which are a file already. */
  of(
    model: Model,
    identity: ModelIdentity,
    how: { api: string; template?: string | undefined },
  ): Promise<{ cache?: AnswerCache }>
  close(): Promise<void>
}

export function makeAnswerCaches(context: Context, { cache, dryRun }: Settings): AnswerCaches {
  let opening: Promise<ResponseCache> | undefined
  return {
    async of(model, identity, { api, template }) {
      if (cache === false || dryRun || model.recorded) return {}
      opening ??= open(context)
      const base = keyBaseOf(model, identity, { api, ...(template !== undefined && { template }) })
      return { cache: viewOf(await opening, request => keyOfRequest(base, request)) }
    },
    async close() {
      await (await opening)?.close()
    },
  }
}

async function open(context: Context): Promise<ResponseCache> {
  const { cacheFolder, openResponseCache } = await import('../store/cache/response-cache.ts')
  return openResponseCache(cacheFolder(homeOf(context)), {
    maxBytes: cacheBytes(context.env),
    onError: error =>
      context.onEvent({ type: 'notice', notice: { code: 'cache-unwritable', message: messageOf(error) } }),
  })
}

/** `XEVAL_CACHE_MB`, or 1,024. */
export function cacheBytes(env: Readonly<Record<string, string | undefined>>): number {
  const text = env['XEVAL_CACHE_MB'] ?? '1024'
  const megabytes = Number(text)
  if (megabytes >= 0 && text.trim() !== '' && Number.isFinite(megabytes)) return megabytes * 2 ** 20
  throw new XevalError('bad-environment', `XEVAL_CACHE_MB: ${JSON.stringify(text)} is not a number of megabytes`, {
    hint: 'Set it to a number such as 1024, or unset it.',
  })
}

/** A request's key is made once, for the look-up and for the keeping. */
function viewOf(cache: ResponseCache, keyOf: (request: GenerateRequest) => CacheKey): AnswerCache {
  const keys = new WeakMap<GenerateRequest, CacheKey>()
  return {
    get(request) {
      const key = keyOf(request)
      keys.set(request, key)
      return cache.get(key)
    },
    put: (request, completion) => cache.put(keys.get(request) ?? keyOf(request), completion),
  }
}
