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
  const starts = [...text.matchAll(/\\(?:boxed|fbox|framebox)\s*(?:\{|(?=[\w\\]))/g)]
  for (const start of starts.reverse()) {
    const from = start.index + start[0].length
    const inner = start[0].endsWith('{')
      ? upToBrace(text, from)
      : /^(?:\d|[a-zA-Z]|\\[a-zA-Z]+)/.exec(text.slice(from))?.[0]
    if (inner !== undefined && inner.trim() !== '') return inner.trim()
  }
  return undefined
}

/** Text from `from` to the brace that closes it; `\{` and `\}` are characters of a set, and balance by themselves. */
function upToBrace(text: string, from: number): string | undefined {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return text.slice(from, at)
  }
  return undefined
}

function lastAnswerLine(text: string): string | undefined {
  const lines = [
    ...text.matchAll(
      /(?:\banswer\s*(?:is\s*)?|答案\s*[是为]?\s*)(?:\*\*|__)?\s*[:：]\s*(?:\*\*|__)?[ \t]*\n?[ \t]*([^\n]+)/gi,
    ),
  ]
  const last = lines
    .at(-1)?.[1]
    ?.replace(/\*\*|__/g, '')
    .trim()
  if (last === undefined || last === '') return undefined
  // "Answer: $5$ because …": what stands in mathematics is the answer.
  const inMath = /^(?:\$([^$]+)\$|\\\((.+?)\\\))/.exec(last)
  return inMath?.[1] ?? inMath?.[2] ?? last
}

function lastNumber(text: string): string | undefined {
  const numbers = text.match(
    /(?<![\w.])-?\\[dt]?frac\{-?\d+\}\{\d+\}|(?<![\w.,])[-\u2212]?(?:\d{1,3}(?:,\d{3})+|\d+)?\.?\d+(?:\/\d+)?(?![\w])/g,
  )
  return numbers?.at(-1)
}
