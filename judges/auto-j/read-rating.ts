import { pythonFloat } from './python-text.ts'

export type AutoJLanguage = 'en' | 'zh'

const tags: Record<AutoJLanguage, RegExp> = {
  en: /rating\s*[:：]\s*\[\[/gi,
  zh: /(?:评分|打分|rating)\s*[:：]\s*\[\[/gi,
}

/**
 * The strict reading: the last `Rating: [[n]]` (`评分: [[n]]`, `打分: [[n]]`; white space and a full-width colon don't
 * count) with 1 ≤ n ≤ 10. A tag that is cut off, or holds anything else, makes the reply unreadable.
 */
export function readRating(reply: string, language: AutoJLanguage): { label: number; rationale?: string } | undefined {
  const tag = [...reply.matchAll(tags[language])].at(-1)
  if (tag === undefined) return undefined
  const inside = /^\s*(\d{1,2}(?:\.\d+)?)\s*\]\]/.exec(reply.slice(tag.index + tag[0].length).normalize('NFKC'))
  const label = Number(inside?.[1])
  if (!(label >= 1 && label <= 10)) return undefined
  const rationale = reply.slice(0, tag.index).trim()
  return rationale === '' ? { label } : { label, rationale }
}

/**
 * The authors' rule to the letter: the number between the last literal tag and the next `]]`, and 0 where the tag isn't
 * there. Their Chinese tags have no space, and nearly all Chinese critiques do write one, so that most of those are 0; where
 * `评分` is there, `打分` is not looked for. `undefined` where theirs stops with an error (no `]]`, no number) or finds a number
 * that is no rating at all (`nan`, `inf`).
 */
export function readAsUpstream(reply: string, language: AutoJLanguage): number | undefined {
  const literals = language === 'en' ? ['Rating: [['] : ['评分:[[', '打分:[[']
  const literal = literals.find(text => reply.includes(text))
  if (literal === undefined) return 0
  const rest = reply.slice(reply.lastIndexOf(literal) + literal.length)
  return rest.includes(']]') ? pythonFloat(rest.slice(0, rest.indexOf(']]'))) : undefined
}
