import { drawBinomial } from './binomial.ts'
import type { RandomBits } from './random.ts'
import type { Units } from './units.ts'

/**
 * Draws `units.count` units with replacement and sums their rows into `sums`. Where few rows are distinct, their counts
 * come from the multinomial distribution (as conditional binomials), which is the same distribution at a fraction of the
 * draws; else every unit is drawn.
 */
export function resampler(units: Units, random: RandomBits): (sums: Float64Array) => void {
  if (units.times.length * 20 < units.count) return sums => drawCounts(units, random, sums)
  const data = spread(units)
  if (units.width === 2 && units.evenSizes) {
    const values = everySecond(data)
    const size = data[1] ?? 1
    return sums => {
      sums[0] = drawSum(values, random)
      sums[1] = size * values.length
    }
  }
  return units.width === 2 ? sums => drawPairs(data, random, sums) : sums => drawRows(data, units.width, random, sums)
}

/** How many draws one resample costs, for a limit on work. */
export const drawsPerResample = (units: Units): number =>
  units.times.length * 20 < units.count ? units.times.length : units.count

function drawCounts({ rows, width, times, count }: Units, random: RandomBits, sums: Float64Array): void {
  sums.fill(0)
  let left = count
  let mass = count
  for (let row = 0; row < times.length && left > 0; row++) {
    const share = times[row] ?? 0
    const drawn = share === mass ? left : drawBinomial(random, left, share / mass)
    left -= drawn
    mass -= share
    for (let j = 0; j < width; j++) sums[j] = (sums[j] ?? 0) + drawn * (rows[row * width + j] ?? 0)
  }
}

function drawSum(values: Float64Array, random: RandomBits): number {
  const scale = values.length / 2 ** 32
  const { block } = random
  let sum = 0
  let left = values.length
  while (left > 0) {
    const use = random.take(left)
    const end = random.start + use
    for (let i = random.start; i < end; i++) sum += values[((block[i] ?? 0) * scale) | 0] ?? 0
    left -= use
  }
  return sum
}

/** `drawRows` for one column and a size, with its sums in registers. */
function drawPairs(data: Float64Array, random: RandomBits, sums: Float64Array): void {
  const { block } = random
  const units = data.length / 2
  const scale = units / 2 ** 32
  let sum = 0
  let size = 0
  let left = units
  while (left > 0) {
    const use = random.take(left)
    const end = random.start + use
    for (let i = random.start; i < end; i++) {
      const start = (((block[i] ?? 0) * scale) | 0) * 2
      sum += data[start] ?? 0
      size += data[start + 1] ?? 0
    }
    left -= use
  }
  sums[0] = sum
  sums[1] = size
}

function drawRows(data: Float64Array, width: number, random: RandomBits, sums: Float64Array): void {
  const { block } = random
  sums.fill(0)
  const units = data.length / width
  const scale = units / 2 ** 32
  let left = units
  while (left > 0) {
    const use = random.take(left)
    const end = random.start + use
    for (let i = random.start; i < end; i++) {
      const start = (((block[i] ?? 0) * scale) | 0) * width
      for (let j = 0; j < width; j++) sums[j] = (sums[j] ?? 0) + (data[start + j] ?? 0)
    }
    left -= use
  }
}

/** Distinct rows written out as often as they occur. */
function spread({ rows, width, times, count }: Units): Float64Array {
  const data = new Float64Array(count * width)
  let at = 0
  times.forEach((often, row) => {
    for (let i = 0; i < often; i++, at += width) data.set(rows.subarray(row * width, (row + 1) * width), at)
  })
  return data
}

function everySecond(data: Float64Array): Float64Array {
  return data.filter((_, i) => i % 2 === 0)
}
