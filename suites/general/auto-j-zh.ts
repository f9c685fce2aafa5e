import autoJZh from 'xeval/datasets/auto-j-zh'
import { ratedBenchmark } from './rated-benchmark.ts'

/** The same 58 scenarios in Chinese, as translated by Auto-J's authors. */
export default ratedBenchmark(autoJZh, 'Queries from 58 real-life scenarios, in Chinese', { stratify: 'scenario' })
