import type { Comparison } from '../core/comparison.ts'
import type { Wording } from '../core/wording.ts'
import { adjustTable } from './adjust-table.ts'
import { type CompareOptions, compareRaw, levelsOf, type RawRuns } from './compare-runs.ts'
import type { ScoredRun } from './scored-run.ts'

/**
 * Several suites' runs before and after as one table: every headline difference is adjusted over all of them. There is no mean over suites,
 * since they measure different things.
 */
export async function compareTogether(
  suite: string,
  pairs: readonly (readonly [before: ScoredRun, after: ScoredRun])[],
  options: CompareOptions,
): Promise<Comparison> {
  const raws: RawRuns[] = []
  for (const [before, after] of pairs) raws.push(await compareRaw(before, after, options))
  const [first] = raws
  if (first === undefined) throw new Error('a table needs a comparison')
  const { alpha, adjust, margins: given, primary } = levelsOf(options)
  const margins = Object.fromEntries(
    raws.flatMap(({ rows, suiteName }) =>
      rows.flatMap(({ plan: { name } }): [string, number][] => {
        const margin = given[name] ?? given[suiteName]
        return margin === undefined ? [] : [[name, margin]]
      }),
    ),
  )
  const table = { rows: raws.flatMap(({ rows }) => rows), suiteName: suite, whole: false }
  const cautions = new Map<string, Wording>(raws.flatMap(raw => [...raw.cautions]))
  const rests = raws.map(({ rest }) => rest)
  // What several suites say in the same words is said once.
  const of = <T>(list: (rest: RawRuns['rest']) => readonly T[] | undefined): T[] => [
    ...new Map(rests.flatMap(one => list(one) ?? []).map(one => [JSON.stringify(one), one])).values(),
  ]
  const [remarks, warnings] = [of(({ remarks }) => remarks), of(({ warnings }) => warnings)]
  return {
    ...first.rest,
    suite,
    comparable: rests.every(({ comparable }) => comparable),
    differences: of(({ differences }) => differences),
    ...(remarks.length > 0 && { remarks }),
    ...(warnings.length > 0 && { warnings }),
    notCompared: of(({ notCompared }) => notCompared),
    ...adjustTable(table, { alpha, adjust, margins, primary, cautions }),
  }
}
