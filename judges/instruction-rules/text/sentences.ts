/**
 * Sentences, by the method of Punkt (Kiss and Strunk, 2006, https://aclanthology.org/J06-4003/) with short lists of our own in place
 * of its trained tables. `?` and `!` end a sentence, and a full stop does, unless it belongs to an abbreviation, an initial or an
 * ordinal; of several marks in one word the last one counts. So `Wow!! Yes` has two, and the `1.` of a numbered list is one by itself.
 */
import { abbreviations, commonWords, joined, starters } from './sentence-words.ts'
import { isWhite, strip, white } from './text.ts'

export function sentences(text: string): string[] {
  const found: string[] = []
  let start = 0
  for (const { end, next, last } of candidates(text)) {
    if (!last || end <= start || !(isEnd(text, start, end, next) || holdsEnd(next))) continue
    const stop = end + lengthOfClosing(text, end)
    found.push(text.slice(start, stop))
    start = stop
  }
  return [...found, text.slice(start)].map(strip).filter(sentence => sentence !== '')
}

interface Candidate {
  /** After the mark. */
  end: number
  /** What follows, up to white space; empty where the mark stands within a word. */
  next: string
  /** No further mark in the same word. */
  last: boolean
  /** The word begins with it. */
  alone: boolean
}

const separator = '[?!)";}\\]*:@\'({[‘’“”«»]'
const possibleEnd = new RegExp(`[.?!](?=${separator}|[${white}]+(?<next>[^${white}]{1,80}))`, 'gu')
const whiteRun = new RegExp(`[${white}]`, 'u')

/** Marks before white space and a further word, or before a character that no word has in it. */
function candidates(text: string): Candidate[] {
  const found: Candidate[] = []
  for (const { index, groups } of text.matchAll(possibleEnd)) {
    const before = found.at(-1)
    if (before !== undefined && !before.alone && !whiteRun.test(text.slice(before.end, index))) before.last = false
    found.push({
      end: index + 1,
      next: groups?.['next'] ?? '',
      last: true,
      alone: index === 0 || isWhite(text.charAt(index - 1)),
    })
  }
  return found
}

/** Quotes and brackets that only close what was said, with nothing else before white space. */
function lengthOfClosing(text: string, end: number): number {
  return closing.exec(text.slice(end, end + 40))?.[0].length ?? 0
}
const closing = new RegExp(`^[${white}]*["')\\]}‘’“”«»]+(?=[${white}]|--|$)`, 'u')

function isEnd(text: string, start: number, end: number, next: string): boolean {
  if (text.charAt(end - 1) !== '.') return true
  const token = lastToken(text, Math.max(start, end - 60), end)
  if (token.endsWith('..') || token === '.') return token === '.' || startsSentence(next)
  const type = token.slice(0, -1).toLowerCase()
  if (joined.has(`${isNumber(type) ? '#' : type} ${wordOf(next)}`)) return false
  const isInitial = /^\p{L}\.$/u.test(token)
  const isAbbreviated = abbreviations.has(type) || abbreviations.has(type.split('-').at(-1) ?? '')
  if (isInitial)
    return !isAbbreviated && !isContinuation(next) && !isName(text.slice(Math.max(start, end - 40), end), next)
  if (isAbbreviated) return startsSentence(next)
  return !(isNumber(type) && isContinuation(next))
}

/** The word before the end, dot included, without what no word has in it. */
function lastToken(text: string, from: number, end: number): string {
  let start = end - 1
  while (start > from && !parting.test(text.charAt(start - 1))) start--
  return text.slice(start, end).replace(/^[`&#,-]+/, '')
}
const parting = new RegExp(`[${white}()"{[\\]:;*@}?!‘’“”«»]`, 'u')

/** The word after an abbreviation is read with it, and ends a sentence if anything follows its own mark. */
const holdsEnd = (next: string): boolean => /[?!]./u.test(next) || /[^.]\.[)";}\]*:@'({[‘’“”«»]/u.test(next)

const isNumber = (type: string): boolean => /^-?[.,]?\d[\d,.-]*$/.test(type)
const wordOf = (next: string): string => (/^[\p{L}\p{N}'’-]+/u.exec(next)?.[0] ?? next).toLowerCase()
const isContinuation = (next: string): boolean => /^\p{Ll}/u.test(next) || /^[;:,.!?]$/.test(next)
/** A capital on a word that isn't a name. */
const startsSentence = (next: string): boolean => /^\p{Lu}/u.test(next) && starters.has(wordOf(next))
/** `John B. Goode`, where a list's `B. Bananas` is none. */
const isName = (before: string, next: string): boolean =>
  /^\p{Lu}/u.test(next) &&
  (/^\P{ASCII}/u.test(next) || (/\p{Lu}(?:\p{Ll}+|\.),? \p{Lu}\.$/u.test(before) && !commonWords.has(wordOf(next))))
