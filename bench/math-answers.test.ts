import { expect, test } from 'vitest'
import { answerForms, measureForm } from './math-answers.ts'
import { goldAnswers } from './math-rates.ts'

const { answers, source } = goldAnswers()

for (const [name, form] of Object.entries(answerForms)) {
  test(`every gold answer given as ${name} is right, and never its last number (${source})`, async () => {
    const { right, failures, wrongGolds, accepted } = await measureForm(answers, form)
    // A bare equation on a last line of its own could be a step.
    expect(failures.filter(failure => !(name.includes('last line') && failure.includes('= 0: unscored')))).toEqual([])
    expect(right).toBeGreaterThanOrEqual(answers.length - 1)
    expect(wrongGolds).toBeGreaterThan(3)
    expect(accepted).toEqual([])
  })
}
