import { messageOf, XevalError } from '../core/errors.ts'
import type { GenerateRequest, Model, ModelIdentity } from '../core/provider.ts'
import type { AnswerCache } from '../exec/request.ts'
import { type CacheKey, keyBaseOf, keyOfRequest } from '../store/cache/cache-key.ts'
import type { ResponseCache } from '../store/cache/response-cache.ts'
import { type Context, homeOf } from './context.ts'
import type { Settings } from './settings.ts'

/** One cache for all endpoints of a session; opened when the first model is there that needs it. */
export interface AnswerCaches {
  /**
   * An endpoint's part of it: nothing under `--no-cache`, and for recorded answers, which are a file already. `arm` is the
   * index of the model's run; a judge's replies are of all runs of the session.
   */
  of(
    model: Model,
    identity: ModelIdentity,
    how: { api: string; template?: string | undefined; arm?: number },
  ): Promise<{ cache?: AnswerCache }>
  /** Says which runs the session writes, one an arm: theirs are the answers that may be taken without more ado. */
  belongTo(runs: readonly string[]): void
  /**
   * Nothing more is taken or kept for the arm, or for a judge's model, and nobody is given what it has kept: its server is
   * another than it was.
   */
  doubt(whose: number | Model): void
  close(): Promise<void>
}

/**
 * Which answers a run may have: its own, from before it was resumed; of other runs those of the same weights, by a digest that
 * the server states; and by the model's name where `--cache` asks for them.
 */
export function makeAnswerCaches(context: Context, { cache, dryRun }: Settings): AnswerCaches {
  let opening: Promise<ResponseCache> | undefined
  let runs: readonly string[] = []
  const doubted = new Set<number | Model>()
  return {
    async of(model, identity, { api, template, arm }) {
      if (cache === false || dryRun || model.recorded) return {}
      opening ??= open(context)
      const base = keyBaseOf(model, identity, { api, ...(template !== undefined && { template }) })
      return {
        cache: viewOf(await opening, {
          keyOf: request => keyOfRequest(base, request),
          own: () => (arm === undefined ? runs : runs.slice(arm, arm + 1)),
          shared: cache === true || identity.weights !== undefined,
          isOpen: () => !doubted.has(arm ?? model),
        }),
      }
    },
    belongTo(ids) {
      runs = ids
    },
    doubt(whose) {
      doubted.add(whose)
      const own = typeof whose === 'number' ? runs.slice(whose, whose + 1) : runs
      for (const run of own) void opening?.then(cache => cache.doubt(run))
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

interface View {
  keyOf(request: GenerateRequest): CacheKey
  own(): readonly string[]
  /** Whether answers of other runs are taken. */
  shared: boolean
  isOpen(): boolean
}

/** A request's key is made once, for the look-up and for the keeping. */
function viewOf(cache: ResponseCache, { keyOf, own, shared, isOpen }: View): AnswerCache {
  const keys = new WeakMap<GenerateRequest, CacheKey>()
  return {
    get(request) {
      const key = keyOf(request)
      keys.set(request, key)
      const kept = isOpen() ? cache.get(key) : undefined
      if (kept === undefined) return undefined
      const { completion, run, doubted } = kept
      if (own().includes(run)) return { completion }
      return shared && !doubted ? { completion, from: run } : undefined
    },
    put(request, completion) {
      const [run] = own()
      if (run !== undefined && isOpen()) cache.put(keys.get(request) ?? keyOf(request), run, completion)
    },
  }
}
