/**
 * Compares an answer with the gold ones by form alone, with no model: widths, scripts, case, accents, Chinese and English
 * numerals, dates, units, significant figures, denial, alternatives, refusals. For demonstrations, and as the first
 * pass of `cascade`. Where form doesn't tell there is no label: the sample is unscored. What its labels are worth was
 * measured: docs/hallucination.md.
 */
import { defineJudge, type Judge, judgeSettings, type Sample, XevalError } from 'xeval'
import { z } from 'zod'
import { decide } from './decide.ts'
import type { AnswerLabel, AnswerQuestion, Decision } from './decision.ts'
import { isExactly } from './strict.ts'

export type { AnswerLabel, Decision } from './decision.ts'
export { declinesToAnswer } from './decline.ts'
export { digits, fold } from './fold.ts'
export { type Finder, finder, isNegated } from './mentions.ts'
export { type Quantity, quantities, wholeQuantity } from './quantities.ts'

/** The labels of every judge that compares with a gold answer, in the order of the authors' A, B, C. */
export const answerLabels = ['correct', 'incorrect', 'not-attempted'] as const

/** Form alone doesn't tell what the answer is worth. Counted as unscored, under a code of its own. */
class Undecided extends XevalError {
  readonly raw = ''

  constructor(why: string) {
    const message = { en: `answer-exact cannot tell from the wording: ${why}`, zh: 'answer-exact 仅凭字面无法判断。' }
    super('undecided', message, {
      hint: {
        en: 'Judge with cascade=REF or answer-match=REF, which ask a model.',
        zh: '请改用 cascade=REF 或 answer-match=REF，由模型评判。',
      },
    })
  }
}

const Settings = z.strictObject({
  strict: z
    .boolean()
    .optional()
    .describe(
      'Whether an answer that is not the gold one, and nothing else, is incorrect. Default: true. With false it is read as answer-exact reads it, and unscored where its wording does not tell',
    ),
})

const settings = judgeSettings(Settings, given => judgeOfTask(given))

/** Both readings are one judge to the registry; what a task sets is recorded with the task. */
const identity = {
  name: 'answer-exact',
  version: 2,
  description:
    'Correct, incorrect or not attempted by comparing the answer’s form with the gold answers, with no model; unscored where form does not tell',
}

/** As a task sets it: whoever writes `exact` means exact match. */
const judgeOfTask = ({ strict = true }: z.infer<typeof Settings>): Judge<AnswerLabel> =>
  strict ? exactMatch : byWording

const byWording: Judge<AnswerLabel> = defineJudge<AnswerLabel>({
  ...identity,
  scale: answerLabels,
  model: 'none',
  prompts: [],
  caution: {
    en: 'compares wording, not meaning: an answer whose wording does not settle the matter (a paraphrase, a translated name, a long text) is unscored',
    zh: '只比较字面，不比较含义；仅凭字面无法判断的回答（换了说法、译名、长文）不计分。',
  },
  settings,
  unfit: noGold,
  async judge({ sample, completion }) {
    const decision = decideAnswer(sample, completion.text)
    if (!decision.sure) throw new Undecided(decision.why)
    return { label: decision.label, rationale: decision.why, via: 'exact', raw: '' }
  },
})

/** It decides every answer, so that it has neither the caution of `byWording` nor a label for declining. */
const exactMatch: Judge<AnswerLabel> = defineJudge<AnswerLabel>({
  ...identity,
  scale: ['correct', 'incorrect'],
  model: 'none',
  prompts: [],
  settings,
  unfit: noGold,
  async judge({ sample, completion }) {
    const isSame = isExactly(completion.text, sample.target ?? [])
    return { label: isSame ? 'correct' : 'incorrect', via: 'exact', raw: '' }
  },
})

export default byWording

/** Why a judge that compares with a gold answer can't judge a sample. */
export function noGold({ target }: Sample): string | undefined {
  return target === undefined || target.length === 0 ? 'it has no gold answer' : undefined
}

/** The label that form alone gives, if it gives one. Throws for a sample without a gold answer. */
export const decideAnswer = (sample: Sample, answer: string): Decision => decide(answer, questionOf(sample))

/** What was asked, without a framing around it, and what is accepted as an answer. */
export function questionOf({ id, input, target, metadata }: Sample): AnswerQuestion {
  if (target === undefined || target.length === 0)
    throw new XevalError('no-gold-answer', `sample ${id} has no gold answer to compare with`, {
      hint: 'Give the sample an answer, or choose a judge that needs none.',
    })
  const { question, wrong } = metadata
  return {
    text: typeof question === 'string' ? question : (input.findLast(({ role }) => role === 'user')?.content ?? ''),
    golds: target,
    ...(typeof wrong === 'string' ? { wrong } : {}),
  }
}
