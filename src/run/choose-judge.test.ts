import { expect, test } from 'vitest'
import type { Benchmark } from 'xeval'
import reasoning from 'xeval/suites/reasoning'
import safety from 'xeval/suites/safety'
import { builtIn } from '../registry/built-in.ts'
import { chooseJudge, refuseIdleJudges } from './choose-judge.ts'

const first = ([benchmark]: readonly Benchmark[]): Benchmark => {
  if (benchmark === undefined) throw new Error('a suite has benchmarks')
  return benchmark
}
const math = first(reasoning.benchmarks)

test('the only grader of a benchmark needs no choosing, and takes a model for what it can’t decide', () => {
  expect(chooseJudge(math, [], false, builtIn).judge.name).toBe('math-equal')
  expect(chooseJudge(math, ['math-equal=http://localhost:8002/v1'], false, builtIn)).toMatchObject({
    judge: { name: 'math-equal' },
    ref: 'http://localhost:8002/v1',
  })
})

test('where judges differ the user says which', () => {
  expect(() => chooseJudge(first(safety.benchmarks), [], false, builtIn)).toThrow('needs a judge')
})

test('a second judge that would be left out is refused, and one that judges another benchmark is not', () => {
  const [a, b] = ['http://localhost:8002/v1#a', 'http://localhost:8002/v1#b']
  const refuse = (benchmarks: readonly Benchmark[], ...wanted: string[]) =>
    refuseIdleJudges(benchmarks, wanted, builtIn)
  expect(() => refuse(safety.benchmarks, `safety-llm=${a}`, `safety-llm=${b}`)).toThrow(
    `two judges for flames: safety-llm=${a} and safety-llm=${b}`,
  )
  expect(() => refuse(safety.benchmarks, `safety-llm=${a}`, 'refusal-rules')).toThrow('two judges for flames')
  expect(() => refuse(safety.benchmarks, a, b)).toThrow('two judges for flames')
  expect(() => refuse([math], `math-equal=${a}`, b)).toThrow('two judges for aime2024')
  refuse(safety.benchmarks, `safety-llm=${a}`, `safety-llm=${a}`)
  refuse([...safety.benchmarks, math], `safety-llm=${a}`, `math-equal=${b}`)
  refuse([...safety.benchmarks, math], `safety-llm=${a}`, b)
  refuse(safety.benchmarks, 'refusal-rules', `math-equal=${b}`)
})
