import { fillHoles, type JudgeQuestion, pythonFormat } from 'xeval'
import { pythonStrip } from './python-text.ts'
import type { AutoJLanguage } from './read-rating.ts'
import { breakMarkers, templateOf } from './template.ts'

/** Which of two responses is better, as Auto-J's data has it: 0 the first, 1 the second, 2 a tie. */
export type Preference = 0 | 1 | 2

/** A query with two responses in the order in which they are shown. */
export interface ResponsePair {
  prompt: string
  first: string
  second: string
}

/** The question in the authors' words; `raw` holds the Llama 2 wrapper for the completions API. */
export function pairwiseQuestion(
  templates: Readonly<Record<string, string>>,
  language: AutoJLanguage,
  pair: ResponsePair,
  /** The texts as they are, where figures must match the authors'. */
  { asUpstream = false } = {},
): JudgeQuestion {
  const shield = asUpstream ? (text: string) => text : breakMarkers
  const content = pythonFormat(templateOf(templates, language === 'en' ? 'pairwise-en' : 'pairwise-zh'), {
    prompt: shield(pair.prompt),
    response: shield(pair.first),
    response_another: shield(pair.second),
  })
  const prompt = fillHoles(templateOf(templates, 'wrapper'), { input: content })
  return { messages: [{ role: 'user', content }], prompt, maxTokens: 1024 }
}

/** The same two responses the other way round, to see whether the verdict follows the place. */
export const swapped = ({ prompt, first, second }: ResponsePair): ResponsePair => ({
  prompt,
  first: second,
  second: first,
})

/** A verdict on the swapped pair in terms of the original order. */
export const mapBack = (verdict: Preference): Preference => (verdict === 2 ? 2 : verdict === 0 ? 1 : 0)

const phrases = {
  en: { lead: 'final decision is ', verdicts: ['response 1', 'response 2', 'tie'] },
  zh: { lead: '最终决定是', verdicts: ['回应1', '回应2', '平局'] },
} as const

/**
 * What the text after the last lead begins with; `undefined` where that is none of the three. White space, a colon and case
 * don't count, and `Response 10` is no response 1.
 */
export function readDecision(reply: string, language: AutoJLanguage): Preference | undefined {
  const { lead, verdicts } = phrases[language]
  const rest = after(reply, lead.trimEnd())
    ?.normalize('NFKC')
    .replace(/^[\s:]+/, '')
    .replace(/^回应\s+/, '回应')
    .toLowerCase()
  return rest === undefined
    ? undefined
    : preference(verdicts.findIndex(verdict => rest.startsWith(verdict) && !/^\d/.test(rest.slice(verdict.length))))
}

/** The authors' rule to the letter, so that `Response 10` is a response 1; `undefined` is their −1. */
export function readDecisionAsUpstream(reply: string, language: AutoJLanguage): Preference | undefined {
  const { lead, verdicts } = phrases[language]
  const rest = after(pythonStrip(reply), lead)
  if (rest === undefined) return undefined
  const text = language === 'en' ? pythonStrip(rest).toLowerCase() : pythonStrip(rest)
  return preference(verdicts.findIndex(verdict => text.startsWith(verdict)))
}

function after(reply: string, lead: string): string | undefined {
  const start = reply.lastIndexOf(lead)
  return start === -1 ? undefined : reply.slice(start + lead.length)
}

const preference = (at: number): Preference | undefined => (at === 0 || at === 1 || at === 2 ? at : undefined)

/** A human label with the two verdicts; the swapped one as it was said, not yet mapped back. */
export interface JudgedPair {
  label: Preference
  original: Preference | undefined
  swapped: Preference | undefined
}

/** Shares in 0…1 of `n` pairs. */
export interface PairwiseFigures {
  n: number
  /** Both orders' verdicts are the human label. */
  agreement: number
  /** Both orders' verdicts are the same. */
  consistency: number
  /** The original order's verdict is the human label. */
  single: number
  /** Pairs with a verdict that couldn't be read: neither agreeing nor consistent. */
  unread: number
}

export function pairwiseFigures(pairs: readonly JudgedPair[]): PairwiseFigures {
  const read = pairs.map(({ label, original, swapped }) => ({
    label,
    original,
    back: swapped === undefined ? undefined : mapBack(swapped),
  }))
  const share = (test: (pair: (typeof read)[number]) => boolean) => read.filter(test).length / read.length
  return {
    n: read.length,
    agreement: share(({ label, original, back }) => original === label && back === label),
    consistency: share(({ original, back }) => original !== undefined && original === back),
    single: share(({ label, original }) => original === label),
    unread: read.filter(({ original, back }) => original === undefined || back === undefined).length,
  }
}

/**
 * The vote of a critique comparison (`A:` for the first, `B:` for the second, `C:` for neither) in its first line; with
 * `exchange` the two stood the other way round. `undefined` where the line holds none of them, or more than one.
 */
export function readVote(output: string, exchange: boolean): Preference | undefined {
  const line = output.split('\n')[0] ?? ''
  const [vote, ...more] = (['A:', 'B:', 'C:'] as const).flatMap((mark, at) => (line.includes(mark) ? [at] : []))
  if (more.length > 0 || (vote !== 0 && vote !== 1 && vote !== 2)) return undefined
  return exchange ? mapBack(vote) : vote
}
