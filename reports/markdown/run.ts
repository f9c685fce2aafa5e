import type { BenchmarkResult, MetricResult, RunInput } from 'xeval'
import { figure, withInterval } from '../figures.ts'
import { methodNames } from '../method-names.ts'
import type { Words } from '../words.ts'
import { analysisSections } from './analyses.ts'
import { code, plainText } from './plain-text.ts'
import { judgeAndDataSections, setup } from './provenance.ts'
import { table } from './table.ts'

/** The parts of the document, top down; an empty one is left out. */
export function runReport({ run, manifest, analyses }: RunInput, words: Words): string[] {
  const { benchmarks } = run
  const cautions = new Map(
    benchmarks.flatMap(({ judge, caution }) => (caution === undefined ? [] : [[judge, caution]])),
  )
  const methods = methodNames(
    benchmarks.flatMap(({ metrics }) => metrics.map(({ method }) => method)),
    words.language,
  )
  return [
    `# ${plainText(run.suite)}${words.colon}${code(run.model)}`,
    run.run.demo ? `> **${words.demo}**` : '',
    `- ${words.run}${words.colon}${code(run.run.id)} (${plainText(run.run.status)})`,
    table(
      [words.benchmark, words.metric, 'n', words.value, words.errored, words.unscored, words.cached],
      benchmarks.flatMap(benchmark => benchmark.metrics.map((metric, at) => row(benchmark, metric, at === 0, words))),
    ),
    `${words.runNote(plainText(methods.join(words.semicolon)))} ${directions(benchmarks, words)}`,
    ...analysisSections(analyses),
    ...benchmarks.flatMap(benchmark => breakdowns(benchmark, words)),
    ...notScored(benchmarks, words),
    ...judgeAndDataSections([manifest], cautions, words),
    ...setup([manifest], words),
  ]
}

function row(benchmark: BenchmarkResult, metric: MetricResult, first: boolean, words: Words): string[] {
  const { errored, unscored, cached } = benchmark
  return [
    plainText(benchmark.name),
    `${plainText(metric.name)} ${metric.direction === 'higher-is-better' ? '↑' : '↓'}`,
    benchmark.dataset.bundled ? `n=${metric.n} ${words.bundled}` : `${metric.n}`,
    metric.n === 0 ? '–' : withInterval(metric.value, metric.ci95, metric.unit),
    // Counts belong to the benchmark, so they stand once, beside its headline.
    ...(first ? [errored, unscored, cached].map(String) : ['', '', '']),
  ]
}

const directions = (benchmarks: readonly BenchmarkResult[], words: Words): string =>
  [
    ...new Set(
      benchmarks.flatMap(({ metrics }) =>
        metrics.map(({ direction }) => (direction === 'higher-is-better' ? words.higher : words.lower)),
      ),
    ),
  ].join(words.separator)

function breakdowns({ name, groups, metrics }: BenchmarkResult, words: Words): string[] {
  const unit = metrics[0]?.unit ?? 'number'
  return Object.entries(groups).flatMap(([key, values]) => [
    `## ${plainText(words.breakdown(name, key))}`,
    table(
      [plainText(key), 'n', words.value],
      Object.entries(values).map(([value, group]) => [
        plainText(value),
        `${group.n}`,
        withInterval(group.value, group.ci95, unit),
      ]),
    ),
  ])
}

function notScored(benchmarks: readonly BenchmarkResult[], words: Words): string[] {
  const rows = benchmarks
    .filter(({ errored, unscored }) => errored + unscored > 0)
    .map(({ name, errored, unscored, failures, metrics }) => [
      plainText(name),
      `${errored}`,
      `${unscored}`,
      plainText(
        Object.entries(failures)
          .map(([failure, count]) => `${failure} ${count}`)
          .join(words.separator),
      ),
      boundsOf(metrics[0]),
    ])
  const partial = benchmarks.flatMap(({ name, partial }) =>
    partial === undefined ? [] : [plainText(words.partial(name, `${partial}`))],
  )
  if (rows.length === 0) return [`## ${words.notScored}`, words.allScored, ...partial]
  const header = [words.benchmark, words.errored, words.unscored, words.failures, words.bounds]
  return [`## ${words.notScored}`, table(header, rows), words.notScoredNote, ...partial]
}

const boundsOf = (metric: MetricResult | undefined): string =>
  metric?.bounds === undefined ? '–' : metric.bounds.map(bound => figure(bound, metric.unit)).join(' – ')
