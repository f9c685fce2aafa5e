import { XevalError } from '../core/errors.ts'
import { csvDocument, isTooLong, safeCell } from './cells.ts'
import type { Arm } from './rating.ts'
import { itemOf, orderFor, type RatedAnswer, type Study, shortHash } from './study.ts'

/** A rater's sheet: the same rows as CSV for a spreadsheet and as JSONL for a script. */
export interface RatingSheet {
  rater: string
  csv: string
  jsonl: string
  /** Items whose text Excel can't hold whole. */
  tooLong: string[]
}

/** One blinded sheet for each rater of the study. Nothing in them tells the arms apart but the answers themselves. */
export const makeSheets = (study: Study, answers: readonly RatedAnswer[]): RatingSheet[] =>
  study.raters.map(rater => sheetFor(study, rater, shownItems(study, rater, answers)))

/** What a rater sees of an item; `texts` is one answer, or the left one and the right one. */
export interface ShownItem {
  item: string
  benchmark: string
  prompt: string
  texts: string[]
}

/** The items of a rater's session in order. Throws where an answer of the study isn't among `answers`. */
export function shownItems(study: Study, rater: string, answers: readonly RatedAnswer[]): ShownItem[] {
  const byKey = new Map(answers.map(one => [JSON.stringify([one.benchmark, one.sampleId, one.arm]), one]))
  return orderFor(study, rater).map(({ item, left }) => {
    const { benchmark, sampleId, arm, answers: hashes } = itemOf(study, item)
    const arms: (Arm | undefined)[] = left === undefined ? [arm] : [left, left === 'before' ? 'after' : 'before']
    const found = arms.flatMap(one => {
      const answer = byKey.get(JSON.stringify([benchmark, sampleId, one]))
      if (!one || !answer || shortHash(answer.answer) !== hashes[one]) throw staleStudy(benchmark, sampleId)
      return [answer]
    })
    return { item, benchmark, prompt: found[0]?.prompt ?? '', texts: found.map(({ answer }) => answer) }
  })
}

function sheetFor({ mode }: Study, rater: string, items: readonly ShownItem[]): RatingSheet {
  const columns = mode === 'pairwise' ? ['left', 'right', 'choice'] : ['answer', 'rating']
  const header = ['item', 'rater', 'prompt', ...columns, 'comment']
  const rows = items.map(({ item, prompt, texts }) => [item, rater, prompt, ...texts, '', ''])
  const lines = rows.map(row => JSON.stringify(Object.fromEntries(header.map((name, at) => [name, row[at]]))))
  return {
    rater,
    csv: csvDocument([header, ...rows.map(row => row.map(safeCell))]),
    jsonl: lines.map(line => `${line}\n`).join(''),
    tooLong: items.filter(({ prompt, texts }) => [prompt, ...texts].some(isTooLong)).map(({ item }) => item),
  }
}

const staleStudy = (benchmark: string, sampleId: string): XevalError =>
  new XevalError('stale-study', `${benchmark}: the answer to ${sampleId} is not the one in the study`, {
    hint: 'Create a new study: the runs have changed since',
  })
