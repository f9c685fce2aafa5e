import type { BenchmarkComparison, Comparison, ComparisonInput } from 'xeval'
import {
  adjustment,
  decisionNotes,
  differencesIn,
  endpointName,
  methodNames,
  missingIn,
  noteIn,
  suiteSize,
  verdictName,
  type Words,
  warningsIn,
} from 'xeval/report'
import type { ArmRow, ArmsTable } from './arms-table.ts'
import { change, changeRange, heading, interval, size, value } from './cells.ts'
import { type Engine, tex } from './escape.ts'
import { provenanceNotes } from './notes.ts'
import { latexWords } from './words.ts'

/** Before, after and their difference, a column a benchmark. */
export function comparisonTable(
  { comparison, manifests, title }: ComparisonInput,
  words: Words,
  engine: Engine,
): ArmsTable {
  const say = latexWords[words.language]
  const { notCompared, before, after } = comparison
  const benchmarks: TableColumn[] = [...comparison.benchmarks, ...suiteColumn(comparison, words)]
  const names = (ids: readonly string[]) => methodNames(ids, words.language).join(words.semicolon)
  const none = notCompared.map(() => ({ text: '--' }))
  const arm = (label: string, side: 'before' | 'after'): ArmRow => ({
    label: tex(label, engine),
    cells: [
      ...benchmarks.map(benchmark => ({
        text: value(benchmark[side].value, benchmark.unit),
        detail: interval(benchmark[side].value, benchmark[side].ci95, benchmark.unit),
        bold: betterArm(benchmark) === side,
      })),
      ...none,
    ],
  })
  const verdicts = benchmarks.map(row => ({ text: tex(verdictName(row, words.language), engine) }))
  const demo = before.demo || after.demo ? `\\textbf{${tex(words.demo, engine)}}` : ''
  const differs =
    comparison.differences.length > 0
      ? [comparison.comparable ? words.differences : words.notComparable, ...differencesIn(comparison, words)].join(
          words.space,
        )
      : ''
  return {
    caption: tex(say.captionComparison(title, manifests.before.model.name, manifests.after.model.name), engine),
    columns: [
      ...benchmarks.map(({ name, direction, endpoint = name }) => ({
        domain: tex(title, engine),
        name: heading(endpointName(name, comparison, words, endpoint), direction, engine),
      })),
      ...notCompared.map(({ name }) => ({ domain: tex(title, engine), name: tex(name, engine) })),
    ],
    rows: [
      arm(words.before, 'before'),
      arm(words.after, 'after'),
      {
        label: '$\\Delta$',
        ruled: true,
        cells: [...benchmarks.map(benchmark => ({ text: change(benchmark), detail: changeRange(benchmark) })), ...none],
      },
      { label: tex(say.verdictRow, engine), cells: [...verdicts, ...none] },
      {
        label: '$n$',
        cells: [
          ...benchmarks.map(({ n, bundled }) => ({ text: size(n, bundled) })),
          ...notCompared.map(({ bundled }) => ({ text: size(0, bundled) })),
        ],
      },
    ],
    notes: [
      demo,
      ...warningsIn(comparison, words).map(text => tex(text, engine)),
      tex(
        [
          say.units,
          say.comparisonNote(names(benchmarks.map(({ delta }) => delta.method))),
          say.bold,
          say.marks(names(benchmarks.map(({ test }) => test.name)), adjustment(comparison)),
        ].join(words.space),
        engine,
      ),
      ...decisionNotes(comparison, words).map(text => tex(text, engine)),
      tex(differs, engine),
      ...comparison.benchmarks.flatMap(benchmark => {
        const verdict = benchmark.overturnable === true ? words.overturnable : undefined
        return [noteIn(benchmark, words), missingIn(benchmark, words), verdict].flatMap(note =>
          note === undefined ? [] : [tex(`${benchmark.name}${words.colon}${note}`, engine)],
        )
      }),
      ...provenanceNotes([manifests.before, manifests.after], words, engine),
    ],
  }
}

type TableColumn = Pick<
  BenchmarkComparison,
  'name' | 'unit' | 'direction' | 'n' | 'bundled' | 'before' | 'after' | 'test' | 'verdict'
> & {
  delta: BenchmarkComparison['delta']
  /** What it is called where a primary endpoint is named, if not that. */
  endpoint?: string
}

/** The mean of the benchmarks as one more column, where the suite has one. */
function suiteColumn(comparison: Comparison, words: Words): TableColumn[] {
  const { suiteScore, benchmarks } = comparison
  const [first] = benchmarks
  if (suiteScore === undefined || first === undefined) return []
  const { macro, unit, test, verdict } = suiteScore
  const n = suiteSize(comparison)
  const bundled = benchmarks.every(benchmark => benchmark.bundled)
  const delta = { ...macro.delta, method: 'macro-mover' }
  return [
    {
      name: words.mean,
      endpoint: 'mean',
      unit,
      direction: first.direction,
      n,
      bundled,
      before: macro.before,
      after: macro.after,
      delta,
      test,
      verdict,
    },
  ]
}

/** The arm that the verdict calls better; none where it calls none so. */
export function betterArm({ verdict }: Pick<BenchmarkComparison, 'verdict'>): 'before' | 'after' | undefined {
  if (verdict === 'improved') return 'after'
  return verdict === 'regressed' ? 'before' : undefined
}
