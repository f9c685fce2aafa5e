import { z } from 'zod'

const Reply = z.strictObject({ rationale: z.string(), rating: z.int().min(0).max(100) })

/**
 * The rating in a reply that is one JSON object, bare or in one ```json fence: a rationale, then a whole number of 0–100.
 * `undefined` for anything else; no number is fished out of prose.
 */
export function readRating(reply: string): { rationale: string; label: number } | undefined {
  if (reply.length > LONGEST) return undefined
  const text = reply.trim()
  const json = /^```(?:json)?[ \t]*\r?\n([\s\S]*)\r?\n[ \t]*```$/.exec(text)?.[1]?.trim() ?? text
  if (!twoMembers.test(json)) return undefined
  try {
    const verdict = Reply.safeParse(JSON.parse(json))
    return verdict.success ? { rationale: verdict.data.rationale, label: verdict.data.rating } : undefined
  } catch {
    // Not JSON: one more reply outside the form, which the caller counts.
    return undefined
  }
}

/** As of every verdict in JSON. */
const LONGEST = 1_000_000

/** What JSON.parse alone wouldn't refuse: a key that comes twice, of which it takes the last in silence. */
const twoMembers = /^\{\s*"rationale"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"rating"\s*:\s*\d{1,3}\s*\}$/s
