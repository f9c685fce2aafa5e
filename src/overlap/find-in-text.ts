import { mostAlike } from './near.ts'
import type { Alphabet, TestIndex, TestText } from './test-index.ts'
import { hashOf, makeTokens, type Tokens, tokenise, wordsOf } from './tokenise.ts'
import { makeWindows } from './windows.ts'

/** From the strongest. */
export const matchKinds = ['exact', 'near-duplicate', 'n-gram'] as const
export type MatchKind = (typeof matchKinds)[number]

/** A test text found in another. */
export interface TextMatch {
  /** Its place in the index. */
  text: number
  kind: MatchKind
  /** Jaccard similarity; of an n-gram the share of the test text's words that are in the longest common run. */
  similarity: number
  /** Where it is in the text, in UTF-16 units. */
  start: number
  end: number
}

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

type Hash = (at: number, length: number) => number
type Note = (match: TextMatch) => void
/** Memory for a text with so many shingles, the same for each text: the shingles, and by test text how often and where it was hit. */
interface Room {
  shingles: Int32Array
  counts: Int32Array
  firsts: Int32Array
  lasts: Int32Array
  touched: number[]
}

function makeRoom(texts: number): (length: number) => Room {
  const [counts, firsts, lasts] = [new Int32Array(texts), new Int32Array(texts), new Int32Array(texts)]
  const room: Room = { shingles: new Int32Array(1024), counts, firsts, lasts, touched: [] }
  return length => {
    if (room.shingles.length < length) room.shingles = new Int32Array(2 * length)
    return room
  }
}

const rank = ({ kind }: TextMatch): number => matchKinds.indexOf(kind)

const spanOf = ({ starts, ends }: Tokens, from: number, to: number) => ({
  start: starts[from] ?? 0,
  end: ends[to - 1] ?? 0,
})

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

/** A table of millions has hashes that are equal by chance. */
function isSame(words: Int32Array, place: number, { hashes }: Tokens, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (hashes[at + i] !== words[place + i]) return false
  return true
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

function findNear(
  { texts, rules: { threshold } }: TestIndex,
  { sketches, lengths: { shingle } }: Alphabet,
  tokens: Tokens,
  hash: Hash,
  room: (length: number) => Room,
  found: ReadonlyMap<number, TextMatch>,
  note: Note,
): void {
  const length = Math.max(0, tokens.count - shingle + 1)
  const { shingles: all, counts, firsts, lasts, touched } = room(length)
  touched.length = 0
  for (let at = 0; at < length; at++) {
    const key = hash(at, shingle)
    all[at] = key
    const first = sketches.has(key) ? sketches.first(key) : -1
    if (first < 0) continue
    const last = sketches.last(first)
    for (let i = first; i < last; i++) {
      const text = sketches.texts[i] ?? 0
      const count = counts[text] ?? 0
      if (count === 0) {
        touched.push(text)
        firsts[text] = at
      }
      counts[text] = count + 1
      lasts[text] = at
    }
  }
  for (const text of touched) {
    const wanted = texts[text]
    // A shingle that a text repeats counts each time: that makes candidates, and never loses one.
    const hits = counts[text] ?? 0
    counts[text] = 0
    if (wanted === undefined || hits < wanted.needed || found.has(text)) continue
    const [first, last] = [firsts[text] ?? 0, lasts[text] ?? 0]
    const reach = reachOf(wanted, threshold)
    const alike = mostAlike(wanted.shingles, all, {
      least: wanted.words.length - shingle + 1,
      threshold,
      from: Math.max(0, first - reach),
      to: Math.min(length, last + reach + 1),
      lines: linesOf(tokens, wanted, threshold, shingle),
    })
    if (alike === undefined) continue
    const span = spanOf(tokens, alike.from, alike.to + shingle - 1)
    note({ text, kind: 'near-duplicate', similarity: alike.similarity, ...span })
  }
}

/** Lines, and lines in a row, that are shorter than a test text and yet long enough: what is written apart is a text of its own. */
function linesOf({ breaks, count }: Tokens, { shingles, words }: TestText, threshold: number, shingle: number) {
  const found: [from: number, to: number][] = []
  if (breaks.length === 0) return found
  const bounds = [0, ...breaks, count]
  for (const [i, from] of bounds.entries())
    for (let j = i + 1; j < bounds.length; j++) {
      const to = (bounds[j] ?? 0) - shingle + 1
      if (to - from > words.length) break
      if (to - from >= threshold * shingles.length - 1) found.push([from, to])
    }
  return found
}

/** No stretch that is alike enough is longer, unless it says most things twice. */
const reachOf = ({ shingles, words }: TestText, threshold: number): number =>
  Math.ceil((2 * Math.max(shingles.length, words.length)) / threshold)

interface Run {
  /** Where the run began, and the place in the test text that its last n-gram has. */
  from: number
  at: number
  place: number
  best: { from: number; grams: number }
}

function findGrams(
  { texts }: TestIndex,
  { grams, lengths: { gram } }: Alphabet,
  tokens: Tokens,
  hash: Hash,
  found: ReadonlyMap<number, TextMatch>,
  note: Note,
): void {
  if (grams.size === 0) return
  const runs = new Map<number, Run>()
  for (let at = 0; at + gram <= tokens.count; at++) {
    const key = hash(at, gram)
    if (!grams.has(key)) continue
    const first = grams.first(key)
    if (first < 0) continue
    const last = grams.last(first)
    for (let i = first; i < last; i++) {
      const text = grams.texts[i] ?? 0
      const place = grams.places[i] ?? 0
      const words = texts[text]?.words
      if (found.has(text) || words === undefined || !isSame(words, place, tokens, at, gram)) continue
      const run = runs.get(text) ?? { from: at, at: -1, place: -1, best: { from: at, grams: 0 } }
      runs.set(text, run)
      if (run.at !== at - 1 || run.place !== place - 1) {
        // A text that repeats itself has the n-gram at two places: the one that goes on counts.
        if (run.at === at) continue
        run.from = at
      }
      run.at = at
      run.place = place
      if (at - run.from + 1 > run.best.grams) run.best = { from: run.from, grams: at - run.from + 1 }
    }
  }
  for (const [text, { best }] of runs) {
    const words = best.grams + gram - 1
    const similarity = words / (texts[text]?.words.length ?? words)
    note({ text, kind: 'n-gram', similarity, ...spanOf(tokens, best.from, best.from + words) })
  }
}
