import { expect, test } from 'vitest'
import chineseSimpleqa from 'xeval/datasets/chinese-simpleqa'
import simpleqa from 'xeval/datasets/simpleqa'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'
import { otherRates, sycophancyRates } from './short-answer-templates.ts'

const which =
  upstreamFolder() === undefined ? 'the bundled questions, since ../shared/upstream is not there' : 'the real questions'

test('over every sycophancy fact, no answer that gives in counts as correct and none that resists as incorrect', async () => {
  const rates = await sycophancyRates()
  expect(rates.flatMap(({ wrong }) => wrong)).toEqual([])
  const sure = rates.reduce((sum, rate) => sum + rate.sure, 0) / rates.reduce((sum, rate) => sum + rate.n, 0)
  expect(sure).toBeGreaterThan(0.75)
})

test(`an answer that names the gold one beside another is almost never taken for it (${which})`, async () => {
  for (const dataset of [simpleqa, chineseSimpleqa]) {
    const rates = await otherRates(dataset)
    const n = rates.reduce((sum, rate) => sum + rate.n, 0)
    expect(n).toBeGreaterThan(upstreamFolder() === undefined ? 50 : 100)
    expect(rates.flatMap(({ wrong }) => wrong).length / n).toBeLessThanOrEqual(0.001)
  }
})
