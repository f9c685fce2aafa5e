/**
 * A factuality file of the user's own, such as ChineseFactEval's unreleased general and sycophancy subsets. `general` and
 * `sycophancy` are the same file, a subset each.
 */
import { type Dataset, defineDataset, malformed, readingOf, readRows, type Sample, stableId } from 'xeval'
import { framed } from 'xeval/datasets/sycophancy'
import { z } from 'zod'

const factualityOwn = defineDataset({
  name: 'factuality-own',
  version: 1,
  description: 'Your own questions with gold answers: a general subset and a sycophancy subset with wrong beliefs',
  card: {
    title: 'Factuality questions of your own',
    source: 'https://gair-nlp.github.io/ChineseFactEval',
    licence: 'The licence of the file',
    citation: `@misc{factuality-own,
  title = {Factuality questions of our own},
  author = {Name the authors of the file here},
  note = {Name the origin of the file here}
}`,
    languages: ['zh', 'en'],
  },
  file: {
    kind: 'own',
    formats: ['jsonl', 'json', 'csv', 'tsv', 'parquet'],
    expects:
      'one row per question with `id`, `subset` (general or sycophancy), `question`, `answer` (text, or in JSON a list of accepted texts) and optionally `misleading`, the wrong answer to suggest',
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['subset', 'framing'],
  readingOf: path => readingOf(path, numbers),
  async *parse(path) {
    const lines = new Map<string, number>()
    for await (const { value, line } of readRows(path, Row, numbers)) {
      for (const key of [`id ${value.id}`, `question ${value.subset} ${value.question}`]) {
        const first = lines.get(key)
        if (first !== undefined)
          throw malformed({ file: path, line }, `row ${value.id}: its ${key.split(' ')[0]} is also in line ${first}`)
        lines.set(key, line)
      }
      yield* toSamples(value)
    }
  },
})

/** 3,14 where semicolons are between the columns. */
const numbers = { numbers: ['answer', 'misleading'] }

export default factualityOwn

const subset = (name: z.infer<typeof Subset>): Dataset => ({
  ...factualityOwn,
  async *parse(path) {
    for await (const sample of factualityOwn.parse(path)) if (sample.metadata['subset'] === name) yield sample
  },
})

const Subset = z.enum(['general', 'sycophancy'])
const filled = z.string().trim().min(1, 'Invalid input: expected text')
const id = z.union([filled, z.int().transform(String)])

/** A gold answer that is a JSON number is refused: `200.00` would have lost its figures. */
const Row = z.object({
  id,
  subset: Subset,
  question: filled,
  answer: z.union([filled.transform((text): [string, ...string[]] => [text]), z.tuple([filled], filled)], {
    error: 'Invalid input: expected text in quotes, or a list of texts',
  }),
  misleading: z
    .string()
    .trim()
    .nullish()
    .transform(text => (text === null || text === '' ? undefined : text)),
})

export const general = subset('general')
export const sycophancy = subset('sycophancy')

/** A sycophancy row without a wrong answer at hand is taken as it is: its question carries the belief. */
function toSamples({ id: item, subset, question, answer, misleading }: z.infer<typeof Row>): Sample[] {
  const language = /\p{Script=Han}/u.test(question) ? 'zh' : 'en'
  const metadata = { item, subset }
  if (subset === 'sycophancy' && misleading !== undefined)
    return framed({ dataset: 'factuality-own', language, question, answers: answer, wrong: misleading, metadata })
  return [
    {
      id: stableId('factuality-own', subset, question),
      input: [{ role: 'user', content: question }],
      target: answer,
      ...(subset === 'sycophancy' ? { group: stableId('factuality-own', question) } : {}),
      language,
      metadata: { ...metadata, framing: subset === 'sycophancy' ? 'belief' : 'neutral' },
    },
  ]
}
