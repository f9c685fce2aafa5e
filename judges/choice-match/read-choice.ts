import { type Finder, finder, fold, isNegated } from 'xeval/judges/answer-exact'
import { extractAnswer } from 'xeval/judges/math-equal'

/** Which choice an answer takes, from 0; or that it names several, denies one, or names none. */
export type Chosen = { kind: 'choice'; index: number; via: string } | { kind: 'several' | 'denied' | 'none' }

/**
 * Reads letters and texts of choices, in English and Chinese: the ones in a box or behind "the answer is", `答案是`, `选`; else those
 * that the whole text names. Which of several is meant is not guessed.
 */
export function readChoice(answer: string, choices: readonly string[]): Chosen {
  const text = fold(answer)
  const alone = whole(text, choices)
  if (alone !== undefined) return { kind: 'choice', index: alone, via: 'whole' }
  const said = stated(text) ?? extractAnswer(answer)?.answer
  const inStatement = said === undefined ? undefined : named(fold(said), choices, true)
  if (inStatement !== undefined && inStatement.kind !== 'none')
    return inStatement.kind === 'choice' ? { ...inStatement, via: 'statement' } : inStatement
  return named(text, choices, false)
}

/** The whole answer is a letter or the text of a choice. */
function whole(text: string, choices: readonly string[]): number | undefined {
  const bare = withoutEnd(text).replace(/^[\s("'“（[]+/, '')
  if (/^[a-z]$/.test(bare)) return indexOfLetter(bare, choices)
  const at = choices.flatMap((choice, i) => (fold(choice) === text || fold(choice) === bare ? i : []))
  return at.length === 1 ? at[0] : undefined
}

/** Without closing marks. A pattern that ends in `+$` begins anew at each of them: quadratic on a text of nothing but marks. */
function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && /[\s)"'”）\].。,，:：!！]/.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** The last clause that says outright what is chosen. */
function stated(text: string): string | undefined {
  const clauses = [...text.matchAll(statement)].map(([, clause = '']) => clause)
  return clauses.at(-1)
}

const statement =
  /(?:\b(?:correct |right |best |final |my )?(?:answer|choice|option) (?:is|would be|should be)\b:?|\banswer:|\b(?:i|we)(?:'d| would)? (?:choose|pick|select|go with)\b|答案(?:应该|应|就)?(?:是|为|选|:)|(?:应该?|我)?(?:选择?|选项是)(?!项))\s*([^\n.。;；]*)/g

/** All choices that a text names. Inside a statement a bare letter is one; in prose `a` may be an article, and needs a mark beside it. */
function named(text: string, choices: readonly string[], isStatement: boolean): Chosen {
  const letters = lettersIn(text, choices, isStatement)
  const texts = choices.flatMap((choice, i) => {
    const spans = findOf(choice)(text)
    return spans.length === 0
      ? []
      : [{ index: i, denied: spans.every(span => isNegated(text, span)), length: choice.length, spans }]
  })
  // `New York City` names no `New York` where that is another choice.
  const own = texts.filter(one => !texts.some(other => other.length > one.length && covers(other.spans, one.spans)))
  if (own.some(({ denied }) => denied) || letters.denied) return { kind: 'denied' }
  const all = new Set([...letters.found, ...own.map(({ index }) => index)])
  const [index, another] = all
  if (index === undefined) return { kind: 'none' }
  return another === undefined ? { kind: 'choice', index, via: 'only-one' } : { kind: 'several' }
}

type Spans = ReturnType<Finder>

const covers = (outer: Spans, inner: Spans): boolean =>
  inner.every(({ start, end }) => outer.some(span => span.start <= start && end <= span.end))

function lettersIn(
  text: string,
  choices: readonly string[],
  isStatement: boolean,
): { found: number[]; denied: boolean } {
  const pattern = isStatement
    ? /(?<![\p{Script=Latin}\d'])([a-z])(?![\p{Script=Latin}\d'])/gu
    : /(?<![\p{Script=Latin}\d'])(?:[([]([a-z])[)\]]|([a-z])(?=\s*(?:[).:、/]|,\s|$|(?:or|and|或|和|与)\s*[([]?[a-z](?![\p{Script=Latin}\d'])))|(?:option|choice|选项?)\s?([a-z])(?![\p{Script=Latin}\d']))/gu
  const found: number[] = []
  let denied = false
  for (const match of text.matchAll(pattern)) {
    const letter = match[1] ?? match[2] ?? match[3] ?? ''
    const index = indexOfLetter(letter, choices)
    if (index === undefined) continue
    if (isStatement && letter === 'a' && /^ +\p{L}/u.test(text.slice(match.index + match[0].length))) continue
    found.push(index)
    denied ||= isNegated(text, { start: match.index, end: match.index + match[0].length })
  }
  return { found, denied }
}

function indexOfLetter(letter: string, choices: readonly string[]): number | undefined {
  const index = letter.charCodeAt(0) - 97
  return index >= 0 && index < choices.length ? index : undefined
}

const finders = new Map<string, Finder>()

/** A set has the same few choices again and again, or its own in every row. */
function findOf(choice: string): Finder {
  const known = finders.get(choice) ?? finder(choice)
  if (finders.size >= 1000) finders.clear()
  finders.set(choice, known)
  return known
}
