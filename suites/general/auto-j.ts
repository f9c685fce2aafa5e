import autoJ from 'xeval/datasets/auto-j'
import { ratedBenchmark } from './rated-benchmark.ts'

/** Generative Judge for Evaluating Alignment (Li et al., 2023) https://arxiv.org/abs/2310.05470: its queries, not its judge. */
export default ratedBenchmark(autoJ, 'Queries from 58 real-life scenarios', { stratify: 'scenario' })
