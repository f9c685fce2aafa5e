import type { TrainingRow } from './read-training.ts'
import type { TestItem } from './test-index.ts'
import { isUnspaced, makeTokens, type Tokens, tokenise } from './tokenise.ts'
import { hashWindow } from './windows.ts'

/** A training row that has much in common with a test item. */
export interface NearRow {
  file: string
  /** From 1; of Parquet the row. */
  line: number
  where: string
  /** Jaccard similarity of the two sets of words, each weighing as it is rare. */
  similarity: number
  text: string
}

/** Finds the nearest training rows of each item in two passes over the data, of which the first may stop early. */
export interface NearestFinder {
  /** Counts in how many rows each word of the items is. */
  count(row: TrainingRow): void
  /** Once all that is to be counted was. */
  add(file: string, row: TrainingRow): void
  /** For each item its rows, the nearest first. */
  rows(): NearRow[][]
}

export const NEAREST = 3
/** A word of so many rows says nothing of any. */
const COMMON = 0.1
const SHOWN = 160

export function findNearest(items: readonly TestItem[]): NearestFinder {
  const tokens = makeTokens()
  const termsOf = items.map(({ question }) => distinctTerms(tokenise(question, tokens)))
  const numbers = new Map<number, number>()
  for (const terms of termsOf) for (const term of terms) if (!numbers.has(term)) numbers.set(term, numbers.size)
  const frequencies = new Float64Array(numbers.size)
  const nearest = items.map((): NearRow[] => [])
  let counted = 0
  let weighed: ReturnType<typeof weigh> | undefined
  const common = new Float64Array(items.length)
  return {
    count(row) {
      counted++
      const seen = new Set(row.texts.flatMap(({ text }) => [...distinctTerms(tokenise(text, tokens))]))
      for (const term of seen) {
        const number = numbers.get(term)
        if (number !== undefined) frequencies[number] = (frequencies[number] ?? 0) + 1
      }
    },
    add(file, row) {
      weighed ??= weigh(termsOf, numbers, frequencies, counted)
      const { weights, holders, totals, mean } = weighed
      for (const { text, where } of row.texts) {
        const touched: number[] = []
        let total = 0
        for (const term of distinctTerms(tokenise(text, tokens))) {
          const number = numbers.get(term)
          const weight = number === undefined ? mean : (weights[number] ?? 0)
          total += weight
          if (number === undefined || weight === 0) continue
          for (const item of holders[number] ?? []) {
            if (common[item] === 0) touched.push(item)
            common[item] = (common[item] ?? 0) + weight
          }
        }
        for (const item of touched) {
          const shared = common[item] ?? 0
          common[item] = 0
          const similarity = shared / ((totals[item] ?? 0) + total - shared)
          keep(nearest[item] ?? [], { file, line: row.line, where, similarity, text: text.slice(0, SHOWN) })
        }
      }
    },
    rows: () => nearest.map(rows => rows.map(row => ({ ...row, similarity: Number(row.similarity.toFixed(4)) }))),
  }
}

/** Words; of a script without blanks pairs of characters. */
function distinctTerms(tokens: Tokens): Set<number> {
  const terms = new Set<number>()
  const length = isUnspaced(tokens) ? 2 : 1
  for (let at = 0; at + length <= tokens.count; at++) terms.add(hashWindow(tokens.hashes, at, length))
  return terms
}

function weigh(
  termsOf: readonly ReadonlySet<number>[],
  numbers: ReadonlyMap<number, number>,
  frequencies: Float64Array,
  rows: number,
) {
  const weights = frequencies.map(count =>
    rows >= 100 && count > COMMON * rows ? 0 : Math.log(1 + (rows + 1) / (count + 1)),
  )
  const holders: number[][] = Array.from(numbers, () => [])
  const totals = termsOf.map((terms, item) => {
    let total = 0
    for (const term of terms) {
      const number = numbers.get(term) ?? 0
      holders[number]?.push(item)
      total += weights[number] ?? 0
    }
    return total
  })
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return { weights, holders, totals, mean: weights.length === 0 ? 0 : sum / weights.length }
}

/** Keeps the few nearest rows, each once, the first met before its equals. */
function keep(rows: NearRow[], row: NearRow): void {
  const last = rows.at(-1)
  if (rows.length === NEAREST && last !== undefined && last.similarity >= row.similarity) return
  const same = rows.findIndex(({ file, line }) => file === row.file && line === row.line)
  if (same >= 0) {
    if ((rows[same]?.similarity ?? 0) >= row.similarity) return
    rows.splice(same, 1)
  }
  const at = rows.findIndex(({ similarity }) => similarity < row.similarity)
  rows.splice(at < 0 ? rows.length : at, 0, row)
  rows.length = Math.min(rows.length, NEAREST)
}
