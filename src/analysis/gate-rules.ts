import type { BenchmarkRule, GatePolicy, MetricRule, Tier } from '../core/gate-policy.ts'
import type { GateOutcome, GateResult } from '../core/gate-result.ts'

/** What one metric is held against. */
export interface GateRule {
  benchmark: string
  /** One that is not the headline. */
  metric?: string
  tier: Tier
  margin?: number
  relativeMargin?: number
  /** Which way a change is a loss; absent is the metric's own direction. */
  direction?: MetricRule['direction']
  required: boolean
}

type Rows = readonly { name: string; bundled: boolean }[]
interface Named {
  suite: string
  benchmarks: Rows
  notCompared: Rows
}

/** A rule for each benchmark of the runs, and for what the policy says besides. */
export function rulesOf(
  { benchmarks, notCompared, suite }: Named,
  { policy, margins }: { policy?: GatePolicy; margins: Readonly<Record<string, number>> },
): GateRule[] {
  const inRuns = [...benchmarks, ...notCompared].filter(({ bundled }) => !bundled).map(({ name }) => name)
  const own = (name: string): number | undefined => margins[name] ?? margins[suite]
  if (policy === undefined)
    return inRuns.map(benchmark => ({ benchmark, tier: 'critical', required: false, ...limits({}, own(benchmark)) }))
  const unnamed = inRuns.filter(name => policy.benchmarks[name] === undefined)
  const rules: [string, BenchmarkRule][] = [
    ...Object.entries(policy.benchmarks),
    ...unnamed.map((name): [string, BenchmarkRule] => [name, { tier: policy.others ?? 'critical', required: false }]),
  ]
  return rules.flatMap(([benchmark, rule]): GateRule[] => {
    const { tier = 'critical', required = tier === 'critical', metrics = {} } = rule
    return [
      { benchmark, tier, required, ...limits(rule, policy.margin ?? own(benchmark)) },
      ...Object.entries(metrics).map(
        ([metric, one]): GateRule => ({
          ...{ benchmark, metric, tier: one.tier ?? tier },
          required: rule.required ?? (one.tier ?? tier) === 'critical',
          ...limits(one, undefined),
        }),
      ),
    ]
  })
}

/** The margin of a rule that names no limit at all is the usual one. */
function limits({ margin, relativeMargin, direction }: MetricRule, usual: number | undefined): Partial<GateRule> {
  const size = margin ?? (relativeMargin === undefined ? usual : undefined)
  return {
    ...(size !== undefined && { margin: size }),
    ...(relativeMargin !== undefined && { relativeMargin }),
    ...(direction !== undefined && { direction }),
  }
}

/** What a policy makes of the results, and what CI is told. */
export interface PolicyDecision {
  decision: 'GO' | 'NO-GO' | 'INCONCLUSIVE'
  outcome: GateOutcome
}

/**
 * NO-GO: a critical rule fails, or more supporting ones than may. INCONCLUSIVE: it can't be told that this is not so, since a critical
 * rule is undecided, or with the undecided supporting ones more could have failed than may; or there is nothing to decide. GO: the
 * rest. Advisory rules decide nothing.
 */
export function decide(results: readonly GateResult[], mayFail = 0): PolicyDecision {
  const [critical, supporting] = [ofTier(results, 'critical'), ofTier(results, 'supporting')]
  const [worst] = critical.failed
  if (worst !== undefined) return { decision: 'NO-GO', outcome: worst.outcome }
  const [failed] = supporting.failed
  if (failed !== undefined && supporting.failed.length > mayFail) return { decision: 'NO-GO', outcome: failed.outcome }
  if (critical.undecided.some(({ outcome }) => outcome === 'too-many-errors'))
    return { decision: 'INCONCLUSIVE', outcome: 'too-many-errors' }
  const couldFail = supporting.failed.length + supporting.undecided.length > mayFail
  const isEmpty = critical.all.length + supporting.all.length === 0
  return critical.undecided.length > 0 || couldFail || isEmpty
    ? { decision: 'INCONCLUSIVE', outcome: 'inconclusive' }
    : { decision: 'GO', outcome: 'passed' }
}

function ofTier(results: readonly GateResult[], tier: Tier) {
  const all = results.filter(result => result.tier === tier)
  const failed = all.filter(({ outcome }) => outcome === 'regressed' || outcome === 'missing')
  return { all, failed, undecided: all.filter(result => result.outcome !== 'passed' && !failed.includes(result)) }
}
