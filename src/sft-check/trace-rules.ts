import { takeApart } from '../core/answer/take-apart.ts'
import { makeTokens, tokenise } from '../overlap/tokenise.ts'

/** Whether a response breaks off: so its row says, something in it is left open, or it ends inside of a sentence. */
export function isTruncated(response: string, row: Readonly<Record<string, unknown>>): boolean {
  const reason = row['finish_reason'] ?? row['stop_reason']
  if (reason === 'length' || reason === 'max_tokens') return true
  if (takeApart(response).removed?.some(({ kind }) => kind === 'unclosed-thought')) return true
  const text = response.trim()
  return isLeftOpen(text) || endsInside(text)
}

/**
 * Whether a text says the same again and again: a piece four times in a row, or one sentence all over it. Stricter than the
 * behaviour `repetition`: a long trace may well say “That does not work.” after each of four tries.
 */
export function isLooping(text: string): boolean {
  const { hashes, count } = tokenise(text, tokens)
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    const least = Math.max(3 * period, LEAST_REPEATED)
    let run = 0
    for (let at = period; at < count; at++) {
      run = hashes[at] === hashes[at - period] ? run + 1 : 0
      if (run >= least) return true
    }
  }
  return repeatsSentence(text)
}

const tokens = makeTokens()
const LONGEST_PERIOD = 80
/** Words that have to be said again before they count. */
const LEAST_REPEATED = 20

function isLeftOpen(text: string): boolean {
  if ((text.match(/^\s*```/gm)?.length ?? 0) % 2 === 1) return true
  const begun = text.match(/\\begin\{\w+\*?\}/g)?.length ?? 0
  const ended = text.match(/\\end\{\w+\*?\}/g)?.length ?? 0
  if (begun > ended) return true
  const box = text.lastIndexOf('\\boxed{')
  if (box < 0) return false
  let depth = 0
  for (const character of text.slice(box)) {
    if (character === '{') depth++
    else if (character === '}' && --depth === 0) return false
  }
  return true
}

/** A comma, an operator, a word that needs another; or a long last line without any mark at its end. */
function endsInside(text: string): boolean {
  if (/[,;:([{+=×÷<>&\\，、；：（《“]$/.test(text)) return true
  if (/\s(?:the|an?|and|or|but|of|to|in|is|are|that|which|with|for|by|if|then|so|because|we|i|let)$/i.test(text))
    return true
  const line = text.slice(text.lastIndexOf('\n') + 1)
  return (
    line.length >= LONG_LINE &&
    /[\p{L}\p{N}]$/u.test(line) &&
    !/^\s*(?:[-*#>|]|\d+[.)])|\\boxed|(?:answer|答案)/i.test(line)
  )
}
const LONG_LINE = 40

function repeatsSentence(text: string): boolean {
  const counts = new Map<string, number>()
  let length = 0
  for (const sentence of text.split(/(?<=[.!?。！？])\s*|\n+/)) {
    const plain = sentence.trim().toLowerCase()
    length += plain.length
    if (plain.length >= 20 || /\p{scx=Han}{8}/u.test(plain)) counts.set(plain, (counts.get(plain) ?? 0) + 1)
  }
  for (const [sentence, count] of counts) if (count >= 5 && count * sentence.length >= 0.3 * length) return true
  return false
}
