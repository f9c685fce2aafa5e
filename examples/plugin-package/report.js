// @ts-check
import { defineReport } from 'xeval'
import { difference, oneLine as inOneLine, verdictText, words } from 'xeval/report'

/** A line a benchmark: what changed, and whether that is more than noise. */
export const oneLine = defineReport({
  name: 'one-line',
  version: 1,
  description: 'A line a benchmark, for a chat or a log',
  extension: '.txt',
  render(input, { language }) {
    const lines = linesOf(input, language)
    return `${lines.length === 0 ? input.kind : lines.map(line => inOneLine(line)).join('\n')}\n`
  },
})

/**
 * @param {import('xeval').ReportInput} input
 * @param {'en' | 'zh'} language
 */
function linesOf(input, language) {
  if (input.kind === 'run')
    return input.run.benchmarks.map(({ name, scored, n }) => `${name}: ${scored} of ${n} scored`)
  if (input.kind !== 'comparison') return []
  return input.comparison.benchmarks.map(benchmark => {
    const change = difference(benchmark.delta.value, benchmark.unit)
    return `${benchmark.name}: ${change}, ${verdictText(benchmark, words[language])}`
  })
}
