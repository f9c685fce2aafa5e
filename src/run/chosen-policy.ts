import { checkMargin } from '../analysis/check-margin.ts'
import type { Comparison } from '../core/comparison.ts'
import { type Location, XevalError } from '../core/errors.ts'
import type { GatePolicy } from '../core/gate-policy.ts'
import { unknownName } from '../registry/near.ts'
import { type Context, at as pathAt } from './context.ts'
import type { GateSettings } from './gate-settings.ts'
import { findConfig, loadConfig } from './load-config.ts'
import type { ReadPolicy } from './read-policy.ts'

/** The file that `--policy` names, else `gate` of the config; nothing where there is neither. */
export async function policyOf({ policy }: GateSettings, context: Context): Promise<ReadPolicy | undefined> {
  const { cwd } = context
  const gate = policy === undefined ? (await loadConfig(cwd)).gate : undefined
  if (policy === undefined && gate === undefined) return undefined
  const { parsePolicy, readPolicyFile } = await import('./read-policy.ts')
  if (policy !== undefined) return readPolicyFile(pathAt(context, policy), policy)
  return parsePolicy(gate, findConfig(cwd) ?? 'xeval.config.ts')
}

/** Throws `bad-policy` for a benchmark that neither the runs nor any suite have. */
export async function checkBenchmarks(
  { policy, where }: ReadPolicy,
  inRuns: readonly string[],
  { registry }: Pick<Context, 'registry'>,
): Promise<void> {
  const others = Object.keys(policy.benchmarks).filter(name => !inRuns.includes(name))
  if (others.length === 0) return
  const suites = await registry.allSuites()
  const known = [...new Set([...inRuns, ...suites.flatMap(suite => suite.benchmarks.map(({ name }) => name))])]
  for (const name of others)
    if (!known.includes(name)) throw at(unknownName('benchmark', name, known), where(['benchmarks', name]))
}

/** Throws `bad-policy` for a metric that its benchmark does not have, `bad-margin` for a margin that a metric can't have. */
export function checkMetrics({ policy, where }: ReadPolicy, { benchmarks }: Comparison): void {
  for (const { name, unit, others } of benchmarks) {
    const rule = policy.benchmarks[name]
    checkMargin(name, unit, rule?.margin ?? policy.margin)
    for (const [metric, { margin }] of Object.entries(rule?.metrics ?? {})) {
      const found = others.find(other => other.metric === metric)
      const known = others.map(other => other.metric)
      if (found === undefined) {
        throw at(unknownName(`metric of ${name}`, metric, known), where(['benchmarks', name, 'metrics', metric]))
      }
      checkMargin(`${name} ${metric}`, found.unit, margin)
    }
  }
}

/** Margins of the headline metrics by benchmark, for the comparison's own verdicts. */
export const policyMargins = (
  { margin: usual, benchmarks }: GatePolicy,
  inRuns: readonly string[],
): Record<string, number> =>
  Object.fromEntries(
    inRuns.flatMap((name): [string, number][] => {
      const { margin, relativeMargin } = benchmarks[name] ?? {}
      const own = margin ?? (relativeMargin === undefined ? usual : undefined)
      return own === undefined ? [] : [[name, own]]
    }),
  )

const at = ({ message, hint = '' }: XevalError, location: Location): XevalError =>
  new XevalError('bad-policy', message, { hint, location })
