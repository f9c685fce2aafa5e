import type { Echo } from './echo.ts'
import { isNegated, type Span } from './mentions.ts'
import { afterTitles, beforeTitles } from './titles.ts'

/**
 * Whether the sentence gives what stands at the span as its answer: all before it echoes the question or states nothing, and what
 * follows is nothing, an echo, or a remark set off from it. `Hugo, a pupil of X` and `X translated it` don't give X where the
 * question was who wrote it.
 */
export function isGiven(sentence: string, span: Span, echo: Echo): boolean {
  if (isNegated(sentence, span)) return false
  const before = beforeTitles(translated(sentence, span))
  if (echo.novel(before).some(isNews)) return false
  const rest = afterTitles(sentence.slice(span.end))
  const head = /^["'”》」)]*(?:'s)?[^,;:()、/&+\n"]*/u.exec(rest)?.[0] ?? ''
  if (/^ ?["“《「][\p{L}\d]|^[、/&+]|^ ?[-~] ?\p{L}/u.test(rest.slice(head.length)) || /^ ?[-~] ?[\p{L}\d]/u.test(head))
    return false
  return remark.test(head) || echo.novel(head).every(({ text }) => /^\d+$|^吧$|^呢$/.test(text))
}

/** 梅尔文·勒纳（Melvin Lerner）: what stands before a name in brackets in another script is that name. */
function translated(sentence: string, { start, end }: Span): string {
  const before = sentence.slice(0, start)
  if (!/\( ?$/.test(before) || !/^ ?\)/.test(sentence.slice(end))) return before
  const isHan = /\p{Script=Han}/u.test(sentence.slice(start, end))
  return before.replace(isHan ? /[\p{Script=Latin}.' -]{2,40} ?\( ?$/u : /[\p{Script=Han}·]{2,20} ?\( ?$/u, '')
}

/** In 1931 …, and other numbers that name nothing. */
const isNews = ({ text }: { text: string }): boolean => !/^\d+(?:st|nd|rd|th)?$/.test(text)

/** `by Sidhu`, `in Canada`, `who won …`: said of the answer. */
const remark = /^["'”》」)]* (?:by|from|in|at|near|on|who|which|whose|where|with|during|after an?|as an?) (?!and\b)/

/** Whether the rest of the sentence goes on with another item of the same kind: `X, Y`, `X and Y`. */
export function goesOn(cased: string, { end }: Span): boolean {
  return /^["'”》」)]*, (?:(?:and |or )?\p{Lu}[\p{L}.'-]*(?: \p{Lu}[\p{L}.'-]*){0,3})(?:[,.]|$| and )/u.test(
    cased.slice(end),
  )
}
