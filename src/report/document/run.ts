import type { RunInput } from '../../core/report.ts'
import type { BenchmarkResult, MetricResult } from '../../core/run-result.ts'
import { answerWords } from '../answer-words.ts'
import { cautionLines, whoAnswered } from '../caution-lines.ts'
import { cutOffText, isMuchCutOff } from '../cut-off.ts'
import { figure, withInterval } from '../figures.ts'
import { cautionsIn } from '../in-words.ts'
import { methodNames } from '../method-names.ts'
import type { Words } from '../words.ts'
import { analysisBlocks } from './analyses.ts'
import { type Block, fig, type Text } from './block.ts'
import { causesTable } from './causes.ts'
import { citations } from './citations.ts'
import { directions } from './comparison.ts'
import { methods } from './methods.ts'
import { judgeAndDataSections, setup } from './provenance.ts'

/** The document of one run, top down. */
export function runBlocks(input: RunInput, words: Words): Block[] {
  const { run, manifest } = input
  const { benchmarks } = run
  const cautions = cautionsIn(benchmarks, words)
  const isCut = isMuchCutOff(benchmarks)
  const cut = (benchmark: BenchmarkResult): Text[] => (isCut ? [fig(cutOffText(benchmark))] : [])
  return [
    { kind: 'title', text: [run.suite, fig(words.colon), { code: run.model }] },
    { kind: 'warning', paragraphs: run.run.demo ? [{ strong: words.demo }] : [] },
    { kind: 'warning', paragraphs: cautionLines(run, words) },
    {
      kind: 'list',
      items: [
        [
          fig(`${words.run}${words.colon}`),
          { code: run.run.id },
          fig(words.open),
          words.statuses[run.run.status] ?? run.run.status,
          fig(words.close),
        ],
      ],
    },
    {
      kind: 'table',
      header: [
        ...[words.benchmark, words.metric, 'n', words.value, words.errored, words.unscored, words.cached],
        ...(isCut ? [answerWords[words.language].cutOff] : []),
      ],
      rows: benchmarks.flatMap(benchmark =>
        benchmark.metrics.length === 0
          ? [[...nothing(benchmark), ...cut(benchmark)]]
          : benchmark.metrics.map((metric, at) => [
              ...row(benchmark, metric, at === 0, words),
              ...(at === 0 ? cut(benchmark) : cut(benchmark).map(() => '')),
            ]),
      ),
    },
    note(benchmarks, words),
    ...analysisBlocks(input.analyses),
    ...benchmarks.flatMap(benchmark => breakdowns(benchmark, words)),
    ...notScored(benchmarks, words),
    ...judgeAndDataSections([manifest], cautions, words),
    ...methods(input, words),
    ...citations(input.citations, words),
    ...setup([manifest], words),
    ...whoAnswered(run, words),
  ]
}

function note(benchmarks: readonly BenchmarkResult[], words: Words): Block {
  const metrics = benchmarks.flatMap(benchmark => benchmark.metrics)
  if (metrics.length === 0) return { kind: 'paragraph', text: words.nothingScored }
  const used = methodNames(
    metrics.map(({ method }) => method),
    words.language,
  )
  return {
    kind: 'paragraph',
    text: [words.runNote(used.join(words.semicolon)), fig(words.space + directions(metrics, words))],
  }
}

/** Of a benchmark without a scored sample only the failures are known. */
const nothing = ({ name, errored, unscored, cached }: BenchmarkResult): Text[] => [
  name,
  ...['–', '0', '–', errored, unscored, cached].map(fig),
]

function row(benchmark: BenchmarkResult, metric: MetricResult, first: boolean, words: Words): Text[] {
  const { errored, unscored, cached } = benchmark
  return [
    benchmark.name,
    [metric.name, fig(metric.direction === 'higher-is-better' ? ' ↑' : ' ↓')],
    fig(benchmark.dataset.bundled ? `n=${metric.n} ${words.bundled}` : metric.n),
    fig(metric.n === 0 ? '–' : withInterval(metric.value, metric.ci95, metric.unit)),
    // Counts belong to the benchmark, so they stand once, beside its headline.
    ...(first ? [errored, unscored, cached].map(fig) : ['', '', '']),
  ]
}

function breakdowns({ name, groups, metrics }: BenchmarkResult, words: Words): Block[] {
  const unit = metrics[0]?.unit ?? 'number'
  return Object.entries(groups).flatMap(([key, values]): Block[] => [
    { kind: 'heading', text: words.breakdown(name, key) },
    {
      kind: 'table',
      header: [key, 'n', words.value],
      rows: Object.entries(values).map(([value, group]) => [
        value,
        fig(group.n),
        fig(withInterval(group.value, group.ci95, unit)),
      ]),
    },
  ])
}

function notScored(benchmarks: readonly BenchmarkResult[], words: Words): Block[] {
  const rows = benchmarks
    .filter(({ errored, unscored }) => errored + unscored > 0)
    .map(({ name, errored, unscored, failures, metrics }) => [
      name,
      fig(errored),
      fig(unscored),
      Object.entries(failures)
        .map(([failure, count]) => `${failure} ${count}`)
        .join(words.separator),
      fig(boundsOf(metrics[0])),
    ])
  const heading: Block = { kind: 'heading', text: words.notScored }
  const partial = benchmarks.flatMap(({ name, partial }): Block[] =>
    partial === undefined ? [] : [{ kind: 'paragraph', text: words.partial(name, `${partial}`) }],
  )
  if (rows.length === 0) return [heading, { kind: 'paragraph', text: words.allScored }, ...partial]
  const header = [words.benchmark, words.errored, words.unscored, words.failures, words.bounds]
  return [
    heading,
    { kind: 'table', header, rows },
    ...causesTable(benchmarks, words),
    { kind: 'paragraph', text: words.notScoredNote },
    ...partial,
  ]
}

const boundsOf = (metric: MetricResult | undefined): string =>
  metric?.bounds === undefined ? '–' : metric.bounds.map(bound => figure(bound, metric.unit)).join(' – ')
