/** JUnit XML for CI: one test case a benchmark. Regressed fails; what can't tell is skipped, unless a gate decided. */
import {
  type BenchmarkComparison,
  defineReport,
  type ReportInput,
  type ReportOptions,
  type SeriesBenchmark,
  said,
} from 'xeval'
import {
  columnSentences,
  differenceWithInterval,
  missingIn,
  oneLine,
  publishedWords,
  pValue,
  reasonIn,
  verdictText,
  type Words,
  warningsIn,
  withInterval,
  words,
} from 'xeval/report'
import { junitXml, type TestCase } from './junit-xml.ts'

export default defineReport({
  name: 'junit',
  version: 1,
  description: 'Test cases for CI: failure if regressed, error if nothing was scored, skipped if inconclusive',
  extension: '.xml',
  render: (input, options) => junitXml(suiteOf(input), casesOf(input, options), warningsOf(input, options)),
})

function warningsOf(input: ReportInput, { language }: ReportOptions): string[] {
  if (input.kind === 'published' || input.kind === 'leaderboard' || input.kind === 'behaviour') return []
  const result = input.kind === 'run' ? input.run : input.kind === 'series' ? input.series : input.comparison
  return warningsIn(result, words[language])
}

const suiteOf = (input: ReportInput): string => {
  if (input.kind === 'published') return input.published.title
  if (input.kind === 'leaderboard') return said(input.leaderboard.title, 'en')
  if (input.kind === 'behaviour') return input.behaviour.suite
  if (input.kind === 'run') return input.run.suite
  return input.kind === 'series' ? input.series.suite : input.comparison.suite
}

function casesOf(input: ReportInput, options: ReportOptions): TestCase[] {
  const say = words[options.language]
  switch (input.kind) {
    case 'comparison':
      return [
        ...input.comparison.benchmarks.map(benchmark =>
          testCase(
            benchmark.name,
            benchmark,
            options,
            [failures(benchmark, say), ...warningsIn(input.comparison, say)].join('\n'),
          ),
        ),
        ...input.comparison.notCompared.map(
          (missing): TestCase => ({ name: missing.name, outcome: 'error', message: reasonIn(missing, say) }),
        ),
      ]
    case 'series':
      return input.series.benchmarks.flatMap(({ name, changes }) =>
        changes.map((change, i): TestCase => {
          const run = `${name} ${i + 1} ${oneLine(input.series.runs[i + 1]?.model ?? '')}`
          return change === null
            ? { name: run, outcome: 'error', message: say.notCompared }
            : testCase(run, change, options, '')
        }),
      )
    case 'run':
      return input.run.benchmarks.map(({ name, scored, metrics: [metric] }): TestCase => {
        if (metric === undefined || scored === 0) return { name, outcome: 'error', message: say.notScored }
        return {
          name,
          outcome: 'passed',
          text: [
            `${metric.name} ${withInterval(metric.value, metric.ci95, metric.unit)}, n=${metric.n}`,
            ...warningsIn(input.run, say),
          ].join('\n'),
        }
      })
    case 'published':
      return input.published.columns.map((column): TestCase => {
        const text = columnSentences(column, input.published.alpha, publishedWords[options.language]).join(' ')
        return column.verdict === 'stands'
          ? { name: column.name, outcome: 'passed', text }
          : { name: column.name, outcome: column.verdict === 'falls' ? 'failure' : 'skipped', message: text, text }
      })
    case 'leaderboard':
      // Nothing is tested here: a test report only passes the points on.
      return input.leaderboard.entries.map(
        ({ name, total }): TestCase => ({ name, outcome: 'passed', text: `${total}` }),
      )
    case 'behaviour':
      return input.behaviour.benchmarks.flatMap(({ name, behaviours }) =>
        behaviours.map(
          ({ name: what, arms, unit }): TestCase =>
            arms.some(({ n, failed = 0 }) => n === 0 && failed > 0)
              ? { name: `${name} ${what}`, outcome: 'error', message: say.notScored }
              : {
                  name: `${name} ${what}`,
                  outcome: 'passed',
                  text: arms.map(({ value, ci95, n }) => (n === 0 ? '–' : withInterval(value, ci95, unit))).join(' → '),
                },
        ),
      )
  }
}

type Change = NonNullable<SeriesBenchmark['changes'][number]>

function testCase(name: string, change: Change, { language, outcomes }: ReportOptions, more: string): TestCase {
  const say = words[language]
  const decided = outcomes?.get(name)
  const figures = `${change.metric} Δ ${differenceWithInterval(change.delta.value, change.delta.ci95, change.unit)} (${say.intervalKind}), n=${change.n}, ${say.adjustedP} ${pValue(change.test.pAdjusted)}`
  const message = `${verdictText(change, say)}${say.colon}${figures}`
  const text = [message, more].filter(line => line !== '').join('\n')
  return decided === undefined ? { name, outcome: outcomeOf(change), message, text } : { name, ...decided, text }
}

function outcomeOf({ verdict }: Change): TestCase['outcome'] {
  if (verdict === 'regressed') return 'failure'
  return verdict === 'inconclusive' ? 'skipped' : 'passed'
}

const failures = (benchmark: BenchmarkComparison, say: Words): string => missingIn(benchmark, say) ?? say.allScored
