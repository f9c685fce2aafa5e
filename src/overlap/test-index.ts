import { collectGrams, type GramCollector, type GramTable } from './gram-table.ts'
import { isUnspaced, makeTokens, mix, type Tokens, tokenise } from './tokenise.ts'
import { hashWindow } from './windows.ts'

/** One item of a benchmark: what is asked, and the gold answers. */
export interface TestItem {
  benchmark: string
  id: string
  /** Items of one group are not independent: what they share is no template. */
  group?: string
  question: string
  answers: readonly string[]
}

export type Part = 'question' | 'answer'

/** How texts are compared. */
export interface OverlapRules {
  /** Words in a row that count as overlap; characters of a script without blanks count two for three. @default 13 */
  ngram: number
  /** Jaccard similarity of near-duplicates, from it on. @default 0.8 */
  threshold: number
  /** Which side of an item is looked for. @default 'both' */
  part: Part | 'both'
}

export const usualRules: OverlapRules = { ngram: 13, threshold: 0.8, part: 'both' }

/** A question or an answer that is looked for. */
export interface TestText {
  item: number
  part: Part
  text: string
  words: Int32Array
  unspaced: boolean
  /** Distinct hashes of its shingles, sorted; empty where it is too short to have near-duplicates. */
  shingles: Int32Array
  /** Of the shingles in its sketch as many as a near-duplicate has at least. */
  needed: number
}

/** How long the pieces are that texts are compared by, in words or in characters. */
export interface Lengths {
  /** A text as long is found inside of others, a shorter one only where it is a whole line or message. */
  inside: number
  gram: number
  shingle: number
}

/** What is looked up, for texts with or without blanks between words. */
export interface Alphabet {
  readonly lengths: Lengths
  /** The rarest stretch of each text, to find whole copies by. */
  readonly anchors: GramTable
  readonly grams: GramTable
  readonly sketches: GramTable
}

export interface TestIndex {
  readonly items: readonly TestItem[]
  readonly texts: readonly TestText[]
  readonly rules: OverlapRules
  readonly alphabets: readonly Alphabet[]
  /** Short questions as a whole. */
  readonly short: GramTable
  readonly longestShort: number
  /** n-grams that so many items of a benchmark share that they are its template. */
  readonly templates: number
}

/** An index of the test side. Its size goes by the test, whatever the training data are. */
export function indexItems(items: readonly TestItem[], rules: OverlapRules = usualRules): TestIndex {
  const lengths = lengthsOf(rules)
  const tokens = makeTokens()
  const texts = items.flatMap((item, at) => textsOf(item, at, rules, lengths, tokens))
  const short = collectGrams()
  let longestShort = 0
  for (const [at, { words, unspaced, part }] of texts.entries()) {
    if (part !== 'question' || words.length >= lengths[unspaced ? 1 : 0].inside) continue
    short.add(hashWindow(words, 0, words.length), at, 0)
    longestShort = Math.max(longestShort, words.length)
  }
  let templates = 0
  const isOwn = (found: Int32Array): boolean => {
    const groups = new Map<string, Set<string>>()
    for (const text of found) {
      const { benchmark, id, group = id } = items[texts[text]?.item ?? 0] ?? { benchmark: '', id: '' }
      groups.set(benchmark, (groups.get(benchmark) ?? new Set()).add(group))
    }
    const own = Array.from(groups.values()).every(({ size }) => size <= SHARED_BY)
    if (!own) templates++
    return own
  }
  const alphabets = lengths.map(own => {
    const mine = texts.flatMap((text, at) => (lengths[text.unspaced ? 1 : 0] === own ? [[at, text] as const] : []))
    const grams = collectGrams()
    for (const [at, { words }] of mine) addWindows(grams, words, at, own.gram)
    return { lengths: own, anchors: anchorsOf(mine, own), grams: grams.build(isOwn), sketches: sketchesOf(mine, rules) }
  })
  return { items, texts, rules, alphabets, short: short.build(), longestShort, templates }
}

