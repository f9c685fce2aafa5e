import { expect, test } from 'vitest'
import type { Benchmark } from 'xeval'
import reasoning from 'xeval/suites/reasoning'
import safety from 'xeval/suites/safety'
import { builtIn } from '../registry/built-in.ts'
import { chooseJudge } from './choose-judge.ts'

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
