// @ts-check
import { defineDataset, readJsonl, stableId } from 'xeval'
import { z } from 'zod'

const Row = z.object({ word: z.string().regex(/^[a-z]+$/) })

/** Words that ship with the package; the answer is in the word. */
export const dataset = defineDataset({
  name: 'letter-words',
  version: 1,
  description: 'Words whose letters are to be counted',
  card: {
    title: 'Letters',
    source: 'https://example.org/letters',
    licence: 'CC0-1.0',
    citation: '',
    languages: ['en'],
  },
  file: { kind: 'shipped' },
  bundled: new URL('./words.jsonl', import.meta.url),
  breakdowns: ['size'],
  async *parse(path) {
    for await (const { value } of readJsonl(path, Row)) {
      yield {
        id: stableId('letter-words', value.word),
        input: [{ role: 'user', content: `How many letters has the word "${value.word}"?` }],
        target: [String(value.word.length)],
        language: 'en',
        metadata: { size: value.word.length > 6 ? 'long' : 'short' },
      }
    }
  },
})
