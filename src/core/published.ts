import { z } from 'zod'
import { Interval } from './run-result.ts'
import { Wording } from './wording.ts'

const size = z.int().positive()

const Column = z.strictObject({
  name: z.string().min(1),
  /** The heading that spans it. */
  domain: z.string().exactOptional(),
  /** `count`: successes; `rate`: a share or per cent of successes; `mean`: of ratings, not of successes. */
  kind: z.enum(['count', 'rate', 'mean']),
  /** As printed, so that its decimals count: "91.0". */
  before: z.string().regex(/^\d+(\.\d+)?$/, 'a number as printed, such as "91.0"'),
  after: z.string().regex(/^\d+(\.\d+)?$/, 'a number as printed, such as "92.5"'),
  /** What a rate of everything is printed as. @default 100 */
  scale: z.union([z.literal(1), z.literal(100)]).exactOptional(),
  n: z.union([size, z.null(), z.strictObject({ before: size, after: size })], {
    error: 'n is missing: expected a whole number, {"before": …, "after": …}, or null if the source does not state it',
  }),
  /** Sizes that n may have been, each with its reason; the rates are held against them. */
  candidates: z.array(z.strictObject({ n: size, why: Wording })).exactOptional(),
  /** A sentence for the report. */
  note: Wording.exactOptional(),
})

/** A column of a published before/after table, as it was printed. `n: null` says that the source does not state it. */
export const PublishedColumn = Column.refine(...possible('before')).refine(...possible('after'))
export type PublishedColumn = z.infer<typeof PublishedColumn>

export const PublishedTable = z.strictObject({
  title: z.string().min(1),
  source: z.string().exactOptional(),
  citation: z.string().exactOptional(),
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
  columns: z.array(PublishedColumn).min(1),
})
export type PublishedTable = z.infer<typeof PublishedTable>

/** The range over every count that prints as the published rate; one number twice where there is one count. */
const Range = Interval
const Fit = z.object({ k: z.int(), by: z.enum(['exact', 'rounded', 'truncated']) })

/** A pair of rates held against one size. */
const SizeCheck = z.object({
  n: z.object({ before: z.int(), after: z.int() }),
  /** Counts that print as the rates; empty where no whole number does. */
  counts: z.object({ before: z.array(Fit), after: z.array(Fit) }),
  /** Fisher's exact test of two independent samples. Absent without counts. */
  unpaired: z.object({ p: Range, ci95: Interval }).exactOptional(),
  /** McNemar's exact test over every table that the counts leave open. Absent without counts or one n for both. */
  paired: z.object({ p: Range, tables: z.int(), discordant: z.tuple([z.int(), z.int()]) }).exactOptional(),
})
/**
 * What a pair of published rates allows to be said at one size.
 *
 * @example
 * const check: SizeCheck = { n: { before: 3, after: 3 }, counts: { before: [], after: [] } }
 * check.counts.before // → []
 */
export type SizeCheck = z.infer<typeof SizeCheck>

/**
 * `stands`: significant after Holm however the samples pair; `falls`: not significant however they pair; `open`: the
 * published figures don't decide it; `untestable`: they don't allow any test.
 *
 * @example
 * const verdicts: PublishedVerdict[] = ['stands', 'falls', 'open', 'untestable']
 * verdicts.length // → 4
 */
export const PublishedVerdict = z.enum(['stands', 'falls', 'open', 'untestable'])
export type PublishedVerdict = z.infer<typeof PublishedVerdict>

const ComparedColumn = Column.extend({
  /** after − before, in 0…1 for counts and rates, else as printed. Counts without n have none. */
  delta: z.number().exactOptional(),
  check: SizeCheck.exactOptional(),
  pAdjusted: z.object({ unpaired: Range, paired: Range.exactOptional() }).exactOptional(),
  verdict: PublishedVerdict,
  reason: z.enum(['n-unknown', 'no-count', 'too-coarse', 'no-spread']).exactOptional(),
  /** Where n is unknown: the smallest sizes that print both rates. */
  sizes: z.array(z.int()).exactOptional(),
  /** Where n is unknown: from which n on these rates would differ at α, unpaired, and at the least if paired. */
  needed: z.object({ unpaired: z.int(), pairedAtLeast: z.int() }).exactOptional(),
  assumed: z.array(SizeCheck.extend({ why: Wording })).exactOptional(),
})
/**
 * A column of a published table, with what can be said of it.
 *
 * @example
 * const column: ComparedColumn | undefined = toyInputs.published.published.columns[0]
 * column?.verdict // → 'untestable'
 */
export type ComparedColumn = z.infer<typeof ComparedColumn>

/**
 * What can be said of a published table from its figures alone; `xeval compare --published FILE --json` prints it.
 *
 * @example
 * const table: PublishedComparison = toyInputs.published.published
 * table.alpha // → 0.05
 */
export const PublishedComparison = PublishedTable.omit({ columns: true }).extend({
  schemaVersion: z.literal(1),
  before: z.string(),
  after: z.string(),
  alpha: z.number(),
  columns: z.array(ComparedColumn),
})
export type PublishedComparison = z.infer<typeof PublishedComparison>

/** That a figure can be what it says that it is. */
function possible(arm: 'before' | 'after') {
  const wrong = ({ kind, scale = 100, n, [arm]: text }: z.infer<typeof Column>): string | undefined => {
    const figure = Number(text)
    if (kind === 'mean') return undefined
    if (kind === 'count' && !Number.isInteger(figure)) return `expected a whole number as count, found ${text}`
    if (kind === 'rate')
      return figure > scale ? `a rate cannot be above its scale of ${scale}, found ${text}` : undefined
    const size = n !== null && typeof n === 'object' ? n[arm] : n
    return size !== null && figure > size ? `a count cannot be above n = ${size}, found ${text}` : undefined
  }
  const path: PropertyKey[] = [arm]
  const error = ({ input }: { input?: unknown }): string | undefined => {
    const column = Column.safeParse(input)
    return column.success ? wrong(column.data) : undefined
  }
  return [(column: z.infer<typeof Column>) => wrong(column) === undefined, { path, error }] as const
}
