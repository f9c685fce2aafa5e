import { type Choice, fullScale, given, type RatingRecord, type RatingScale, toHundred } from './rating.ts'
import { type ArmRecords, keyed, keyIn } from './rating-table.ts'
import type { Problem, Sheet } from './read-sheet.ts'
import { type Entry, entriesOf } from './sheet-entries.ts'
import { itemOf, orderFor, pseudonym, type Study } from './study.ts'

export interface ImportOptions {
  study: Study
  /** The scale that the sheets are filled on. @default 0–100 */
  scale?: RatingScale
  /** Whose sheets they are, where they have no column `rater`. */
  rater?: string
  /** Store a pseudonym for each rater instead of the name. @default false */
  pseudonyms?: boolean
  /** When it was imported, ISO 8601. */
  at: string
  /** What the stores hold already. */
  known: ArmRecords
}

/** What an import would do. Nothing is written where there are problems, unless the caller says so. */
export interface ImportPlan {
  /** Ratings that are new. */
  records: RatingRecord[]
  /** Ratings that the store, or an earlier row, has with the same value. */
  already: number
  /** Cells left empty. */
  missing: number
  problems: Problem[]
  /** What is odd but may be meant, a sentence each. */
  warnings: string[]
}

/** Reads ratings out of sheets. A second value for an (item, rater) that differs from the first is a problem. */
export function planImport(sheets: readonly Sheet[], options: ImportOptions): ImportPlan {
  const known = new Map(keyed(options.known).map(([key, record]) => [key, { record, where: 'the stored ratings' }]))
  const plan: ImportPlan = { records: [], already: 0, missing: 0, problems: [], warnings: [] }
  const recordOf = recordMaker(options)
  const strangers = new Set<string>()
  for (const sheet of sheets) {
    const { entries, problems } = entriesOf(sheet, options)
    const found = [...sheet.problems, ...problems]
    for (const entry of entries) {
      const report = (message: string) => found.push({ ...placeOf(entry), message })
      if (entry.text === '') {
        plan.missing += 1
        continue
      }
      const record = recordOf(entry)
      if (typeof record === 'string') {
        report(record)
        continue
      }
      if (!options.study.raters.includes(entry.rater)) strangers.add(entry.rater)
      const key = keyIn(itemOf(options.study, record.item).arm, record)
      const earlier = known.get(key)
      if (earlier === undefined) {
        plan.records.push(record)
        known.set(key, { record, where: `${entry.file} row ${entry.row}` })
      } else if (given(earlier.record) === given(record)) plan.already += 1
      else
        report(
          `${record.rater} rates ${record.item} ${given(record)} here and ${given(earlier.record)} in ${earlier.where}`,
        )
    }
    plan.problems.push(...found.sort((a, b) => a.row - b.row || a.column - b.column))
  }
  plan.warnings.push(
    ...[...strangers].map(name => `${name} is not one of the study's raters: ${options.study.raters.join(', ')}`),
  )
  plan.warnings.push(...forgottenScale(plan.records, options.scale))
  return plan
}

function recordMaker({ study, scale = fullScale, pseudonyms = false, at }: ImportOptions) {
  const turns = new Map(study.raters.map(rater => [rater, turnsOf(study, rater)]))
  return (entry: Entry): RatingRecord | string => {
    const { benchmark, sampleId, arm, answers } = itemOf(study, entry.item)
    const turn = turns.get(entry.rater)?.get(entry.item)
    const base = {
      item: entry.item,
      benchmark,
      sampleId,
      rater: pseudonyms ? pseudonym(study, entry.rater) : entry.rater,
      ...(entry.comment === '' ? {} : { comment: entry.comment }),
      ...(turn ? { position: turn.position } : {}),
      at,
    }
    if (arm !== undefined) {
      const rating = readRating(entry.text, scale)
      return typeof rating === 'string' ? rating : { kind: 'rating', ...base, rating, answer: answers[arm] ?? '' }
    }
    if (turn?.left === undefined) return `${entry.rater} is not a rater of this study: ${study.raters.join(', ')}`
    const { left } = turn
    const choice = readChoice(entry.text, left)
    if (choice === undefined) return `expected left, tie or right, found ${JSON.stringify(entry.text)}`
    return { kind: 'preference', ...base, choice, left, answers: [answers.before ?? '', answers.after ?? ''] }
  }
}

const turnsOf = (study: Study, rater: string) =>
  new Map(orderFor(study, rater).map(({ item, left }, at) => [item, { left, position: at + 1 }]))

function readRating(text: string, scale: RatingScale): number | string {
  const plain = text.normalize('NFKC')
  if (!/^[+-]?\d+(\.\d+)?$/.test(plain)) return `${JSON.stringify(text)} is not a number (leave a missing rating empty)`
  const value = Number(plain)
  if (value < scale.min || value > scale.max) return `${text} is outside the scale ${scale.min}–${scale.max}`
  return toHundred(value, scale)
}

function readChoice(text: string, left: 'before' | 'after'): Choice | undefined {
  const right = left === 'before' ? 'after' : 'before'
  const choices: Record<string, Choice> = { left, right, tie: 'tie', 左: left, 右: right, 平: 'tie', 平局: 'tie' }
  const key = text.toLowerCase()
  return Object.hasOwn(choices, key) ? choices[key] : undefined
}

function forgottenScale(records: readonly RatingRecord[], scale: RatingScale | undefined): string[] {
  const ratings = records.flatMap(record => (record.kind === 'rating' ? [record.rating] : []))
  const highest = Math.max(...ratings)
  if (scale !== undefined || ratings.length < 5 || highest > 10) return []
  return [
    `no rating is above ${highest} on a scale of 0–100; if the scale was different, pass --scale 1-${highest <= 5 ? 5 : 10}`,
  ]
}

const placeOf = ({ file, row, column }: Entry) => ({ file, row, column })
