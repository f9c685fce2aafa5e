import { demand } from './checks.ts'

/** What says which samples are not independent: a group name or number a sample, in sample order. */
export type Groups = ArrayLike<string | number>

/**
 * Independent units for resampling: samples, or clusters with their columns summed. Rows of the same content are kept
 * once, with how often they occur. A row is `columns…, size`, where size is the number of samples in the unit.
 */
export interface Units {
  /** Distinct rows, one after another; each `width` numbers. */
  rows: Float64Array
  width: number
  /** How many units have each row. */
  times: Uint32Array
  /** Units in all, and samples in all. */
  count: number
  samples: number
  /** Whether all units have the same number of samples. */
  evenSizes: boolean
}

/** Sums columns within groups (each sample its own group where there are none) and merges equal rows. */
export function unitsOf(columns: readonly ArrayLike<number>[], groups?: Groups): Units {
  const samples = columns[0]?.length ?? 0
  demand(samples > 0, 'no samples to resample')
  demand(
    columns.every(column => column.length === samples) && (groups === undefined || groups.length === samples),
    'columns and groups of the samples have different lengths',
  )
  const summed = groups === undefined ? asRows(columns, samples) : sumGroups(columns, groups)
  return merge(summed, columns.length + 1, samples)
}

function asRows(columns: readonly ArrayLike<number>[], samples: number): Float64Array {
  const width = columns.length + 1
  const rows = new Float64Array(samples * width)
  columns.forEach((column, j) => {
    for (let i = 0; i < samples; i++) rows[i * width + j] = column[i] ?? Number.NaN
  })
  for (let i = 0; i < samples; i++) rows[i * width + width - 1] = 1
  return rows
}

function sumGroups(columns: readonly ArrayLike<number>[], groups: Groups): Float64Array {
  const { index, count } = indexGroups(groups)
  const width = columns.length + 1
  const rows = new Float64Array(count * width)
  const add = (at: number, value: number) => {
    rows[at] = (rows[at] ?? 0) + value
  }
  for (let i = 0; i < index.length; i++) {
    const start = (index[i] ?? 0) * width
    columns.forEach((column, j) => {
      add(start + j, column[i] ?? Number.NaN)
    })
    add(start + width - 1, 1)
  }
  return rows
}

/** Numbers groups from 0 in order of appearance. */
export function indexGroups(groups: Groups): { index: Uint32Array; count: number } {
  const seen = new Map<string | number, number>()
  const index = new Uint32Array(groups.length)
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] ?? ''
    let at = seen.get(group)
    if (at === undefined) {
      at = seen.size
      seen.set(group, at)
    }
    index[i] = at
  }
  return { index, count: seen.size }
}

function merge(rows: Float64Array, width: number, samples: number): Units {
  const count = rows.length / width
  const distinct = new Map<string, number>()
  const times = new Uint32Array(count)
  const kept = new Float64Array(rows.length)
  let evenSizes = true
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * width, (i + 1) * width)
    evenSizes &&= row[width - 1] === rows[width - 1]
    const key = width === 2 ? `${row[0]},${row[1]}` : row.join()
    let at = distinct.get(key)
    if (at === undefined) {
      at = distinct.size
      distinct.set(key, at)
      kept.set(row, at * width)
    }
    times[at] = (times[at] ?? 0) + 1
  }
  const size = distinct.size
  return { rows: kept.slice(0, size * width), width, times: times.slice(0, size), count, samples, evenSizes }
}
