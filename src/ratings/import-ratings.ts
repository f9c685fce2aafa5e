import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { XevalError } from '../core/errors.ts'
import { type ImportOptions, type ImportPlan, planImport } from './plan-import.ts'
import type { RatingRecord } from './rating.ts'
import { addRatings, lockRatings, readRatings } from './rating-store.ts'
import type { ArmRecords } from './rating-table.ts'
import { type Problem, readSheet } from './read-sheet.ts'
import type { Study } from './study.ts'

/** The runs that a study is about; one for a study of a single run, which is then the `after`. */
export interface RunDirs {
  before?: string
  after: string
}

/**
 * Reads sheets into the runs' `ratings.jsonl`. Nothing is written where any cell is bad, unless `partial`: then the
 * good ones are. Doing it again changes nothing. Throws `bad-ratings`, which names every bad cell.
 */
export async function importRatings(
  files: readonly string[],
  dirs: RunDirs,
  { partial = false, ...options }: Omit<ImportOptions, 'known'> & { partial?: boolean },
): Promise<ImportPlan> {
  const sheets = await Promise.all(files.map(async file => readSheet(basename(file), await readFile(file))))
  await using _ = await lockRatings(Object.values(dirs))
  const plan = planImport(sheets, { ...options, known: await readArms(dirs) })
  if (plan.problems.length > 0 && !partial) throw badRatings(plan.problems)
  for (const [dir, records] of byDirectory(plan.records, dirs, options.study)) await addRatings(dir, records)
  return plan
}

/** What the runs' stores hold. */
export const readArms = async ({ before, after }: RunDirs): Promise<ArmRecords> => ({
  ...(before === undefined ? {} : { before: await readRatings(before) }),
  after: await readRatings(after),
})

/** Which run's directory a record belongs to: an answer's rating to the run that gave it, a choice to the later run. */
export function directoryOf(record: RatingRecord, dirs: RunDirs, study: Study): string {
  return study.items[record.item]?.arm === 'before' ? (dirs.before ?? dirs.after) : dirs.after
}

const byDirectory = (records: readonly RatingRecord[], dirs: RunDirs, study: Study) =>
  Map.groupBy(records, record => directoryOf(record, dirs, study))

/** One line for a bad cell: `sheet.csv: row 5, column 4: …`. */
export const formatProblem = ({ file, row, column, message }: Problem): string =>
  `${file}: row ${row}, column ${column}: ${message}`

function badRatings(problems: readonly [Problem, ...Problem[]] | readonly Problem[]): XevalError {
  const shown = problems.slice(0, maximumShown).map(formatProblem)
  const more = problems.length - shown.length
  const [first] = problems
  return new XevalError('bad-ratings', [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'), {
    hint: 'Nothing was imported. Fix these cells, or import the valid ones with --partial',
    ...(first ? { location: { file: first.file, line: first.row, column: first.column } } : {}),
  })
}

const maximumShown = 50
