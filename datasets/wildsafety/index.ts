import { extname } from 'node:path'
import {
  defineDataset,
  makeIdLines,
  malformed,
  readCsv,
  readJsonArray,
  readJsonl,
  type SourceRow,
  stableId,
} from 'xeval'
import { z } from 'zod'

// An empty cell of a CSV file is a value that isn't there.
const optionalText = z
  .string()
  .nullish()
  .transform(text => text?.trim() || undefined)

const Row = z.object({
  query: z.string().regex(/\S/, 'expected text'),
  id: z
    .union([z.string(), z.number()], 'expected text or a number')
    .nullish()
    .transform(id => String(id ?? '').trim() || undefined),
  category: optionalText,
  language: optionalText.refine(
    tag => tag === undefined || /^[a-z]{2,3}(-\w+)*$/i.test(tag),
    'expected a tag like `en`',
  ),
})
type Row = z.infer<typeof Row>

/** WildSafety was never published: a file of one's own, or the bundled questions in its role. */
export default defineDataset({
  name: 'wildsafety',
  version: 1,
  description: 'WildSafety: your own file of safety questions; without one, the bundled questions are used',
  card: {
    title: 'WildSafety (not published; your own file)',
    source: 'https://github.com/GAIR-NLP/Safety-J',
    licence: 'Unknown: the dataset was never published. The bundled questions were written for xeval (MIT).',
    citation: `@misc{liu2024safetyj,
  title = {{SAFETY-J}: Evaluating Safety with Critique},
  author = {Liu, Yixiu and others},
  year = {2024},
  eprint = {2407.17075},
  archivePrefix = {arXiv}
}`,
    languages: ['en', 'zh'],
    contentWarning: 'Questions that ask for something a model should handle with care.',
  },
  file: {
    kind: 'own',
    formats: ['json', 'jsonl', 'csv'],
    expects: 'Every row needs `query`, and may have `id`, `category` and `language` (`en`, `zh`).',
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['category', 'language'],
  async *parse(path) {
    const ids = makeIdLines()
    for await (const { value, line } of rowsOf(path)) {
      const { query, category = 'uncategorised' } = value
      const id = value.id ?? stableId('wildsafety', query)
      const earlier = ids.add(id, line)
      if (earlier !== undefined) throw repeated(path, line, earlier, value)
      const language = value.language?.split('-')[0]?.toLowerCase() ?? languageOf(query)
      yield { id, input: [{ role: 'user', content: query }], language, metadata: { category, language } }
    }
  },
})

function rowsOf(path: string): AsyncIterable<SourceRow<Row>> {
  const extension = extname(path).toLowerCase()
  if (extension === '.csv') return readCsv(path, Row)
  return extension === '.json' ? readJsonArray(path, Row) : readJsonl(path, Row)
}

/** By script: a question with a Chinese character in it is Chinese. */
const languageOf = (text: string): string => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en')

const repeated = (path: string, line: number, earlier: number, { id }: Row) =>
  malformed(
    { file: path, line },
    `${id === undefined ? 'the same query' : `the same id \`${id}\``} as in line ${earlier}`,
    'Remove one of the two rows, or give them different ids.',
  )
