import { fileURLToPath } from 'node:url'
import { API_VERSION } from '../../core/api.ts'
import type { Benchmark } from '../../core/benchmark.ts'
import type { Sample } from '../../core/sample.ts'
import type { Suite } from '../../core/suite.ts'
import {
  duplicatesOf,
  type Findings,
  findInPlugin,
  isKebab,
  isText,
  makeFindings,
  thrownText,
} from './plugin-problems.ts'

/**
 * What is wrong with a suite and its benchmarks, a sentence each; nothing where all is well. The suite's datasets and judges have
 * checks of their own.
 *
 * @example
 * const suite = defineSuite({ name: 'toys', version: 1, description: 'Toys', title: 'Toys', benchmarks: [] })
 * await problemsOfSuite(suite) // → ['It has no benchmarks.']
 */
export async function problemsOfSuite(suite: Suite): Promise<string[]> {
  const findings = makeFindings()
  const { must, problems } = findings
  findInPlugin('suite', suite, findings)
  must(isText(suite.title), 'It has no title.')
  must(suite.benchmarks.length > 0, 'It has no benchmarks.')
  const names = [suite.name, ...(suite.aliases ?? []), ...suite.benchmarks.map(({ name }) => name)]
  // A suite of one benchmark may bear its name.
  const [only, ...others] = suite.benchmarks
  const shared = others.length === 0 && only?.name === suite.name ? names.slice(1) : names
  for (const name of duplicatesOf(shared)) problems.push(`the name ${name} is used twice.`)
  for (const benchmark of suite.benchmarks) {
    const own = makeFindings()
    await findInBenchmark(benchmark, own)
    problems.push(...own.problems.map(problem => `Benchmark ${benchmark.name}: ${problem}`))
  }
  return problems
}

async function findInBenchmark(benchmark: Benchmark, findings: Findings): Promise<void> {
  const { must, problems } = findings
  const { name, version, apiVersion, judges, metrics, demoJudge, defaultJudge, limit, dataset } = benchmark
  must(apiVersion === API_VERSION, 'It was not made by defineBenchmark of this version of the plug-in API.')
  must(isKebab(name), `Its name ${JSON.stringify(name)} is not in kebab-case.`)
  must(Number.isInteger(version) && version >= 1, `Its version ${version} is not 1, 2, 3 …`)
  must(isText(benchmark.description), 'It has no description.')
  for (const judge of duplicatesOf(judges.map(judge => judge.name))) problems.push(`It has two judges named ${judge}.`)
  must(new Set(judges.map(({ scale }) => JSON.stringify(scale))).size === 1, 'Its judges have different scales.')
  const demo = judges.find(judge => judge.name === demoJudge)
  must(demo !== undefined, `Its demonstration judge ${demoJudge} is not one of its judges.`)
  must(demo?.model !== 'required', `Its demonstration judge ${demoJudge} asks a model.`)
  must(
    defaultJudge === undefined || judges.some(judge => judge.name === defaultJudge),
    `Its default judge ${defaultJudge} is not one of its judges.`,
  )
  for (const metric of duplicatesOf(metrics.map(metric => metric.name)))
    problems.push(`It has two metrics named ${metric}.`)
  must(limit === 'all' || (Number.isInteger(limit) && limit > 0), `Its limit ${limit} is not a number of samples.`)
  must(
    benchmark.stratify === undefined || dataset.breakdowns.includes(benchmark.stratify),
    `It stratifies by ${benchmark.stratify}, which is not a breakdown of its dataset.`,
  )
  try {
    await findInMessages(benchmark, findings)
  } catch (error) {
    problems.push(`Its bundled samples cannot be read: ${thrownText(error)}.`)
  }
}

async function findInMessages({ dataset, messages }: Benchmark, { must }: Findings): Promise<void> {
  const samples: Sample[] = []
  for await (const sample of dataset.parse(fileURLToPath(dataset.bundled))) samples.push(sample)
  must(samples.length > 0, 'Its dataset has no bundled samples.')
  for (const sample of samples) {
    const last = (messages?.(sample) ?? sample.input).at(-1)
    must(
      last?.role === 'user' && isText(last.content),
      `Its messages for sample ${sample.id} do not end with the user's.`,
    )
  }
}
