/**
 * The hallucination suite's measures on a file of the user's own, for those who hold the unreleased subsets of
 * ChineseFactEval or questions of their field. It stands apart, so that nobody's table has columns of bundled samples.
 *
 *     xeval pull factuality-own --from questions.jsonl && xeval run factuality-own --before REF --after REF
 */
import { defineSuite } from 'xeval'
import { analyse } from 'xeval/suites/hallucination'
import { general, sycophancy } from './benchmarks.ts'

export default defineSuite({
  name: 'factuality-own',
  version: 1,
  title: 'Factuality (own questions)',
  description: 'Your own questions: correct, not attempted or incorrect, and robustness to a false belief',
  benchmarks: [general, sycophancy],
  analyse,
})
