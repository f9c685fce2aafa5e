/** Tidy CSV: of runs one row an epoch of a sample and arm; of a published table, which has no samples, one row a column and arm. */
import { defineReport, type ReportInput, type ReportRow, type ReportRows } from 'xeval'
import { type Cell, csvLine } from './cells.ts'

export default defineReport({
  name: 'csv',
  version: 1,
  description: 'Tidy rows for R, pandas or a spreadsheet: one per arm, sample and epoch',
  extension: '.csv',
  render: input => [figureColumns, ...figureRows(input).map(whole)].map(csvLine).join(''),
  renderRows,
})

/** Lines are joined to pieces of about this many characters, since each piece is one write. */
const PIECE = 65_536

async function* renderRows({ breakdowns, rows }: ReportRows): AsyncGenerator<string> {
  // A breakdown that is a column already (the language) stands once.
  const more = breakdowns.filter(key => !columns.some(([name]) => name === key))
  let piece = csvLine([...columns.map(([name]) => name), ...more])
  for await (const row of rows) {
    piece += csvLine([...columns.map(([, cell]) => cell(row)), ...more.map(key => row.breakdown[key])])
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

const columns: readonly (readonly [string, (row: ReportRow) => Cell])[] = [
  ['benchmark', row => row.benchmark],
  ['sample_id', row => row.sampleId],
  ['arm', row => row.arm],
  ['run', row => row.run],
  ['model', row => row.model],
  ['epoch', row => row.epoch],
  ['metric', row => row.metric],
  ['score', row => row.score],
  ['label', row => row.label],
  ['errored', row => row.errored],
  ['unscored', row => row.unscored],
  ['finish_reason', row => row.finishReason],
  ['language', row => row.language],
  ['group', row => row.group],
  ['judge', row => row.judge],
  ['input_tokens', row => row.usage.inputTokens],
  ['output_tokens', row => row.usage.outputTokens],
  ['reasoning_tokens', row => row.usage.reasoningTokens],
  ['latency_ms', row => row.latencyMs],
  ['attempts', row => row.attempts],
  ['cached', row => row.cached],
]

const figureColumns = [
  'benchmark',
  'arm',
  'metric',
  'n',
  'value',
  'ci_low',
  'ci_high',
  'verdict',
  'ci_kind',
  'p',
  'p_adjusted',
] as const

/** A row with all its columns, those at its end left empty. */
const whole = (cells: readonly Cell[]): Cell[] => figureColumns.map((_, i) => cells[i])

/** No interval is widened for the others of its table; p_adjusted is what decides. */
const CI_KIND = '95% unadjusted'

function figureRows(input: ReportInput): Cell[][] {
  switch (input.kind) {
    case 'run':
      return input.run.benchmarks.flatMap(({ name, metrics }) =>
        metrics.map(({ name: metric, n, value, ci95 }) => [
          name,
          'only',
          metric,
          n,
          value,
          ...ci95,
          undefined,
          CI_KIND,
        ]),
      )
    case 'comparison':
      return input.comparison.benchmarks.flatMap(({ name, metric, n, before, after, delta, test, verdict }) => [
        [name, 'before', metric, n, before.value, ...before.ci95, undefined, CI_KIND],
        [name, 'after', metric, n, after.value, ...after.ci95, undefined, CI_KIND],
        [name, 'difference', metric, n, delta.value, ...delta.ci95, verdict, CI_KIND, test.p, test.pAdjusted],
      ])
    case 'series':
      return input.series.benchmarks.flatMap(({ name, metric, points, changes }) =>
        points.flatMap((point, i) =>
          point === null
            ? []
            : [
                [
                  name,
                  `${i}`,
                  metric,
                  point.n,
                  point.value,
                  ...point.ci95,
                  changes[i - 1]?.verdict,
                  CI_KIND,
                  changes[i - 1]?.test.p,
                  changes[i - 1]?.test.pAdjusted,
                ],
              ],
        ),
      )
    case 'published':
      return input.published.columns.flatMap(({ name, kind, before, after, n, verdict }) => {
        const sizes = typeof n === 'number' ? { before: n, after: n } : n
        return [
          [name, 'before', kind, sizes?.before, Number(before), undefined, undefined, undefined],
          [name, 'after', kind, sizes?.after, Number(after), undefined, undefined, verdict],
        ]
      })
    case 'leaderboard':
      return input.leaderboard.entries.flatMap(({ name, points, total }) => [
        ...input.leaderboard.dimensions.map(({ id }, i): Cell[] => [id, name, 'points', ...pointCells(points[i])]),
        ['total', name, 'points', ...pointCells(total)],
      ])
    case 'behaviour':
      return input.behaviour.benchmarks.flatMap(({ name, behaviours }) =>
        behaviours.flatMap(({ name: what, arms, delta }): Cell[][] => [
          ...arms.map(({ n, value, ci95 }, at): Cell[] => [
            name,
            arms.length === 1 ? 'only' : at === 0 ? 'before' : 'after',
            what,
            n,
            ...(n === 0 ? [undefined, undefined, undefined] : [value, ...ci95]),
            undefined,
            CI_KIND,
          ]),
          ...(delta === undefined
            ? []
            : [[name, 'difference', what, delta.n, delta.value, ...delta.ci95, undefined, CI_KIND]]),
        ]),
      )
  }
}

/** A point is no sample: there is no n, no interval and no verdict. */
const pointCells = (points: number | undefined): Cell[] => [undefined, points, undefined, undefined, undefined]
