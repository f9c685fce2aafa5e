import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { type Dataset, defineDataset } from '../core/dataset.ts'
import { editDistance } from '../core/edit-distance.ts'
import { makeIdLines } from '../core/id-lines.ts'
import type { Judge } from '../core/judge.ts'
import type { Sample } from '../core/sample.ts'
import { malformed } from '../sources/malformed.ts'
import { readingOf, readRows, type TableOptions } from '../sources/table.ts'
import type { Row } from './cells.ts'
import { columnsOf, goldColumns, missingIn } from './task-columns.ts'
import { badTask, type Locate } from './task-error.ts'
import { BadRow, type SampleMaker, sampleOf } from './task-samples.ts'

/** A task's data: its rows stream by, each checked as it comes; nothing of them is kept but 16 bytes per id. */
export function taskDataset(maker: SampleMaker, path: string, judge: Judge, locate: Locate): Dataset {
  const { task } = maker
  const { name, version = 1, description = `Data of the task ${name}`, breakdowns = [] } = task
  const options = optionsOf(task)
  return defineDataset({
    name,
    version,
    description,
    card: {
      title: task.title ?? name,
      source: task.source ?? basename(path),
      licence: task.licence ?? 'not stated',
      citation: task.citation ?? '',
      languages: typeof task.language === 'string' ? [task.language] : ['en', 'zh'],
    },
    file: { kind: 'shipped' },
    bundled: pathToFileURL(path),
    breakdowns,
    parse: file => samplesIn(file, options, maker, judge, locate),
    readingOf: file => readingOf(file, options),
  })
}

/** What the task says of how its file is written. */
function optionsOf(task: SampleMaker['task']): TableOptions {
  const { format, delimiter, decimal } = typeof task.data === 'string' ? {} : task.data
  const numbers = goldColumns(task)
  return {
    ...(format && { format }),
    ...(delimiter && { delimiter }),
    ...(decimal && { decimal }),
    ...(numbers.length > 0 && { numbers }),
  }
}

const AnyRow = z.record(z.string(), z.unknown())

async function* samplesIn(
  file: string,
  options: TableOptions,
  maker: SampleMaker,
  judge: Judge,
  locate: Locate,
): ReturnType<Dataset['parse']> {
  const used = columnsOf(maker)
  const ids = makeIdLines()
  let rows = 0
  for await (const { value, line } of readRows(file, AnyRow, options)) {
    const lacking = missingIn(value, used)
    if (lacking !== undefined && rows === 0) throw noColumn(lacking, value, file, locate)
    if (lacking !== undefined) throw malformed({ file, line }, `no column \`${lacking.column}\``, ROW_HINT)
    rows++
    const sample = checked(value, maker, { file, line })
    if (sample === undefined) continue
    const unfit = judge.unfit?.(sample)
    if (unfit !== undefined && wantsTarget(sample, unfit, maker, judge))
      throw badTask(`target is missing: judge ${judge.name} needs it`, locate(['target']), TARGET_HINT)
    if (unfit !== undefined)
      throw malformed({ file, line }, `judge ${judge.name} cannot judge this row: ${unfit}`, ROW_HINT)
    const first = ids.add(sample.id, line)
    if (first !== undefined) throw twice(maker, file, line, first)
    yield sample
  }
  if (ids.size > 0) return
  const why = rows === 0 ? 'it has no rows' : `none of its ${rows} rows has what \`where\` asks for`
  throw badTask(`${basename(file)}: ${why}`, locate(rows === 0 ? ['data'] : ['data', 'where']))
}

const ROW_HINT = 'Correct or remove the row.'
const TARGET_HINT = 'Name the column of the gold answers: target: COLUMN.'

/** Whether it is the task that lacks a target: no row can have one then, and with one the judge would say something else. */
const wantsTarget = (sample: Sample, unfit: string, { task }: SampleMaker, judge: Judge): boolean =>
  task.target === undefined && judge.unfit?.({ ...sample, target: ['A'] }) !== unfit

function checked(row: Row, maker: SampleMaker, location: { file: string; line: number }) {
  try {
    return sampleOf(row, maker)
  } catch (error) {
    if (error instanceof BadRow) throw malformed(location, error.message, ROW_HINT)
    throw error
  }
}

/** In the first row, the task names it wrong rather than that the row lacks it. */
function noColumn(
  { column, path }: { column: string; path: readonly PropertyKey[] },
  row: Row,
  file: string,
  locate: Locate,
) {
  const columns = Object.keys(row)
  const near = columns.filter(
    name => editDistance(column.toLowerCase(), name.toLowerCase()) <= Math.max(1, column.length / 3),
  )
  return badTask(
    `${basename(file)} has no column \`${column}\``,
    locate(path),
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Its columns: ${columns.join(', ')}.`,
  )
}

function twice({ task }: SampleMaker, file: string, line: number, first: number) {
  const what = task.id === undefined ? 'asks the same' : `has the same \`${task.id}\``
  const hint =
    task.id === undefined ? 'Remove one of them, or name a column of ids: id: COLUMN.' : 'Give each row its own.'
  return malformed({ file, line }, `the row ${what} as line ${first}`, hint)
}
