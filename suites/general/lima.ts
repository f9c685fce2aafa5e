import lima from 'xeval/datasets/lima'
import { ratedBenchmark } from './rated-benchmark.ts'

/** LIMA: Less Is More for Alignment (Zhou et al., 2023) https://arxiv.org/abs/2305.11206: its test prompts. */
export default ratedBenchmark(lima, 'Open-ended prompts of the LIMA test set')
