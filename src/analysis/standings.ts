import { bh, gatekeep, holm } from '../stats/multiplicity.ts'
import type { Extremes } from './missing.ts'
import { type Adjusted, isOverturnable, isWithin, type Tested, verdictOf } from './verdict.ts'

/** One line of a table: a difference, and where it has a margin the test against that. */
export interface Hypothesis {
  /** A benchmark's, or `MEAN`. */
  name: string
  raw: Tested
  margin: number | undefined
  /** As it would be had missing answers lowered, and raised, the difference as far as they could. */
  extremes?: Extremes<Tested> | undefined
  /** Answers are missing that could have made anything of it: it has no extremes. */
  unbounded?: boolean
}

export interface Standing extends Adjusted {
  /** Missing answers, its own or the primary endpoint's, could overturn the verdict. */
  overturnable: boolean
}

export interface Families {
  /** Two-sided level of all tables. */
  alpha: number
  adjust: 'holm' | 'bh'
  /** The endpoint that has to be significant before any other is claimed. */
  primary?: string | undefined
}

/**
 * What the adjustment leaves of every line of one table or of several, in their order. All differences are one family, all tests against
 * margins another. With a primary endpoint each table is gatekept on its own, and several tables share the level evenly.
 */
export function standings(tables: readonly (readonly Hypothesis[])[], families: Families): Standing[][] {
  const { alpha } = families
  const adjusted = (of: P) => adjust(tables, of, families)
  const differences = adjusted(({ raw }) => raw.test.p)
  const losses = adjusted(lossOf)
  const equals = adjusted(equalOf)
  return tables.map((table, t) =>
    table.map((own, i): Standing => {
      const lossAdjusted = losses[t]?.[i]
      const { margin } = own
      const loss =
        margin === undefined || lossAdjusted === undefined
          ? undefined
          : { margin, p: own.raw.harm(margin), pAdjusted: lossAdjusted }
      const equal = sided(own.raw, margin, equals[t]?.[i])
      const pAdjusted = differences[t]?.[i] ?? 1
      const standing: Adjusted = { alpha, pAdjusted, ...(loss && { loss }), ...(equal && { equal }) }
      const extremes = extremesOf(own, table, families)
      const verdict = verdictOf(own.raw, standing)
      const within = isWithin(verdict, standing) && { within: true as const }
      if (isUnbounded(own, table, families)) return { ...standing, overturnable: verdict !== 'inconclusive' }
      if (extremes === undefined) return { ...standing, ...within, overturnable: false }
      /** What would be left of this line at another p, the primary endpoint at its worst. */
      const again = (of: P, worst: P, p: number): number =>
        adjusted((other, at) =>
          other === own ? p : at === t && other.name === families.primary ? worst(other, at) : of(other, at),
        )[t]?.[i] ?? 1
      const readjusted = {
        difference: (p: number) => again(({ raw }) => raw.test.p, worstOf, p),
        loss: (p: number) => again(lossOf, worstLossOf, p),
        equal: (p: number) => again(equalOf, worstEqualOf, p),
      }
      const { lowest, highest } = extremes
      const farthest = margin === undefined ? 1 : Math.max(eitherWay(lowest, margin), eitherWay(highest, margin))
      return {
        ...standing,
        ...(within && readjusted.equal(farthest) < alpha / 2 && within),
        overturnable: isOverturnable(verdict, extremes, standing, readjusted),
      }
    }),
  )
}

/** A line's p in a family, or nothing where it has no part in it; with the table's place. */
type P = (hypothesis: Hypothesis, table: number) => number | undefined

/** The larger p of the two tests against the margin, and what the adjustment leaves of it. */
const sided = (raw: Tested, margin: number | undefined, pAdjusted: number | undefined): Adjusted['equal'] =>
  margin === undefined || pAdjusted === undefined ? undefined : { p: eitherWay(raw, margin), pAdjusted }

const eitherWay = (raw: Tested, margin: number): number => Math.max(raw.harm(margin), raw.boon(margin))

const equalOf: P = ({ raw, margin }) => (margin === undefined ? undefined : eitherWay(raw, margin))

const worstEqualOf: P = ({ raw, margin, extremes: { lowest, highest } = { lowest: raw, highest: raw } }) =>
  margin === undefined ? undefined : Math.max(eitherWay(lowest, margin), eitherWay(highest, margin))

const lossOf: P = ({ raw, margin }) => (margin === undefined ? undefined : raw.harm(margin))

function adjust(
  tables: readonly (readonly Hypothesis[])[],
  of: P,
  { adjust: how, primary }: Families,
): (number | undefined)[][] {
  const adjustment = { holm, bh }[how]
  const all = tables.map((table, t) => table.map(hypothesis => of(hypothesis, t)))
  if (primary === undefined) {
    const flat = adjustment(all.flat().filter(isP))
    let next = 0
    return all.map(ps => ps.map(p => (p === undefined ? undefined : flat[next++])))
  }
  return all.map((ps, t) => {
    const at = (tables[t] ?? []).findIndex(({ name }) => name === primary)
    const others = ps.filter((p, i): p is number => i !== at && p !== undefined)
    const first = ps[at]
    // Of an endpoint without a margin no test against one can be the gate.
    const left = at >= 0 && first === undefined ? adjustment(others) : gatekeep(first, others, adjustment)
    let next = 0
    const shared = (p: number | undefined) => (p === undefined ? undefined : Math.min(1, p * tables.length))
    return ps.map((p, i) => (i === at || p === undefined ? shared(p) : shared(left[next++])))
  })
}

const isP = (p: number | undefined): p is number => p !== undefined

/** Whether missing answers could have made anything of a line, or of the primary endpoint that it stands behind. */
const isUnbounded = (own: Hypothesis, table: readonly Hypothesis[], { primary }: Families): boolean =>
  own.unbounded === true || table.some(({ name, unbounded }) => name === primary && unbounded === true)

/** A line's own extremes; of one without, itself, where the primary endpoint has some. */
function extremesOf(
  own: Hypothesis,
  table: readonly Hypothesis[],
  { primary }: Families,
): Extremes<Tested> | undefined {
  if (own.extremes !== undefined) return own.extremes
  const isGated = table.some(({ name, extremes }) => name === primary && extremes !== undefined)
  return isGated && own.name !== primary ? { lowest: own.raw, highest: own.raw } : undefined
}

/** The largest p that missing answers leave possible: 1 where the difference could have either sign. */
const worstOf: P = ({ raw, extremes }) => {
  const { lowest, highest } = extremes ?? { lowest: raw, highest: raw }
  return Math.sign(lowest.delta.value) === Math.sign(highest.delta.value) ? Math.max(lowest.test.p, highest.test.p) : 1
}

const worstLossOf: P = ({ raw, margin, extremes: { lowest, highest } = { lowest: raw, highest: raw } }) =>
  margin === undefined ? undefined : Math.max(lowest.harm(margin), highest.harm(margin))
