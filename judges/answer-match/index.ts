/**
 * Correct, incorrect or not attempted by any strong model, with our own prompt in English or Chinese and structured
 * output. The three classes are those of SimpleQA (Wei et al., 2024, https://arxiv.org/abs/2411.04368); figures made
 * with its authors' own words come from `simpleqa-grader` and `chinese-simpleqa-grader`.
 */
import { defineJudge, llmJudge, loadPrompt, XevalError } from 'xeval'
import { answerLabels, noGold, questionOf } from 'xeval/judges/answer-exact'

const prompt = (name: string) => loadPrompt(new URL(`./prompts/${name}.v1.md`, import.meta.url))
const english = { grade: prompt('grade-en'), reminder: prompt('reminder-en') }
const chinese = { grade: prompt('grade-zh'), reminder: prompt('reminder-zh') }

const {
  apiVersion: _,
  judge,
  ...definition
} = llmJudge({
  name: 'answer-match',
  version: 2,
  description: 'Correct, incorrect or not attempted, by any strong model with our own bilingual prompt',
  labels: answerLabels,
  prompts: { en: english.grade, zh: chinese.grade, '*': english.grade },
  reminders: { en: english.reminder, zh: chinese.reminder, '*': english.reminder },
  variables: ({ sample, completion }) => {
    const { text, golds } = questionOf(sample)
    return { question: text, target: golds.join('\n\n'), answer: completion.text }
  },
})

export default defineJudge({
  ...definition,
  unfit: noGold,
  async judge(context) {
    if (!context.options.upstreamParsing) return judge(context)
    throw new XevalError('no-upstream-parsing', 'answer-match asks in our own words, which no authors parse', {
      hint: 'Use --judge simpleqa-grader=REF or chinese-simpleqa-grader=REF with --upstream-parsing.',
    })
  },
})
