import type {
  ComparedColumn,
  PublishedColumn,
  PublishedComparison,
  PublishedTable,
  SizeCheck,
} from '../core/published.ts'
import type { Interval } from '../core/run-result.ts'
import { probit } from '../stats/distributions.ts'
import { countsForRate, feasiblePaired } from '../stats/feasible.ts'
import { holm } from '../stats/multiplicity.ts'
import { fisherExact, newcombeUnpaired } from '../stats/unpaired.ts'

type Fit = SizeCheck['counts']['before'][number]
type Sizes = SizeCheck['n']

/** The largest n that is tried where a table doesn't state it, and how many sizes that fit are listed. */
const LARGEST_SIZE = 5000
const LISTED_SIZES = 5
/** More counts than this that print as one rate say that it is printed too coarsely. */
const MOST_COUNTS = 50

/**
 * What a published before/after table can claim. A test is made where n is stated and whole numbers of successes print
 * as the rates; Holm is over these, at both ends of what the figures leave open.
 */
export function comparePublished(table: PublishedTable, { alpha = 0.05 } = {}): PublishedComparison {
  const columns = table.columns.map(column => compareColumn(column, alpha))
  const tested = columns.filter(({ check }) => check?.unpaired !== undefined)
  const family = (range: (check: SizeCheck) => Interval | undefined): Interval[] => {
    const ranges = tested.map(({ check }): Interval => (check && range(check)) ?? [1, 1])
    const [low, high] = [holm(ranges.map(([least]) => least)), holm(ranges.map(([, most]) => most))]
    return ranges.map((_, i) => [low[i] ?? 1, high[i] ?? 1])
  }
  const unpaired = family(check => check.unpaired?.p)
  // What decides: the pairing is not published, so that each pairing counts; with two sizes there is none.
  const deciding = family(check => check.paired?.p ?? check.unpaired?.p)
  tested.forEach((column, i) => {
    const [least, most] = deciding[i] ?? [0, 1]
    column.pAdjusted = {
      unpaired: unpaired[i] ?? [0, 1],
      ...(column.check?.paired !== undefined && { paired: [least, most] }),
    }
    column.verdict = most < alpha ? 'stands' : least >= alpha ? 'falls' : 'open'
  })
  const { before = 'before', after = 'after', ...rest } = table
  return { schemaVersion: 1, ...rest, before, after, alpha, columns }
}

function compareColumn(column: PublishedColumn, alpha: number): ComparedColumn {
  const { kind, n } = column
  const delta = deltaOf(column)
  const base = { ...column, ...(delta !== undefined && { delta }), verdict: 'untestable' as const }
  if (kind === 'mean') return { ...base, reason: 'no-spread' }
  if (n === null) return { ...base, reason: 'n-unknown', ...withoutSize(column, delta, alpha) }
  const check = checkSize(column, typeof n === 'number' ? { before: n, after: n } : n)
  if (check.unpaired !== undefined) return { ...base, check }
  return { ...base, check, reason: isCoarse(check.counts) ? 'too-coarse' : 'no-count' }
}

function deltaOf({ kind, before, after, scale = 100, n }: PublishedColumn): number | undefined {
  if (kind === 'mean') return Number(after) - Number(before)
  if (kind === 'rate') return (Number(after) - Number(before)) / scale
  if (n === null) return undefined
  const sizes = typeof n === 'number' ? { before: n, after: n } : n
  return Number(after) / sizes.after - Number(before) / sizes.before
}

function checkSize(column: PublishedColumn, n: Sizes): SizeCheck {
  const counts = { before: fits(column, column.before, n.before), after: fits(column, column.after, n.after) }
  const pairs = counts.before.flatMap(({ k: b }) => counts.after.map(({ k: a }) => ({ b, a })))
  if (pairs.length === 0 || isCoarse(counts)) return { n, counts }
  const tests = pairs.map(({ b, a }) => {
    const [x, y] = [
      { k: b, n: n.before },
      { k: a, n: n.after },
    ]
    return { p: fisherExact(x, y), ci: newcombeUnpaired(x, y).ci }
  })
  const unpaired = { p: rangeOf(tests.map(({ p }) => p)), ci95: rangeOf(tests.flatMap(({ ci }) => ci)) }
  return n.before === n.after ? { n, counts, unpaired, paired: pairedRange(pairs, n.before) } : { n, counts, unpaired }
}

const isCoarse = ({ before, after }: SizeCheck['counts']): boolean =>
  Math.max(before.length, after.length) > MOST_COUNTS

/**
 * McNemar's p over every table that every pair of counts leaves open. Its ends lie where the counts are furthest apart
 * and where they are closest, so that only these are gone through.
 */
function pairedRange(pairs: readonly { b: number; a: number }[], n: number): NonNullable<SizeCheck['paired']> {
  const [closest, furthest] = rangeOf(pairs.map(({ b, a }) => Math.abs(a - b)))
  const ends = pairs.filter(({ b, a }) => [closest, furthest].includes(Math.abs(a - b)))
  const changed = ({ b, a }: { b: number; a: number }) => [Math.abs(a - b), Math.min(a + b, 2 * n - a - b)]
  return {
    p: rangeOf(ends.flatMap(({ b, a }) => feasiblePaired(b, a, n).p)),
    tables: pairs.reduce((sum, { b, a }) => sum + Math.min(a, b) - Math.max(0, a + b - n) + 1, 0),
    discordant: rangeOf(pairs.flatMap(changed)),
  }
}

/** Counts that print as the figure: by rounding, and only where none does, by cutting off. */
function fits({ kind, scale = 100 }: PublishedColumn, text: string, n: number): Fit[] {
  if (kind === 'count') return Number(text) <= n && /^\d+$/.test(text) ? [{ k: Number(text), by: 'exact' }] : []
  const all = countsForRate({ text, scale }, n)
  const rounded = all.filter(({ by }) => by === 'rounded')
  return rounded.length > 0 ? rounded : all
}

function withoutSize(column: PublishedColumn, delta: number | undefined, alpha: number) {
  if (column.kind !== 'rate' || delta === undefined) return {}
  const { scale = 100, candidates = [] } = column
  const sizes: number[] = []
  for (let n = 1; n <= LARGEST_SIZE && sizes.length < LISTED_SIZES; n++) {
    const rounds = (text: string) => countsForRate({ text, scale }, n).some(({ by }) => by === 'rounded')
    if (rounds(column.before) && rounds(column.after)) sizes.push(n)
  }
  const mean = (Number(column.before) + Number(column.after)) / (2 * scale)
  const needed = delta === 0 ? undefined : neededSizes(delta, mean, alpha)
  return {
    sizes,
    ...(needed !== undefined && { needed }),
    assumed: candidates.map(({ n, why }) => ({ ...checkSize(column, { before: n, after: n }), why })),
  }
}

/**
 * From which n on a difference of these rates reaches α: by the score test of two independent samples; and in the best
 * case of pairs, where all that change go one way and 2·½^b < α needs b of them.
 */
function neededSizes(delta: number, mean: number, alpha: number): { unpaired: number; pairedAtLeast: number } {
  const z = probit(alpha / 2)
  const discordant = Math.floor(1 - Math.log2(alpha)) + 1
  return {
    unpaired: Math.ceil((2 * z * z * mean * (1 - mean)) / delta ** 2),
    pairedAtLeast: Math.ceil(discordant / Math.abs(delta) - 1e-9),
  }
}

const rangeOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)]
