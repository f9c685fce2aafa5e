import { makeFinder } from './find-in-text.ts'
import type { OverlapMatch, OverlapRecord } from './overlap-record.ts'
import type { TrainingRow } from './read-training.ts'
import type { TestIndex } from './test-index.ts'
import { matchKinds, type TextMatch } from './text-match.ts'
import { wordsOf } from './tokenise.ts'
import type { RowText } from './training-row.ts'

/** Takes training rows one after the other; what it keeps goes by the number of test items. */
export interface OverlapCollector {
  add(file: string, row: TrainingRow): void
  /** In the order of the items. */
  records(): OverlapRecord[]
}

interface Found {
  rows: number
  /** The row that was counted last: pieces of a text overlap. */
  last: string
  question: boolean
  answer: boolean
  both: boolean
  matches: OverlapMatch[]
}

/** Matches that are kept of an item. */
const KEPT = 3
/** Characters of a match that are shown. */
const SHOWN = 200

export function collectOverlap(index: TestIndex): OverlapCollector {
  const find = makeFinder(index)
  const items = new Map<number, Found>()
  return {
    add(file, row) {
      const inRow = new Map<number, { question?: Placed; answer?: Placed }>()
      for (const text of row.texts)
        for (const match of find(text.text)) {
          const { item, part } = index.texts[match.text] ?? { item: -1, part: 'question' }
          const parts = inRow.get(item) ?? {}
          inRow.set(item, parts)
          if (parts[part] === undefined || isStronger(match, parts[part].match)) parts[part] = { match, text }
        }
      for (const [item, parts] of inRow) take(item, parts, file, row)
    },
    records: () =>
      Array.from(items)
        .sort(([a], [b]) => a - b)
        .map(([item, { rows, question, both, matches }]) => {
          const { benchmark = '', id = '' } = index.items[item] ?? {}
          return {
            benchmark,
            id,
            kind: matches[0]?.kind ?? 'n-gram',
            found: both ? 'both' : question ? 'question' : 'answer',
            rows,
            matches,
          }
        }),
  }

  function take(
    item: number,
    { question, answer }: { question?: Placed; answer?: Placed },
    file: string,
    row: TrainingRow,
  ) {
    const found = items.get(item) ?? { rows: 0, last: '', question: false, answer: false, both: false, matches: [] }
    items.set(item, found)
    const placed = [
      question && placeOf('question', question, file, row),
      answer && placeOf('answer', answer, file, row),
    ]
    const matches = placed.filter(match => match !== undefined)
    const key = `${file}:${matches[0]?.line}`
    if (key === found.last) return
    found.last = key
    found.rows++
    if (question !== undefined) found.question = true
    if (answer !== undefined) found.answer = true
    const golds = index.items[item]?.answers ?? []
    if (question !== undefined && !found.both && (answer !== undefined || isAnswered(question, golds, row)))
      found.both = true
    found.matches.push(...matches)
    // Sorting is stable: of equals the first one met stays first.
    found.matches.sort((a, b) => (isStronger(a, b) ? -1 : isStronger(b, a) ? 1 : 0))
    found.matches.length = Math.min(found.matches.length, KEPT)
  }
}

interface Placed {
  match: TextMatch
  text: RowText
}

type Strength = Pick<OverlapMatch, 'kind' | 'similarity'>
const isStronger = (a: Strength, b: Strength): boolean =>
  matchKinds.indexOf(a.kind) - matchKinds.indexOf(b.kind) < 0 || (a.kind === b.kind && a.similarity > b.similarity)

function placeOf(part: 'question' | 'answer', { match, text }: Placed, file: string, row: TrainingRow): OverlapMatch {
  const { kind, similarity, start, end } = match
  const place = {
    part,
    kind,
    similarity: Number(similarity.toFixed(4)),
    file,
    line: row.line,
    where: text.where,
    start,
    end,
  }
  const shown = { text: text.text.slice(start, Math.min(end, start + SHOWN)) }
  if (row.lines === undefined) return { ...place, ...shown }
  const before = text.text.slice(0, start)
  const lineStart = before.lastIndexOf('\n') + 1
  const line = row.line + before.split('\n').length - 1
  return { ...place, line, start: start - lineStart, end: end - lineStart, ...shown }
}

/** Whether a gold answer that is too short to be looked for by itself is in what answers the question. */
function isAnswered({ match, text }: Placed, golds: readonly string[], row: TrainingRow): boolean {
  const said =
    text.role === 'text'
      ? [text.text.slice(match.end)]
      : row.texts.flatMap(one => (one.role === 'answer' ? [one.text] : []))
  const words = said.map(one => ` ${wordsOf(one).join(' ')} `)
  return golds.some(gold => {
    const wanted = wordsOf(gold).join(' ')
    return wanted !== '' && words.some(one => one.includes(` ${wanted} `))
  })
}
