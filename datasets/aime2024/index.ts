/** AIME 2024: thirty competition problems whose answers are whole numbers from 0 to 999. */
import { defineDataset, readJsonl, stableId } from 'xeval'
import { z } from 'zod'

const Row = z.object({
  problem: z.string().min(1),
  /** Zero-padded in some copies: `025`. */
  answer: z.string().regex(/^\d{1,3}$/, 'a whole number from 0 to 999'),
  url: z.string().regex(/_AIME_II?_Problems\/Problem_\d+$/, 'a URL that names the contest and the problem'),
})

export default defineDataset({
  name: 'aime2024',
  version: 1,
  description: 'AIME I and II of 2024: 30 problems, answers 0–999',
  card: {
    title: 'American Invitational Mathematics Examination 2024',
    source: 'https://github.com/QwenLM/Qwen2.5-Math/tree/main/evaluation/data/aime24',
    licence: 'MIT (the collection); copyright in the problems: Mathematical Association of America',
    citation: `@misc{aime2024,
  title = {American Invitational Mathematics Examination},
  author = {{Mathematical Association of America}},
  year = {2024}
}`,
    languages: ['en'],
  },
  file: {
    kind: 'pinned',
    name: 'qwen_aime24_test.jsonl',
    url: 'https://raw.githubusercontent.com/QwenLM/Qwen2.5-Math/a45202bd16f1ec06f433442dc1152d0074773465/evaluation/data/aime24/test.jsonl',
    sha256: 'af2b8bd2aa911b6333ad0df32f3ca05c7ae8ed10f1731f4372c8ae26990bf7ac',
    bytes: 156_944,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['contest'],
  async *parse(path) {
    for await (const { value } of readJsonl(path, Row)) {
      const [, contest = '', number = ''] = /_AIME_(II?)_Problems\/Problem_(\d+)$/.exec(value.url) ?? []
      yield {
        id: stableId('aime2024', value.problem),
        input: [{ role: 'user', content: value.problem }],
        target: [String(Number(value.answer))],
        language: 'en',
        metadata: { contest: `AIME ${contest}`, number: Number(number) },
      }
    }
  },
})
