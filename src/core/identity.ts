import { z } from 'zod'

/**
 * What is behind a name now, so that a new checkpoint under an old name is another model.
 *
 * @example
 * const identity: ModelIdentity = await mockModel(() => '', { ref: 'mock/m', fingerprint: 'f1' }).identity(AbortSignal.timeout(1000))
 * identity.fingerprint // → 'f1'
 */
export const ModelIdentity = z.object({
  /** The name that goes into requests. */
  model: z.string(),
  /** What the server says of its weights: a digest where it has one, else vLLM's `root`, llama.cpp's model path, a dated name. */
  fingerprint: z.string().exactOptional(),
  /** A digest of the weights themselves: a file's SHA-256, Ollama's. A path, a name or a version of the server is none. */
  weights: z.string().exactOptional(),
  /** What else the server says of the model: sizes, parameters, when it was made. */
  details: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  /** Whether it is among the models that the server lists; absent where it lists none. */
  listed: z.boolean().exactOptional(),
  /** Where it is not: the first of those that are. */
  lists: z.array(z.string()).exactOptional(),
  /** Why the server says nothing of it: a key that may ask and not list, a server without a list. */
  unlisted: z.string().exactOptional(),
})
export type ModelIdentity = z.infer<typeof ModelIdentity>

/** Names that `lists` holds at most: a gateway has hundreds. */
export const LISTED_NAMES = 5

/** A fact that two identities state differently. */
export interface IdentityChange {
  what: string
  was: string
  is: string
}

/** In what a server's word on one name differs. What only one of the two states is no difference: a page may not have answered. */
export function identityChanges(was: ModelIdentity, is: ModelIdentity): IdentityChange[] {
  const [before, now] = [factsOf(was), factsOf(is)]
  const facts = Object.keys(before).flatMap((what): IdentityChange[] => {
    const [a, b] = [before[what], now[what]]
    return a === undefined || b === undefined || a === b ? [] : [{ what, was: a, is: b }]
  })
  return facts
}

/** What is known after another look: what a page said that did not answer this time still holds. */
export const knownAfter = (was: ModelIdentity, is: ModelIdentity): ModelIdentity => ({
  ...was,
  ...is,
  ...(was.details && { details: { ...was.details, ...is.details } }),
})

/** A path that changed and a digest that changed are told once. */
function factsOf(identity: ModelIdentity): Record<string, string> {
  const { model, fingerprint, weights, details = {} } = identity
  return {
    model,
    ...listing(identity),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(weights !== undefined && weights !== fingerprint && { weights }),
    ...Object.fromEntries(
      Object.entries(details)
        .filter(([, value]) => value !== fingerprint)
        .map(([name, value]) => [name, String(value)]),
    ),
  }
}

/** A long list changes by itself; only whether the name is in it counts then. */
function listing({ model, listed, lists = [] }: ModelIdentity): Record<string, string> {
  if (listed === undefined) return {}
  if (listed) return { listed: model }
  return { listed: lists.length < LISTED_NAMES ? lists.join(', ') : `not ${model}` }
}
