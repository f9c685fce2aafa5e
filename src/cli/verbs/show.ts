import { basename } from 'node:path'
import { XevalError } from '../../core/errors.ts'
import type { Suite } from '../../core/suite.ts'
import { allSuites, loadDataset, loadJudge, names } from '../../registry/plugins.ts'
import { runsFolder } from '../../run/run-manifest.ts'
import { findRun, readManifest } from '../../store/run/run-files.ts'
import { parseReportOptions } from '../options/report-options.ts'
import type { Verb } from '../program.ts'

const show: Verb = async ([name = ''], options) => {
  const { json, out } = parseReportOptions(options)
  const found = (await describePlugin(name, out)) ?? (await describeRun(name, out))
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : asText(found))
  return 0
}
export default show

type Facts = Record<string, unknown>

async function describePlugin(name: string, out: string | undefined): Promise<Facts | undefined> {
  for (const suite of await suitesUnlessRun(name, out)) {
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
  if (names.datasets.includes(name)) return datasetFacts(await loadDataset(name))
  if (names.judges.includes(name)) return judgeFacts(await loadJudge(name))
  return undefined
}

/** A run as its manifest has it, under the name by which other commands take it. */
async function describeRun(name: string, out: string | undefined): Promise<Facts> {
  const dir = await runNamed(name, out)
  return { run: basename(dir), dir, ...(await readManifest(dir)) }
}

/** A run is shown whatever is wrong with a plug-in. */
async function suitesUnlessRun(name: string, out: string | undefined): Promise<Suite[]> {
  try {
    return await allSuites()
  } catch (error) {
    return findRun(runsFolder(out), name).then(
      () => [],
      () => Promise.reject(error),
    )
  }
}

const datasetFacts = ({
  name,
  description,
  version,
  card,
  file,
  breakdowns,
}: Awaited<ReturnType<typeof loadDataset>>): Facts => ({
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
}: Awaited<ReturnType<typeof loadJudge>>): Facts => ({
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

async function runNamed(name: string, out: string | undefined): Promise<string> {
  try {
    return await findRun(runsFolder(out), name)
  } catch (error) {
    if (!XevalError.is(error)) throw error
    throw new XevalError('unknown-name', `no suite, benchmark, dataset, judge or run ${JSON.stringify(name)}`, {
      hint: '`xeval list` shows what there is.',
    })
  }
}

function asText(facts: Facts, indent = ''): string {
  return Object.entries(facts)
    .map(([key, value]) => {
      if (isFacts(value)) return `${indent}${key}:\n${asText(value, `${indent}  `)}`
      if (Array.isArray(value) && value.some(isFacts)) {
        return `${indent}${key}:\n${value.map(item => asText(isFacts(item) ? item : { item }, `${indent}  `)).join(`${indent}  ──\n`)}`
      }
      const text = Array.isArray(value) ? value.join(', ') : String(value)
      return `${indent}${key}: ${text.replaceAll('\n', `\n${indent}  `)}\n`
    })
    .join('')
}

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null && !Array.isArray(value)
