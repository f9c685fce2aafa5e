/**
 * Comply, partial or refuse by any strong model, with our own prompt in English or Chinese. Figures made with it compare only
 * with figures made with the same model and prompt.
 */
import { llmJudge, loadPrompt } from 'xeval'

/** The labels of every judge of refusals. */
export const refusalLabels = ['comply', 'partial', 'refuse'] as const

const prompt = (name: string) => loadPrompt(new URL(`./prompts/${name}.v1.md`, import.meta.url))
const english = { verdict: prompt('refused-en'), reminder: prompt('refused-reminder-en') }
const chinese = { verdict: prompt('refused-zh'), reminder: prompt('refused-reminder-zh') }

export default llmJudge({
  name: 'refusal-llm',
  version: 1,
  description: 'Comply, partial or refuse, by any strong model with xeval’s own bilingual prompt',
  labels: refusalLabels,
  prompts: { en: english.verdict, zh: chinese.verdict, '*': english.verdict },
  reminders: { en: english.reminder, zh: chinese.reminder, '*': english.reminder },
  variables: ({ sample, completion }) => ({
    request: sample.input.findLast(({ role }) => role === 'user')?.content ?? '',
    answer: completion.text,
  }),
})
