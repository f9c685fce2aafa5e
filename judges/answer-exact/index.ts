/**
 * Compares an answer with the gold ones by form alone, with no model: widths, case, accents, Chinese and English
 * numerals, dates, units, significant figures, negation, alternatives, refusals. For demonstrations, and as the first
 * pass of `cascade`. What its labels are worth was measured: docs/hallucination.md.
 */
import { defineJudge, type Sample, XevalError } from 'xeval'
import { decide } from './decide.ts'
import type { AnswerQuestion, Decision } from './decision.ts'

export type { AnswerLabel, Decision } from './decision.ts'

/** The labels of every judge that compares with a gold answer, in the order of the authors' A, B, C. */
export const answerLabels = ['correct', 'incorrect', 'not-attempted'] as const

export default defineJudge({
  name: 'answer-exact',
  version: 1,
  description:
    'Correct, incorrect or not attempted by comparing the answer’s form with the gold answers, with no model',
  scale: answerLabels,
  model: 'none',
  prompts: [],
  caution: {
    en: 'compares form, not meaning: a paraphrase, a translated name or a match with a longer reference text counts as incorrect',
    zh: '只比较字面，不比较含义：换一种说法、译名或与更长的参考文本相符，都算作错误',
  },
  async judge({ sample, completion }) {
    const { label, sure, why } = decideAnswer(sample, completion.text)
    return { label, rationale: why, via: sure ? 'exact' : 'fallback', raw: '' }
  },
})

/** The label that form alone gives, and whether it is sure. Throws for a sample without a gold answer. */
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
