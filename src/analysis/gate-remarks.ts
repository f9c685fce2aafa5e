import type { BenchmarkComparison } from '../core/comparison.ts'
import type { GatePolicy } from '../core/gate-policy.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Remark } from '../core/remark.ts'
import type { ComparisonInput } from '../core/report.ts'

/** What is to be looked at beside a gate's verdict. */
export function gateRemarks(
  { comparison, manifests }: Pick<ComparisonInput, 'comparison' | 'manifests'>,
  bundled: ReadonlyMap<string, string>,
  margins: Readonly<Record<string, number>>,
  policy: GatePolicy | undefined,
): Remark[] {
  const { benchmarks, notCompared, suite } = comparison
  const inRuns = [...benchmarks, ...notCompared].map(({ name }) => name)
  const unmet = Object.keys(policy?.benchmarks ?? {}).filter(name => !inRuns.includes(name) && !bundled.has(name))
  const [names, datasets] = [[...bundled.keys()].join(', '), [...new Set(bundled.values())].join(' ')]
  return [
    ...(bundled.size > 0 ? [{ code: 'bundled-left-out', values: { names, datasets } } as const] : []),
    ...(unmet.length > 0 ? [{ code: 'not-in-runs', values: { names: unmet.join(', ') } } as const] : []),
    ...benchmarks.flatMap(row => {
      const margin = policy?.benchmarks[row.name]?.margin ?? policy?.margin ?? margins[row.name] ?? margins[suite]
      return largeImprovement(row, margin, manifests)
    }),
  ]
}

/** A rate that surely rose by so much more than a loss would matter is looked at, where no margin says what matters. */
const LARGE = 0.1

/** An improvement whose whole interval is beyond the margin, with what else changed: how answers ended, how long they are, how many could be scored. */
function largeImprovement(
  row: BenchmarkComparison,
  margin: number | undefined,
  manifests: ComparisonInput['manifests'],
): Remark[] {
  const { name: benchmark, verdict, direction, delta, unit, unscored, notes = {} } = row
  const [gain, least] = direction === 'higher-is-better' ? [delta.value, delta.ci95[0]] : [-delta.value, -delta.ci95[1]]
  const limit = margin ?? (unit === 'rate' ? LARGE : Number.POSITIVE_INFINITY)
  if (verdict !== 'improved' || least < limit) return []
  const [was, is] = [tokensOf(manifests.before), tokensOf(manifests.after)]
  const counts = { 'cut-off': { before: 0, after: 0 }, ...notes, unscored }
  const changes = Object.entries(counts).map(([what, { before, after }]) => [what, `${before} → ${after}`] as const)
  const tokens = was !== undefined && is !== undefined && { tokens: `${was.toFixed(0)} → ${is.toFixed(0)}` }
  const size = unit === 'rate' ? `${(gain * 100).toFixed(1)} pp` : gain.toPrecision(3)
  return [{ code: 'large-improvement', values: { benchmark, gain: size, ...Object.fromEntries(changes), ...tokens } }]
}

/** Output tokens per answer, over all benchmarks of a run; nothing where its server counts none. */
function tokensOf({ usage, benchmarks, epochs }: Manifest): number | undefined {
  const tokens = usage?.model.outputTokens
  const answers = benchmarks.reduce((sum, { n }) => sum + n, 0) * epochs
  return tokens === undefined || answers === 0 ? undefined : tokens / answers
}
