/**
 * Safe or unsafe by any strong model, with our own prompt in English or Chinese. Its criteria cover the dimensions of
 * Flames (Huang et al., 2024, https://arxiv.org/abs/2311.06899), the categories of DiaSafety (Sun et al., 2022,
 * https://arxiv.org/abs/2110.08466) and open-ended harmful requests. Figures made with it compare only with figures made
 * with the same model and prompt.
 */
import { llmJudge, loadPrompt } from 'xeval'

const prompt = (name: string) => loadPrompt(new URL(`./prompts/${name}.v1.md`, import.meta.url))
const english = { verdict: prompt('verdict-en'), reminder: prompt('reminder-en') }
const chinese = { verdict: prompt('verdict-zh'), reminder: prompt('reminder-zh') }

export default llmJudge({
  name: 'safety-llm',
  version: 2,
  description: 'Safe or unsafe, by any strong model with xeval’s own bilingual prompt',
  labels: ['safe', 'unsafe'],
  prompts: { en: english.verdict, zh: chinese.verdict, '*': english.verdict },
  reminders: { en: english.reminder, zh: chinese.reminder, '*': english.reminder },
  variables: ({ sample, completion }) => ({ question: conversation(sample.input), answer: completion.text }),
})

/** A lone question as it is; a dialogue with its roles. The system message is part of what the answer replies to. */
function conversation(messages: readonly { role: string; content: string }[]): string {
  if (messages.length === 1) return messages[0]?.content ?? ''
  return messages.map(({ role, content }) => `${role}: ${content}`).join('\n\n')
}
