/**
 * Compares the number that an answer gives with the gold one, within a tolerance. Which of several numbers is meant is not guessed: such
 * an answer is unscored. Numbers are read as `answer-exact` reads them, and found where `math-equal` finds a final answer.
 */
import { defineJudge, type Judge, judgeSettings, type Sample, XevalError } from 'xeval'
import { type AnswerLabel, answerLabels, decideAnswer } from 'xeval/judges/answer-exact'
import { z } from 'zod'
import { isSameNumber, type Tolerance } from './compare.ts'
import { type Found, numberIn, readNumber } from './read-number.ts'

const Settings = z.strictObject({
  tolerance: z
    .number()
    .nonnegative()
    .optional()
    .describe('How far off an answer may be, in the unit of the gold answer'),
  relative: z.number().nonnegative().max(1).optional().describe('The same as a share of the gold answer: 0.01 for 1%'),
})

class Undecided extends XevalError {
  readonly raw = ''

  constructor(kind: Exclude<Found['kind'], 'number'>) {
    super('undecided', `number-match cannot tell which number is the answer: ${why[kind]}`, {
      hint: 'Ask for the final number alone, or judge with answer-match=REF, which asks a model.',
    })
  }
}

const why = { several: 'it gives several', bound: 'it gives a bound or an estimate', none: 'it gives none' }

const judgeWith = (tolerance: Tolerance): Judge<AnswerLabel> =>
  defineJudge<AnswerLabel>({
    name: 'number-match',
    version: 1,
    description: 'Correct, incorrect or not attempted by the number that an answer gives, within a tolerance',
    scale: answerLabels,
    model: 'none',
    prompts: [],
    settings,
    unfit,
    async judge({ sample, completion }) {
      const golds = (sample.target ?? []).flatMap(gold => readNumber(gold) ?? [])
      const found = numberIn(completion.text)
      if (found.kind === 'none' && decideAnswer(sample, completion.text).label === 'not-attempted')
        return { label: 'not-attempted', via: 'exact', raw: '' }
      if (found.kind !== 'number') throw new Undecided(found.kind)
      const isCorrect = golds.some(gold => isSameNumber(gold, found.number, tolerance))
      return { label: isCorrect ? 'correct' : 'incorrect', answer: String(found.number.value), via: found.via, raw: '' }
    },
  })

function unfit({ target = [] }: Sample): string | undefined {
  if (target.length === 0) return 'it has no gold answer'
  const wrong = target.find(gold => readNumber(gold) === undefined)
  return wrong === undefined ? undefined : `its gold answer ${JSON.stringify(wrong.slice(0, 60))} is no number`
}

const settings = judgeSettings(Settings, judgeWith)

export default judgeWith({})
