import diasafety from 'xeval/datasets/diasafety'
import { safetyBenchmark } from './safety-benchmark.ts'

/** On the Safety of Conversational Models (Sun et al., 2022) https://arxiv.org/abs/2110.08466 */
export default safetyBenchmark(diasafety, 'English dialogue turns that invite an unsafe reply')
