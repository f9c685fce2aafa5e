import { type Dataset, defineBenchmark, loadPrompt } from 'xeval'
import mathEqual from 'xeval/judges/math-equal'
import { accuracy, metricsAtK, otherMetrics } from './metrics.ts'

/**
 * A benchmark that asks for `\boxed{}` and compares with the gold answer. As is usual in this field an answer that was cut
 * off before its box counts as incorrect; how many were is a metric of its own, beside accuracy.
 */
export function mathBenchmark(dataset: Dataset, description: string, promptFile: string) {
  const prompt = loadPrompt(new URL(`./prompts/${promptFile}`, import.meta.url))
  return defineBenchmark({
    name: dataset.name,
    version: 1,
    description,
    dataset,
    prompts: [prompt],
    messages: ({ input }) => [
      ...input.slice(0, -1),
      { role: 'user', content: prompt.render({ problem: input.at(-1)?.content ?? '' }) },
    ],
    judges: [mathEqual],
    demoJudge: mathEqual.name,
    metrics: [accuracy, ...otherMetrics, ...metricsAtK],
    limit: 'all',
    maxTokens: 32_768,
    truncated: 'judged',
  })
}
