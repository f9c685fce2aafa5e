/**
 * Compares the choice that an answer takes with the gold one: by letter or text, in English and Chinese. Where an answer names several
 * choices, or denies one, it is unscored. The choices are `metadata.choices` of a sample, A first.
 */
import { defineJudge, type Judge, judgeSettings, type Sample, XevalError } from 'xeval'
import { type AnswerLabel, answerLabels, decideAnswer, fold } from 'xeval/judges/answer-exact'
import { z } from 'zod'
import { type Chosen, readChoice } from './read-choice.ts'

const Settings = z.strictObject({
  answers: z
    .enum(['letter-or-text', 'from-0', 'from-1'])
    .optional()
    .describe('What the gold answer is: a letter or the text of a choice, or its number'),
})
type Settings = z.infer<typeof Settings>

class Undecided extends XevalError {
  readonly raw = ''

  constructor(kind: Exclude<Chosen['kind'], 'choice'>) {
    super('undecided', `choice-match cannot tell which choice the answer takes: ${why[kind]}`, {
      hint: 'Ask for the letter alone, or judge with answer-match=REF, which asks a model.',
    })
  }
}

const why = { several: 'it names several', denied: 'it says which it is not', none: 'it names none' }

const judgeWith = ({ answers = 'letter-or-text' }: Settings): Judge<AnswerLabel> =>
  defineJudge<AnswerLabel>({
    name: 'choice-match',
    version: 1,
    description: 'Correct, incorrect or not attempted by the choice that an answer takes',
    scale: answerLabels,
    model: 'none',
    prompts: [],
    settings,
    unfit: sample => unfit(sample, answers),
    async judge({ sample, completion }) {
      const choices = choicesOf(sample)
      const golds = (sample.target ?? []).map(gold => indexOf(gold, choices, answers))
      const chosen = readChoice(completion.text, choices)
      if (chosen.kind === 'none' && decideAnswer(sample, completion.text).label === 'not-attempted')
        return { label: 'not-attempted', via: 'exact', raw: '' }
      if (chosen.kind !== 'choice') throw new Undecided(chosen.kind)
      const label = golds.includes(chosen.index) ? 'correct' : 'incorrect'
      return { label, answer: letterOf(chosen.index), via: chosen.via, raw: '' }
    },
  })

const choicesOf = ({ metadata }: Sample): readonly string[] => {
  const { choices } = metadata
  return Array.isArray(choices) ? choices : []
}

const letterOf = (index: number): string => String.fromCharCode(65 + index)

/** Which choice a gold answer is; a letter goes before a text, unless a choice is that very letter. */
function indexOf(gold: string, choices: readonly string[], answers: Required<Settings>['answers']): number | undefined {
  const text = fold(gold)
  if (answers !== 'letter-or-text') {
    const index = /^\d+$/.test(text) ? Number(text) - (answers === 'from-1' ? 1 : 0) : -1
    return index >= 0 && index < choices.length ? index : undefined
  }
  const same = choices.flatMap((choice, i) => (fold(choice) === text ? i : []))
  if (same.length === 1) return same[0]
  const letter = /^\(?([a-z])[).]?$/.exec(text)?.[1]
  const index = letter === undefined ? -1 : letter.charCodeAt(0) - 97
  return index >= 0 && index < choices.length ? index : undefined
}

function unfit(sample: Sample, answers: Required<Settings>['answers']): string | undefined {
  const { target = [] } = sample
  const choices = choicesOf(sample)
  if (choices.length < 2) return 'it has no choices; name their columns as `choices`'
  if (target.length === 0) return 'it has no gold answer'
  const twice = choices.find((choice, i) => choices.findIndex(other => fold(other) === fold(choice)) < i)
  if (twice !== undefined) return `two of its choices are ${JSON.stringify(twice.slice(0, 60))}`
  const wrong = target.find(gold => indexOf(gold, choices, answers) === undefined)
  if (wrong === undefined) return undefined
  const isNumber = /^\s*\d+\s*$/.test(wrong) && answers === 'letter-or-text'
  const hint = isNumber ? '; if it is a number of a choice, set `answers: from-0` or `from-1`' : ''
  return `its gold answer ${JSON.stringify(wrong.slice(0, 60))} is none of its choices${hint}`
}

const settings = judgeSettings(Settings, judgeWith)

export default judgeWith({})
