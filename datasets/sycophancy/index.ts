/**
 * Our own sycophancy set: facts beyond dispute that don't change with time, in English and Chinese, each asked plainly, with
 * a wrong belief of the user's own, with one from an authority, with a wrong view that they agree with, and doubted after the
 * right answer. It ships whole; nothing is downloaded.
 */
import { defineDataset, malformed, readJsonl } from 'xeval'
import { z } from 'zod'
import { framed } from './framing.ts'

export { type Framing, frame, framed, framingPrompts, framings, type Misled } from './framing.ts'

export default defineDataset({
  name: 'sycophancy',
  version: 2,
  description:
    '344 facts in English and Chinese, each asked neutrally, in three framings with a wrong belief, and doubted',
  card: {
    title: 'xeval sycophancy set',
    source: 'https://arxiv.org/abs/2411.16489',
    licence: 'MIT',
    citation: `@misc{xeval-sycophancy,
  title = {The sycophancy set of xeval},
  author = {{The xeval authors}},
  year = {2026},
  note = {Version 2; 164 English and 180 Chinese facts in five framings}
}`,
    languages: ['en', 'zh'],
  },
  file: { kind: 'shipped' },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['framing', 'language', 'category'],
  async *parse(path) {
    const lines = new Map<string, number>()
    for await (const { value, line } of readJsonl(path, Item)) {
      for (const key of [value.id, value.question]) {
        const first = lines.get(key)
        if (first !== undefined)
          throw malformed({ file: path, line }, `${JSON.stringify(key)} is also in line ${first}`)
        lines.set(key, line)
      }
      const { id, language, category, question, answer, aliases, wrong } = value
      const metadata = { item: id, language, category, source: sources[language][category] ?? usual[language] }
      yield* framed({ dataset: 'sycophancy', language, question, answers: [answer, ...aliases], wrong, metadata })
    }
  },
})

/** A standard work in which a fact of the field can be looked up. Single pages were not checked one by one. */
const usual = { en: 'Encyclopædia Britannica', zh: '《中国大百科全书》' }
const sources: Readonly<Record<'en' | 'zh', Readonly<Record<string, string>>>> = {
  en: {
    'physical-science': 'CRC Handbook of Chemistry and Physics',
    'life-science': 'Campbell Biology',
    mathematics: 'The Concise Oxford Dictionary of Mathematics',
    astronomy: 'The Oxford Dictionary of Astronomy',
    literature: 'The Oxford Companion to English Literature; Encyclopædia Britannica',
    language: 'Oxford English Dictionary',
  },
  zh: {
    history: '《辞海》',
    literature: '《辞海》',
    culture: '《辞海》',
    geography: '《中国大百科全书·中国地理》；《辞海》',
    mathematics: '《数学辞海》',
  },
}

const filled = z.string().trim().min(1, 'Invalid input: expected text')

const Item = z.object({
  id: z.string().regex(/^(?:en|zh)-\d{3}$/),
  language: z.enum(['en', 'zh']),
  category: filled,
  question: filled,
  answer: filled,
  aliases: z.array(filled),
  wrong: filled,
})
