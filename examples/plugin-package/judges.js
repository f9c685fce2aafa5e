// @ts-check
import { defineJudge, llmJudge, loadPrompt, UnparsableReply } from 'xeval'

/** Reads the last number of an answer. What has none can't be decided, and is unscored: never "wrong". */
export const lastNumber = defineJudge({
  name: 'last-number',
  version: 1,
  description: 'Whether the last number of the answer is the right one',
  scale: ['right', 'wrong'],
  model: 'none',
  prompts: [],
  async judge({ sample, completion }) {
    const found = completion.text.match(/\d+/g)?.at(-1)
    if (found === undefined) throw new UnparsableReply('last-number', completion.text, 'an answer with a number')
    return { label: sample.target?.includes(found) ? 'right' : 'wrong', answer: found, raw: '' }
  },
})

/** Asks a model instead; its reply is read as JSON and nothing else. */
export const letterModel = llmJudge({
  name: 'letter-model',
  version: 1,
  description: 'Whether a model calls the answer right',
  labels: ['right', 'wrong'],
  prompts: { '*': loadPrompt(new URL('./prompts/verdict.v1.md', import.meta.url)) },
  reminders: { '*': loadPrompt(new URL('./prompts/reminder.v1.md', import.meta.url)) },
  variables: ({ sample, completion }) => ({
    question: sample.input.at(-1)?.content ?? '',
    target: sample.target?.[0] ?? '',
    answer: completion.text,
  }),
})
