import wildsafety from 'xeval/datasets/wildsafety'
import { safetyBenchmark } from './safety-benchmark.ts'

/** Named in the Safety-J leaderboard and never published: the user's own file, or a bundled set in its role. */
export default safetyBenchmark(wildsafety, 'Open-ended harmful requests from a file of your own')
