import { basename } from 'node:path'
import { summariseRun } from '../analysis/summarise-run.ts'
import type { Dataset } from '../core/dataset.ts'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import { remarkText } from '../core/remark.ts'
import type { Suite } from '../core/suite.ts'
import { type Pullable, pullables } from '../registry/pullable.ts'
import type { Facts } from '../report/facts-text.ts'
import { findRun, readManifest } from '../store/run/run-files.ts'
import type { Context } from './context.ts'
import { openRunAt } from './open-runs.ts'
import { runsFolder } from './run-manifest.ts'

/** What is known of a suite, benchmark, dataset, judge or run. */
export const describe = async (name: string, out: string | undefined, context: Context): Promise<Facts> =>
  (await pluginFacts(name, out, context)) ?? runFacts(await runNamed(name, out, context), context)

/** A run as its manifest has it, under the name by which other commands take it. */
async function runFacts(dir: string, context: Context): Promise<Facts> {
  const manifest = await readManifest(dir)
  return { run: basename(dir), dir, ...manifest, ...(await foundIn(dir, context)) }
}

async function pluginFacts(name: string, out: string | undefined, context: Context): Promise<Facts | undefined> {
  const { names } = context.registry
  for (const suite of await suitesUnlessRun(name, out, context)) {
    if (suite.name === name || suite.aliases?.includes(name)) {
      return {
        suite: suite.name,
        description: suite.description,
        benchmarks: suite.benchmarks.map(benchmark => benchmark.name),
      }
    }
    const benchmark = suite.benchmarks.find(candidate => candidate.name === name)
    if (benchmark === undefined) continue
    const { description, version, dataset, judges, metrics, limit } = benchmark
    return {
      benchmark: name,
      description,
      version,
      suite: suite.name,
      dataset: datasetFacts(dataset),
      judges: judges.map(judge => judge.name),
      metrics: metrics.map(metric => `${metric.name} (${metric.direction})`),
      limit,
    }
  }
  if (/^(dataset|judge):/.test(name) || names.datasets.includes(name) || names.judges.includes(name)) {
    const [first, second] = await pullables(name, 'dataset or judge', context.registry)
    if (first !== undefined) return { ...factsOf(first), ...(second && { [second.kind]: factsOf(second) }) }
  }
  return undefined
}

/** A run is shown whatever is wrong with a plug-in. */
async function suitesUnlessRun(name: string, out: string | undefined, context: Context): Promise<Suite[]> {
  try {
    return await context.registry.allSuites()
  } catch (error) {
    return findRun(runsFolder(context, out), name, context.cwd).then(
      () => [],
      () => Promise.reject(error),
    )
  }
}

/**
 * What has to be known of a run's figures, and why samples are errored or unscored, the commonest first; of one that did not
 * end, as far as it came.
 */
async function foundIn(dir: string, context: Context): Promise<Facts> {
  try {
    const { benchmarks, warnings = [] } = await summariseRun(await openRunAt(dir, context, { partial: true }))
    const failures = benchmarks.flatMap(({ name, causes = [] }) => causes.map(cause => ({ benchmark: name, ...cause })))
    return {
      ...(warnings.length > 0 && { cautions: warnings.map(remark => remarkText(remark, 'en')) }),
      ...(failures.length > 0 && { failures }),
    }
  } catch (error) {
    // Its manifest is shown all the same, unless its files are not what it says.
    if (!XevalError.is(error) || error.code === 'run-changed') throw error
    return { failures: [{ unknown: error.message }] }
  }
}

const factsOf = ({ kind, plugin }: Pullable): Facts => (kind === 'dataset' ? datasetFacts(plugin) : judgeFacts(plugin))

const datasetFacts = ({ name, description, version, card, file, breakdowns }: Dataset): Facts => ({
  dataset: name,
  description,
  version,
  ...card,
  file,
  breakdowns,
})

const judgeFacts = ({
  name,
  description,
  version,
  scale,
  model,
  prompts,
  upstream,
  caution,
  citation,
}: Judge): Facts => ({
  judge: name,
  description,
  version,
  scale,
  model,
  prompts: Object.fromEntries(prompts.map(({ id, sha256 }) => [id, sha256])),
  ...(upstream && { upstream: { commit: upstream.commit, files: upstream.files } }),
  ...(caution !== undefined && { caution }),
  ...(citation !== undefined && { citation }),
})

async function runNamed(name: string, out: string | undefined, context: Context): Promise<string> {
  try {
    return await findRun(runsFolder(context, out), name, context.cwd)
  } catch (error) {
    if (!XevalError.is(error)) throw error
    throw new XevalError('unknown-name', `no suite, benchmark, dataset, judge or run ${JSON.stringify(name)}`, {
      hint: '`xeval list` shows all names.',
    })
  }
}
