import { expect, test } from 'vitest'
import { compareAnswers } from 'xeval/judges/math-equal'
import { rewrittenForms } from './math-forms.ts'
import { nearMisses } from './math-near-misses.ts'
import { goldAnswers, measureRates } from './math-rates.ts'

const { answers, source } = goldAnswers()

test(`every answer equals itself in 20 other forms and differs from 20 near misses (${source})`, () => {
  const rates = measureRates(answers)
  expect(rates.short).toEqual([])
  expect(rates.forms).toBe(20 * answers.length)
  expect(rates.misses).toBe(20 * answers.length)
  expect(rates.wrongRejects).toEqual([])
  expect(rates.wrongAccepts).toEqual([])
})

test('a rewritten form is never among the near misses', () => {
  const both = answers.flatMap(gold => {
    const misses = new Set(nearMisses(gold, 20))
    return rewrittenForms(gold, 20).filter(form => misses.has(form))
  })
  expect(both).toEqual([])
})

test(`no two different whole numbers among the answers are taken for each other (${source})`, () => {
  const whole = [...new Set(answers.filter(answer => /^-?\d+$/.test(answer)))]
  const mistaken = whole.flatMap(gold =>
    whole.filter(other => (compareAnswers(gold, other) === 'equal') !== (Number(gold) === Number(other))),
  )
  expect(mistaken).toEqual([])
})
