/**
 * 0–100 by any strong model, with our own prompt in English or Chinese and criteria by the kind of question (Auto-J's
 * eight scenario groups, where the dataset gives one): a second opinion beside the human ratings of the general suite.
 */
import { askTwice, defineJudge, fenceAll, loadPrompt, type Sample, UnparsableReply } from 'xeval'
import { readRating } from './read-rating.ts'

const name = 'rating-llm'
const prompt = (file: string) => loadPrompt(new URL(`./prompts/${file}.v1.md`, import.meta.url))
const english = { rating: prompt('rating-en'), reminder: prompt('reminder-en') }
const chinese = { rating: prompt('rating-zh'), reminder: prompt('reminder-zh') }

const responseFormat = {
  name: 'rating',
  schema: {
    type: 'object',
    properties: { rationale: { type: 'string' }, rating: { type: 'integer' } },
    required: ['rationale', 'rating'],
    additionalProperties: false,
  },
}

export default defineJudge({
  name,
  version: 2,
  description: 'A rating from 0 to 100 by any strong model, with xeval’s own bilingual prompt',
  scale: { min: 0, max: 100 },
  model: 'required',
  prompts: [...Object.values(english), ...Object.values(chinese)],
  caution: {
    en: 'A model’s opinion, not that of people: see its correlation with the human ratings.',
    zh: '这是模型的评分，不是人工评分：请参看二者的相关性。',
  },
  async judge({ sample, completion, ask }) {
    const { rating, reminder } = sample.language === 'zh' ? chinese : english
    const content = rating.render({
      kind: kindOf(sample),
      ...fenceAll({ question: conversation(sample), answer: completion.text }),
    })
    const question = { messages: [{ role: 'user' as const, content }], responseFormat, maxTokens: 1024 }
    const refuse = (raw: string) => new UnparsableReply(name, raw, 'a JSON rating from 0 to 100')
    const { value, raw, repaired } = await askTwice(ask, question, reminder.render({}), readRating, refuse)
    return { ...value, via: repaired ? 'repaired' : 'model', raw }
  },
})

/** A name out of the prompt's list; anything else, also a dataset's own `group`, is general. */
function kindOf({ metadata }: Sample): string {
  const { group } = metadata
  return typeof group === 'string' && kinds.has(group) ? group : 'General'
}

const kinds = new Set([
  'Summarization',
  'Exam Questions',
  'Code',
  'Rewriting',
  'Creative Writing',
  'Functional Writing',
  'General Communication',
  'NLP Tasks',
])

/** A lone question as it is; a dialogue with its roles. */
function conversation({ input }: Sample): string {
  if (input.length === 1) return input[0]?.content ?? ''
  return input.map(({ role, content }) => `${role}: ${content}`).join('\n\n')
}
