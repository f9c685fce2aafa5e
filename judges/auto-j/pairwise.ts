import { fillHoles, type JudgeQuestion, pythonFormat } from 'xeval'
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
): JudgeQuestion {
  const content = pythonFormat(templateOf(templates, language === 'en' ? 'pairwise-en' : 'pairwise-zh'), {
    prompt: breakMarkers(pair.prompt),
    response: breakMarkers(pair.first),
    response_another: breakMarkers(pair.second),
  })
  const prompt = fillHoles(templateOf(templates, 'wrapper'), { input: content })
  return { messages: [{ role: 'user', content }], prompt, maxTokens: 2048 }
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
 * The authors' rule: what the text after the last lead begins with. `undefined` (their −1) where that is none of the
 * three. In Chinese, white space before and within is passed over, which their rule would not read.
 */
export function readDecision(reply: string, language: AutoJLanguage): Preference | undefined {
  const { lead, verdicts } = phrases[language]
  const start = reply.lastIndexOf(lead)
  if (start === -1) return undefined
  const rest = reply.slice(start + lead.length).toLowerCase()
  const text =
    language === 'zh'
      ? rest
          .normalize('NFKC')
          .replace(/^[\s::]+/, '')
          .replace(/^回应\s+/, '回应')
      : rest
  const at = verdicts.findIndex(verdict => text.startsWith(verdict) && !/^\d/.test(text.slice(verdict.length)))
  return at === 0 || at === 1 || at === 2 ? at : undefined
}

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
