import { findGrams } from './find-grams.ts'
import { findNear, makeRoom } from './find-near.ts'
import type { Alphabet, TestIndex } from './test-index.ts'
import { type Hash, isSame, matchKinds, type Note, spanOf, type TextMatch } from './text-match.ts'
import { hashOf, makeTokens, type Tokens, tokenise, wordsOf } from './tokenise.ts'
import { makeWindows } from './windows.ts'

/** Looks for the texts of an index in other texts, one after the other. Each is found once in a text, in the strongest way. */
export function makeFinder(index: TestIndex): (text: string) => TextMatch[] {
  const tokens = makeTokens()
  const alphabets = index.alphabets.filter(({ anchors }) => anchors.size > 0)
  const longest = Math.max(index.longestShort, ...index.alphabets.flatMap(({ lengths }) => Object.values(lengths)))
  const windows = makeWindows(longest)
  const room = makeRoom(index.texts.length)
  return text => {
    tokenise(text, tokens)
    windows.load(tokens.hashes, tokens.count)
    const found = new Map<number, TextMatch>()
    const note = (match: TextMatch): void => {
      const known = found.get(match.text)
      if (known === undefined || rank(match) < rank(known)) found.set(match.text, match)
    }
    if (index.short.size > 0) findShort(index, tokens, windows.hash, text, note)
    for (const alphabet of alphabets) {
      findWhole(index, alphabet, tokens, windows.hash, text, note)
      findNear(index, alphabet, tokens, windows.hash, room, found, note)
      findGrams(index, alphabet, tokens, windows.hash, found, note)
    }
    return [...found.values()]
  }
}

const rank = ({ kind }: TextMatch): number => matchKinds.indexOf(kind)

/** Hashes led here; the words themselves decide. */
function noteExact({ texts }: TestIndex, at: number, tokens: Tokens, from: number, text: string, note: Note): void {
  const { words, text: wanted } = texts[at] ?? { words: new Int32Array(0), text: '' }
  const to = from + words.length
  if (from < 0 || to > tokens.count) return
  if (!isSame(words, 0, tokens, from, words.length)) return
  const span = spanOf(tokens, from, to)
  if (wordsOf(text.slice(span.start, span.end)).join(' ') !== wordsOf(wanted).join(' ')) return
  note({ text: at, kind: 'exact', similarity: 1, ...span })
}

/** A short question counts where it is a whole line, or the whole text, behind a label or not. */
function findShort(index: TestIndex, tokens: Tokens, hash: Hash, text: string, note: Note): void {
  const { short, longestShort } = index
  const look = (from: number, to: number): void => {
    for (const skip of labelsAt(tokens, from)) {
      const length = to - from - skip
      if (length <= 0 || length > longestShort) continue
      const key = hash(from + skip, length)
      const first = short.has(key) ? short.first(key) : -1
      if (first < 0) continue
      for (let at = first; at < short.last(first); at++) {
        const found = short.texts[at] ?? 0
        if (index.texts[found]?.words.length === length) noteExact(index, found, tokens, from + skip, text, note)
      }
    }
  }
  let from = 0
  for (const to of tokens.breaks) {
    look(from, to)
    from = to
  }
  look(from, tokens.count)
  if (tokens.breaks.length > 0) look(0, tokens.count)
}

/** How many words may be skipped at the head of a line: none, and those of a label. */
function labelsAt({ hashes, count }: Tokens, from: number): readonly number[] {
  const first = hashes[from]
  if (from >= count || first === undefined) return none
  if (labels.has(first)) return one
  return from + 1 < count && pairs.some(([a, b]) => a === first && b === hashes[from + 1]) ? two : none
}

const none = [0]
const one = [0, 1]
const two = [0, 2]
const labels = new Set('question q problem prompt input instruction query task user human'.split(' ').map(hashOf))
const pairs = ['问题', '题目', '提问', '输入', '指令', '用户'].map(
  ([a = '', b = '']) => [hashOf(a), hashOf(b)] as const,
)

function findWhole(
  index: TestIndex,
  { anchors, lengths: { inside } }: Alphabet,
  tokens: Tokens,
  hash: Hash,
  text: string,
  note: Note,
): void {
  for (let at = 0; at + inside <= tokens.count; at++) {
    const key = hash(at, inside)
    if (!anchors.has(key)) continue
    const first = anchors.first(key)
    if (first < 0) continue
    for (let i = first; i < anchors.last(first); i++)
      noteExact(index, anchors.texts[i] ?? 0, tokens, at - (anchors.places[i] ?? 0), text, note)
  }
}
