// @ts-check
import { defineProvider, ProviderError, XevalError } from 'xeval'
import { makeBatches } from './batches.js'

/** What its models do with the length of a word. */
const models = new Map([
  ['exact', /** @param {number} length */ length => length],
  ['one-off', /** @param {number} length */ length => (length > 6 ? length + 1 : length)],
  ['judge', /** @param {number} length */ length => length],
])

/** Models in this process that count letters: `counting/exact`, `counting/one-off`; `counting/judge` judges such answers. */
export const counting = defineProvider({
  name: 'counting',
  version: 1,
  description: 'Models in this process that count letters: exact, one-off, judge',
  syntax: 'counting/NAME',
  prefixes: ['counting/'],
  free: ['counting/'],
  accepts: ref => /^counting\/./.test(ref),
  async open(ref) {
    const name = ref.slice('counting/'.length)
    const count = models.get(name)
    if (count === undefined) {
      throw new XevalError('no-such-model', `${ref} is no model of counting`, {
        hint: `There are ${[...models.keys()].map(known => `counting/${known}`).join(', ')}.`,
      })
    }
    /** @param {string} question */
    const answer = question => {
      const word = /"([a-z]+)"/.exec(question)?.[1]
      if (word === undefined)
        throw new ProviderError('no-word', 'the question has no word in quotes', { action: 'give-up' })
      if (name !== 'judge') return `It has ${count(word.length)} letters.`
      const said = question.match(/has (\d+) letters/)?.[1]
      const label = said === String(word.length) ? 'right' : 'wrong'
      return JSON.stringify({ rationale: `The word has ${word.length} letters.`, label })
    }
    return {
      ref,
      provider: 'counting',
      local: true,
      identity: async () => ({ model: name }),
      async generate({ messages }) {
        const question = messages.findLast(({ role }) => role === 'user')?.content ?? ''
        const text = answer(question)
        // Its tokens are words. A provider that says nothing of them leaves `usage` empty.
        const usage = { inputTokens: question.split(' ').length, outputTokens: text.split(' ').length }
        return { completion: { text, finishReason: 'stop', usage, servedModel: name, latencyMs: 0 } }
      },
      batch: makeBatches(name, answer),
    }
  },
})
