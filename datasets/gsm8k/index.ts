/** GSM8K: word problems of primary school, each with a worked solution that ends in its number. */
import { defineDataset, malformed, readJsonl, stableId } from 'xeval'
import { z } from 'zod'

const Row = z.object({ question: z.string().min(1), answer: z.string().min(1) })

export default defineDataset({
  name: 'gsm8k',
  version: 1,
  description: 'GSM8K, test split: 1,319 word problems whose answers are whole numbers',
  card: {
    title: 'GSM8K',
    source: 'https://github.com/openai/grade-school-math',
    licence: 'MIT',
    citation: `@misc{cobbe2021gsm8k,
  title = {Training Verifiers to Solve Math Word Problems},
  author = {Cobbe, Karl and Kosaraju, Vineet and Bavarian, Mohammad and Chen, Mark and Jun, Heewoo and Kaiser, Lukasz and Plappert, Matthias and Tworek, Jerry and Hilton, Jacob and Nakano, Reiichiro and Hesse, Christopher and Schulman, John},
  year = {2021},
  eprint = {2110.14168},
  archivePrefix = {arXiv}
}`,
    languages: ['en'],
  },
  file: {
    kind: 'pinned',
    name: 'test.jsonl',
    url: 'https://raw.githubusercontent.com/openai/grade-school-math/3101c7d5072418e28b9008a6636bde82a006892c/grade_school_math/data/test.jsonl',
    sha256: '3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14',
    bytes: 749_738,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['steps'],
  async *parse(path) {
    for await (const { value, line } of readJsonl(path, Row)) {
      const { question, answer } = value
      const target = finalNumber(answer)
      if (target === undefined)
        throw malformed({ file: path, line }, 'field `answer`: expected a last line of `#### ` and a whole number')
      yield {
        id: stableId('gsm8k', question),
        input: [{ role: 'user', content: question }],
        target: [target],
        language: 'en',
        metadata: { steps: stepsOf(answer) },
      }
    }
  },
})

/** What follows the last `####`, without the commas between thousands. */
function finalNumber(answer: string): string | undefined {
  const at = answer.lastIndexOf('####')
  const text = at < 0 ? '' : answer.slice(at + 4).trim()
  return /^-?(?:\d+|\d{1,3}(?:,\d{3})+)$/.test(text) ? text.replaceAll(',', '') : undefined
}

/** Lines of the solution before its number: 1 to 4, and `5 or more`. */
function stepsOf(answer: string): string {
  const lines = answer
    .slice(0, answer.lastIndexOf('####'))
    .split('\n')
    .filter(line => line.trim() !== '').length
  return lines < 5 ? `${lines}` : '5 or more'
}