/** Of words, and of characters. */
const lengthsOf = ({ ngram }: OverlapRules): readonly [Lengths, Lengths] => [
  { inside: 5, gram: ngram, shingle: 2 },
  { inside: 8, gram: Math.round(ngram * 1.5), shingle: 3 },
]

/** Items of a benchmark that may share an n-gram before it counts as the benchmark's template. */
const SHARED_BY = 10
/** Shingles of a text from which on it can have near-duplicates. */
const FEWEST = 5
/** Shingles that a sketch has beyond those that a near-duplicate may lack. */
const SPARE = 3

function textsOf(
  item: TestItem,
  at: number,
  rules: OverlapRules,
  lengths: readonly [Lengths, Lengths],
  tokens: Tokens,
): TestText[] {
  const made = (part: Part, text: string): TestText[] => {
    tokenise(text, tokens)
    const words = tokens.hashes.slice(0, tokens.count)
    const unspaced = isUnspaced(tokens)
    const { gram, shingle } = lengths[unspaced ? 1 : 0]
    // A short answer is anybody's: it is looked for beside its question, and not by itself.
    if (words.length === 0 || (part === 'answer' && words.length < gram)) return []
    const all = new Set<number>()
    for (let i = 0; i + shingle <= words.length; i++) all.add(hashWindow(words, i, shingle))
    const shingles = all.size < FEWEST ? new Int32Array(0) : Int32Array.from(all).sort()
    return [{ item: at, part, text, words, unspaced, shingles, needed: 1 }]
  }
  return [
    ...(rules.part === 'answer' ? [] : made('question', item.question)),
    ...(rules.part === 'question' ? [] : [...new Set(item.answers)].flatMap(answer => made('answer', answer))),
  ]
}

function addWindows(grams: GramCollector, words: Int32Array, text: number, length: number): void {
  for (let at = 0; at + length <= words.length; at++) grams.add(hashWindow(words, at, length), text, at)
}

type Mine = readonly (readonly [number, TestText])[]

function anchorsOf(mine: Mine, { inside }: Lengths): GramTable {
  const counts = new Map<number, number>()
  for (const [, { words }] of mine)
    for (let i = 0; i + inside <= words.length; i++) {
      const hash = hashWindow(words, i, inside)
      counts.set(hash, (counts.get(hash) ?? 0) + 1)
    }
  const anchors = collectGrams()
  for (const [at, { words }] of mine) {
    let best: { hash: number; place: number; count: number } | undefined
    for (let place = 0; place + inside <= words.length; place++) {
      const hash = hashWindow(words, place, inside)
      const count = counts.get(hash) ?? 0
      if (best === undefined || count < best.count) best = { hash, place, count }
    }
    if (best !== undefined) anchors.add(best.hash, at, best.place)
  }
  return anchors.build()
}

/**
 * A bottom-k MinHash sketch of each text: the k least of its shingles, in an order of rarity in the tests, then of their hashes.
 * Two sets of Jaccard similarity t share at least ⌈t·n⌉ of the n shingles of either, so that with k = n − ⌈t·n⌉ + m no set as
 * similar lacks more than k − m of the sketch: m hits make a candidate, and no near-duplicate is missed.
 */
function sketchesOf(mine: Mine, { threshold }: OverlapRules): GramTable {
  const counts = new Map<number, number>()
  for (const [, { shingles }] of mine)
    for (const shingle of shingles) counts.set(shingle, (counts.get(shingle) ?? 0) + 1)
  const sketches = collectGrams()
  for (const [at, text] of mine) {
    const { shingles } = text
    const lacking = shingles.length - Math.ceil(threshold * shingles.length - 1e-9)
    const size = Math.min(shingles.length, lacking + SPARE)
    text.needed = size - lacking
    const inOrder = Array.from(shingles).sort(
      (a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || mix(a ^ SALT) - mix(b ^ SALT),
    )
    for (const shingle of inOrder.slice(0, size)) sketches.add(shingle, at, 0)
  }
  return sketches.build()
}

const SALT = 0x5bd1e995
