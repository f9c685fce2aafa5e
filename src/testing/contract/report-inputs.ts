import type { ComparisonInput, ReportInput } from '../../core/report.ts'
import { toyInputs } from '../toy-report.ts'

const { comparison } = toyInputs

/** An input of each kind, and a demonstration in which nothing could be compared. */
export const reportInputs: readonly ReportInput[] = [
  toyInputs.run,
  comparison,
  toyInputs.series,
  toyInputs.published,
  toyInputs.leaderboard,
  toyInputs.behaviour,
  {
    ...comparison,
    comparison: {
      ...comparison.comparison,
      comparable: false,
      before: { ...comparison.comparison.before, model: 'demo/before', demo: true },
      after: { ...comparison.comparison.after, model: 'demo/after', demo: true },
      benchmarks: [],
      notCompared: [
        {
          name: 'toy',
          bundled: true,
          judge: 'word',
          errored: { before: 24, after: 24 },
          unscored: { before: 0, after: 0 },
          unpaired: { before: 0, after: 0 },
          reason: 'no sample is scored in both runs',
          remark: { code: 'nothing-scored', values: {} },
        },
      ],
    },
    flips: [],
  },
]

/** Text that tries all that Markdown, HTML and a terminal can be made to do. */
const hostile = [
  '| a | b |',
  '<script>alert(1)</script> <img src=x onerror=y> &lt;',
  '![picture](https://example.com/x.png) [link](javascript:z) <https://example.com> www.example.com',
  '``` `code` ~~gone~~ **bold** __bold__ $x$ @somebody #12',
  '\u001b[31mred\u001b[0m \u202eright-to-left\u202c \ud800',
].join('\n')

/** The comparison with hostile text in each place where a user, a server or a model has a say. */
export const hostileComparison: ComparisonInput = {
  ...comparison,
  title: hostile,
  citations: [`@misc{x,\n  title = {${hostile}}\n}`],
  comparison: {
    ...comparison.comparison,
    suite: hostile,
    differences: [hostile],
    benchmarks: comparison.comparison.benchmarks.map(benchmark => ({
      ...benchmark,
      caution: hostile,
      groups: { [hostile]: { [hostile]: { n: 1, before: 1, after: 0, delta: -1, improved: 0, regressed: 1 } } },
    })),
  },
  flips: comparison.flips.map(flip => ({
    ...flip,
    breakdown: { [hostile]: hostile },
    sample: { ...flip.sample, input: [{ role: 'user', content: hostile }] },
  })),
}
