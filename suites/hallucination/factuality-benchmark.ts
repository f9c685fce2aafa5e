import { type Benchmark, type Dataset, defineBenchmark, type Judge, type Metric, type Prompt } from 'xeval'
import answerExact, { type AnswerLabel } from 'xeval/judges/answer-exact'
import answerMatch from 'xeval/judges/answer-match'
import cascade from 'xeval/judges/cascade'

export interface FactualityBenchmark {
  name: string
  description: string
  dataset: Dataset
  metrics: readonly [Metric<AnswerLabel>, ...Metric<AnswerLabel>[]]
  /** Judges in the words of the dataset's authors. */
  graders?: readonly Judge<AnswerLabel>[]
  prompts?: readonly Prompt[]
  limit: number | 'all'
  /** @default 1 */
  version?: number
}

/** Every set is asked without a system message, and graded into the same three classes. */
export const factualityBenchmark = ({
  graders = [],
  prompts = [],
  ...rest
}: FactualityBenchmark): Benchmark<AnswerLabel> =>
  defineBenchmark({
    version: 1,
    ...rest,
    prompts,
    judges: [answerMatch, answerExact, cascade, ...graders],
    demoJudge: answerExact.name,
  })
