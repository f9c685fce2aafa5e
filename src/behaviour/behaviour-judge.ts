import type { Judge } from '../core/judge.ts'
import { llmJudge } from '../core/llm-judge.ts'
import { said } from '../core/wording.ts'
import { loadPrompt } from '../sources/load-prompt.ts'
import type { Detector, Finding } from './detector.ts'
import { questionOf } from './observe.ts'

const prompt = (name: string) => loadPrompt(new URL(`./prompts/${name}.v1.md`, import.meta.url))

/** A model in the place of a detector's rules: it is told the same definition, and gives the same three labels. */
export function behaviourJudge({ name, description }: Detector): Judge<Finding['label']> {
  const [english, chinese] = [prompt('shows-en'), prompt('shows-zh')]
  const reminders = { en: prompt('reminder-en'), zh: prompt('reminder-zh') }
  return llmJudge({
    name: `behaviour-${name}`,
    version: 1,
    description: said(description, 'en'),
    labels: ['yes', 'no', 'undecided'],
    prompts: { en: english, zh: chinese, '*': english },
    reminders: { ...reminders, '*': reminders.en },
    variables: ({ sample, completion }) => ({
      definition: said(description, sample.language === 'zh' ? 'zh' : 'en'),
      question: questionOf(sample),
      answer: completion.text,
    }),
  })
}
