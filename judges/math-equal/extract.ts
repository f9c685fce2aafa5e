/** Where an answer was found: the last complete box, a line that says "Answer:", or the last number. */
export type Via = 'boxed' | 'answer-line' | 'final-number'

export interface Extracted {
  answer: string
  via: Via
}

/**
 * The final answer in a model's text, or undefined where it gives none. A text that was cut off by the token limit has
 * a final answer only in a box: its last number is wherever the reasoning happened to stop.
 */
export function extractAnswer(text: string, cutOff = false): Extracted | undefined {
  const boxed = lastBox(text)
  if (boxed !== undefined) return { answer: boxed, via: 'boxed' }
  if (cutOff) return undefined
  const line = lastAnswerLine(text)
  if (line !== undefined) return { answer: line, via: 'answer-line' }
  const number = lastNumber(text)
  return number === undefined ? undefined : { answer: number, via: 'final-number' }
}

/** The inside of the last `\boxed{…}`, `\fbox{…}` or `\framebox{…}` whose braces close; empty boxes don't count. */
function lastBox(text: string): string | undefined {
  const starts = [...text.matchAll(/\\(?:boxed|fbox|framebox)[ \t]{0,9}(?:\{|(?=[\w\\]))/g)]
  for (const start of starts.slice(-100).reverse()) {
    const from = start.index + start[0].length
    const inside = text.slice(from, from + longest)
    const inner = start[0].endsWith('{') ? upToBrace(inside) : /^(?:\d|[a-zA-Z]|\\[a-zA-Z]+)/.exec(inside)?.[0]
    if (inner !== undefined && inner.trim() !== '') return inner.trim()
  }
  return undefined
}

/** Text up to the brace that closes it; `\{` and `\}` are characters of a set, and balance by themselves. */
function upToBrace(text: string): string | undefined {
  let depth = 1
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return text.slice(0, at)
  }
  return undefined
}

function lastAnswerLine(text: string): string | undefined {
  const last = [...text.slice(-tail).matchAll(answerLine)]
    .at(-1)?.[1]
    ?.replace(/\*\*|__/g, '')
    .trim()
  if (last === undefined || last === '') return undefined
  // "Answer: $5$ because …": what stands in mathematics is the answer.
  const inMath = /^(?:\$([^$]+)\$|\\\((.+?)\\\))/.exec(last)
  return inMath?.[1] ?? inMath?.[2] ?? last
}

const lastNumber = (text: string): string | undefined => text.slice(-tail).match(number)?.at(-1)

// Every repetition below is bounded or followed by something else than it repeats: a model that babbles a hundred thousand spaces
// or digits must not make the search quadratic.
const answerLine =
  /(?:\banswer(?: is)?|答案\s?[是为]?)[ \t]{0,9}(?:\*\*|__)?[ \t]{0,9}[:：][ \t]{0,9}(?:\*\*|__)?[ \t]{0,9}\n?[ \t]{0,9}([^\n]+)/gi
const number =
  /(?<![\w.])-?\\[dt]?frac\{-?\d{1,99}\}\{\d{1,99}\}|(?<![\w.,])[-\u2212]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:\/\d+)?(?!\w)/g

/** No final answer is longer, and none stands further from the end without a box. */
const longest = 4000
const tail = 20_000
