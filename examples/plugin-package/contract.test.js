// The contract checks that xeval holds its own plug-ins to. Any test runner will do: each gives a list of problems.
// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  modelOptions,
  problemsOfDataset,
  problemsOfJudge,
  problemsOfProvider,
  problemsOfReport,
  problemsOfSuite,
} from 'xeval/testing'
import { dataset } from './dataset.js'
import { lastNumber, letterModel } from './judges.js'
import { counting } from './provider.js'
import { oneLine } from './report.js'
import { suite } from './suite.js'

test('the suite keeps its contract', async () => {
  assert.deepEqual(await problemsOfSuite(suite), [])
})

test('the dataset keeps its contract', async () => {
  assert.deepEqual(await problemsOfDataset(dataset), [])
})

test('the judge by rules keeps its contract: the right answer is 42', async () => {
  const decided = [
    { answer: 'It has 42 letters.', label: 'right' },
    { answer: 'Of 42 letters 41 are there: 41.', label: 'wrong' },
  ]
  assert.deepEqual(await problemsOfJudge(lastNumber, { decided, leftOpen: ['Some.'] }), [])
})

test('the judge that asks a model keeps its contract', async () => {
  const verdicts = () =>
    ['right', 'wrong'].map(label => ({ reply: JSON.stringify({ rationale: 'Counted.', label }), label }))
  const near = ['{"label": "right"}', '{"rationale": "Counted.", "label": "Right"}', 'right']
  assert.deepEqual(await problemsOfJudge(letterModel, { verdicts, near }), [])
})

test('the provider keeps its contract', async () => {
  const trial = {
    refs: ['counting/exact', 'counting/one-off', 'counting/none'],
    open: () => counting.open('counting/exact', modelOptions()),
    question: 'How many letters has the word "apple"?',
    says: 'It has 5 letters.',
  }
  assert.deepEqual(await problemsOfProvider(counting, trial), [])
})

test('the report keeps its contract', async () => {
  assert.deepEqual(await problemsOfReport(oneLine), [])
})
