import type { Benchmark } from '../core/benchmark.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Suite } from '../core/suite.ts'
import type { Registry } from '../registry/registry.ts'

/** What this xeval has of the plug-ins that made a run. */
export interface RunPlugins {
  /** The run's own suite. */
  suite?: Suite
  /** Those of the run's benchmarks that are here, whichever suite has them now. */
  benchmarks: ReadonlyMap<string, Benchmark>
  /** Why something is missing; absent where nothing is. */
  missing?: string
  /** Whether it is there and can't be loaded. */
  broken?: true
}

/** Reading a run goes on without its plug-ins, so that whatever is wrong with them is a reason and no error. */
export async function findPlugins(
  { suite: name, benchmarks: plans }: Manifest,
  registry: Registry,
): Promise<RunPlugins> {
  const own = await lookUp([name], registry)
  const suite = own.suites.find(found => found.name === name)
  const benchmarks = new Map<string, Benchmark>()
  const reasons = own.why === undefined ? [] : [own.why]
  for (const plan of plans) {
    const found =
      suite?.benchmarks.find(benchmark => benchmark.name === plan.name) ??
      (await lookUp([plan.name], registry)).suites
        .flatMap(other => other.benchmarks)
        .find(other => other.name === plan.name)
    if (found !== undefined) benchmarks.set(plan.name, found)
    else if (own.why === undefined) reasons.push(`no benchmark ${JSON.stringify(plan.name)}`)
  }
  const [missing] = reasons
  return {
    ...(suite && { suite }),
    benchmarks,
    ...(missing !== undefined && { missing }),
    ...(own.broken && { broken: true }),
  }
}

async function lookUp(
  names: readonly string[],
  registry: Registry,
): Promise<{ suites: Suite[]; why?: string; broken?: boolean }> {
  try {
    return { suites: (await registry.selectBenchmarks(names)).map(({ suite }) => suite) }
  } catch (error) {
    return { suites: [], why: messageOf(error), broken: !(XevalError.is(error) && error.code === 'unknown-name') }
  }
}

/** Whether all that a run's scores are drawn by is here. */
export const canScore = ({ benchmarks }: Manifest, plugins: RunPlugins): boolean =>
  benchmarks.every(({ name }) => plugins.benchmarks.has(name))

/** Scores that can neither be read nor be drawn. */
export const cannotScore = (id: string, why: string, { missing = 'its plug-in is missing' }: RunPlugins): XevalError =>
  new XevalError('no-scores', `${id}: ${why}, and the scores cannot be recomputed: ${missing}`, {
    hint: `Run \`xeval score ${id}\` with its suite installed.`,
  })
