import { expect, test } from 'vitest'
import { type LabelledAnswer, measure, ownAnswers, sharedAnswers, type WrongVerdict } from './short-answer-rates.ts'

const own = ownAnswers()
const shared = sharedAnswers()
const told = (wrong: readonly WrongVerdict[]): string[] =>
  wrong.map(({ answer, said }) => `${answer.answer} (gold ${answer.golds.join(' / ')}): ${said}, is ${answer.label}`)

/** By language: the share of answers with a sure verdict, and of these the share that is right. */
function rates(answers: readonly LabelledAnswer[]) {
  const { rates, wrong } = measure(answers, ({ language }) => language)
  return {
    wrong: told(wrong),
    byLanguage: Array.from(rates.values(), ({ n, sure, right }) => ({ coverage: sure / n, precision: right / sure })),
  }
}

test('on answers in our own words, adversarial by kind, no sure verdict is wrong and three in five are sure', () => {
  expect(own).toHaveLength(1014)
  const { wrong, byLanguage } = rates(own)
  expect(wrong).toEqual([])
  expect(byLanguage).toHaveLength(2)
  for (const { coverage } of byLanguage) expect(coverage).toBeGreaterThanOrEqual(0.6)
})

test('each kind of answer that says something else than it names is never taken for the gold answer', () => {
  const kinds = [
    'denial-after',
    'denial-before',
    'passing',
    'undecided',
    'cave',
    'near-miss',
    'longer',
    'partial-list',
    'range',
    'bound',
  ]
  for (const kind of kinds) {
    const answers = own.filter(answer => answer.kind === kind)
    expect([kind, answers.length > 1]).toEqual([kind, true])
    expect(told(measure(answers, () => kind).wrong)).toEqual([])
  }
})

test.runIf(shared !== undefined)(
  'on the labelled answers of ../shared/pairs at least 99% of the sure verdicts are right, and 55% are sure',
  () => {
    const { byLanguage } = rates(shared ?? [])
    expect(byLanguage).toHaveLength(2)
    for (const { coverage, precision } of byLanguage) {
      expect(precision).toBeGreaterThanOrEqual(0.99)
      expect(coverage).toBeGreaterThanOrEqual(0.55)
    }
  },
)
