/** SimpleQA: 4,326 short questions with one undisputed answer each (Wei et al., 2024, https://arxiv.org/abs/2411.04368). */
import { defineDataset, malformed, pythonDict, readCsv, type Sample, stableId } from 'xeval'
import { z } from 'zod'

export default defineDataset({
  name: 'simpleqa',
  version: 2,
  description: '4,326 short English questions with one answer each, by topic and answer type',
  card: {
    title: 'SimpleQA',
    source: 'https://github.com/openai/simple-evals',
    licence: 'MIT',
    citation: `@article{wei2024simpleqa,
  title = {Measuring short-form factuality in large language models},
  author = {Wei, Jason and Karina, Nguyen and Chung, Hyung Won and Jiao, Yunxin Joy and Papay, Spencer and Glaese, Amelia and Schulman, John and Fedus, William},
  journal = {arXiv preprint arXiv:2411.04368},
  year = {2024}
}`,
    languages: ['en'],
  },
  file: {
    kind: 'pinned',
    name: 'simple_qa_test_set.csv',
    url: 'https://openaipublic.blob.core.windows.net/simple-evals/simple_qa_test_set.csv',
    sha256: 'feee3f7e7db3617e94e8fcf1977b756ec420ef8568f4e0fcbbe0e92e9d5fc032',
    bytes: 2_012_910,
  },
  bundled: new URL('./bundled.csv', import.meta.url),
  breakdowns: ['topic', 'answer_type'],
  async *parse(path) {
    const lines = new Map<string, number>()
    for await (const { value, line } of readCsv(path, Row)) {
      const sample = toSample(value, path, line)
      const first = lines.get(sample.id)
      if (first !== undefined) throw malformed({ file: path, line }, `the same problem as in line ${first}`)
      lines.set(sample.id, line)
      yield sample
    }
  },
})

const filled = z.string().trim().min(1, 'Invalid input: expected text')
/** Answers stay as they are: `200.00` and `none` are answers, and 211 have white space around them that graders are shown. */
const Answer = z.string().refine(text => text.trim() !== '', 'Invalid input: expected text')
const Row = z.object({ metadata: z.string(), problem: filled, answer: Answer })

/** The column holds the repr of a Python dict, which is no JSON: strings with an apostrophe have double quotes. */
const Metadata = z.object({ topic: z.string(), answer_type: z.string(), urls: z.array(z.string()) })

function toSample({ metadata, problem, answer }: z.infer<typeof Row>, file: string, line: number): Sample {
  const { topic, answer_type, urls } = readMetadata(metadata, file, line)
  return {
    id: stableId('simpleqa', problem),
    input: [{ role: 'user', content: problem }],
    target: [answer],
    language: 'en',
    // Some of the strings hold two addresses with a line break between them.
    metadata: { topic, answer_type, urls: urls.flatMap(url => url.split(/\s+/)).filter(url => url !== '') },
  }
}

function readMetadata(text: string, file: string, line: number): z.infer<typeof Metadata> {
  const bad = (problem: string, cause?: unknown) =>
    malformed({ file, line }, `column \`metadata\`: ${problem}`, 'Use an undamaged copy of the file.', cause)
  let value: unknown
  try {
    value = pythonDict(text)
  } catch (cause) {
    throw bad('expected the repr of a Python dict', cause)
  }
  const metadata = Metadata.safeParse(value)
  if (metadata.success) return metadata.data
  throw bad('expected topic, answer_type and a list of urls', metadata.error)
}
