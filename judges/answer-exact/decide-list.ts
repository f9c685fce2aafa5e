import { type Answer, whyUnsettled, without } from './answer.ts'
import { type Decision, sure, unsure } from './decision.ts'
import type { Echo } from './echo.ts'
import { fold } from './fold.ts'
import { finder, type Span } from './mentions.ts'

/** The parts of a gold answer that is a list of a few short things: 松、竹、梅; copper, tin and zinc. */
export function partsOf(gold: string): string[] {
  if (gold.length > 120 || /[()（）]/.test(gold)) return []
  const parts = gold
    .split(/\s*[,，、;；]\s*(?:and\s+)?|\s+(?:and|&)\s+|(?<=\p{Script=Han})[和与及](?=\p{Script=Han})/u)
    .filter(part => part.trim() !== '')
  const isPlain = parts.every(part => part.split(' ').length <= 4 && !/^\d+$/.test(part))
  return parts.length > 1 && isPlain ? parts : []
}

/** As many items as the gold list, and what they have in place of a part has nothing in common with any part that is missing. */
function hasOthers(text: string, parts: readonly string[]): boolean {
  const items = text.replace(/[.。]$/, '').split(/, (?:and )?|、| and |(?<=\p{Script=Han})[和与及](?=\p{Script=Han})/u)
  if (parts.length < 3 || items.length !== parts.length || items.some(item => item === '' || item.length > 30))
    return false
  const others = items.filter(item => !parts.some(part => finder(part)(item).length > 0))
  const missing = parts.filter(part => !items.some(item => finder(part)(item).length > 0)).map(fold)
  const pieces = (item: string): string[] =>
    /\p{Script=Han}/u.test(item) ? Array.from(item) : item.split(' ').map(word => word.slice(0, 4))
  return (
    others.length === missing.length &&
    others.length > 0 &&
    others.every(item => missing.every(part => !pieces(part).some(piece => pieces(item).includes(piece))))
  )
}

/** All parts of the list, in whatever order, and nothing else. Undefined where no part is named. */
export function decideList(
  { text }: Answer,
  parts: readonly string[],
  question: string,
  echo: Echo,
): Decision | undefined {
  const spans: Span[] = []
  let missing = 0
  for (const part of parts) {
    const [span] = finder(part)(text)
    if (span === undefined) missing++
    else spans.push(span)
  }
  if (spans.length === 0) return undefined
  if (missing > 0)
    return hasOthers(text, parts) ? sure('incorrect', 'another list') : unsure('some parts of the gold list')
  const others = without(text, spans)
  const news = echo
    .novel(others.replace(/_+/g, ' ').replace(/(?<=[\s、,])[和与及](?=\s)/gu, ' '))
    .filter(token => !/^[和与及种类]$/.test(token.text))
  if (news.length > 0) return unsure('the gold list and more')
  const why = whyUnsettled(others, fold(question))
  return why === undefined ? sure('correct', 'every part of the gold list') : unsure(why)
}
