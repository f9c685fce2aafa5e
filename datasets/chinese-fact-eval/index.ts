/**
 * ChineseFactEval, the public 125 prompts (Wang et al., 2023, https://gair-nlp.github.io/ChineseFactEval). Their file has no
 * gold answers: an item's references are those of its seven labelled responses that the annotators found factual. Eighteen
 * items have none, and can't be judged: `unusableItems` lists them, `parse` leaves them out.
 */
import { defineDataset, malformed, type Sample, stableId } from 'xeval'
import { type LabelledItem, readItems } from './rows.ts'

export { type LabelledItem, readItems } from './rows.ts'

const commit = '3f3914bc090b644be044b7e0005113c135d8b20f'

export default defineDataset({
  name: 'chinese-fact-eval',
  version: 1,
  description:
    '107 of the 125 public prompts in 7 categories, with a weight of 1–3; 18 have no factual response to compare with',
  card: {
    title: 'ChineseFactEval (public prompts)',
    source: 'https://github.com/GAIR-NLP/factool',
    licence: 'Apache-2.0',
    citation: `@misc{wang2023chinesefacteval,
  title = {{ChineseFactEval}: A Factuality Benchmark for Chinese {LLMs}},
  author = {Wang, Binjie and Chern, Ethan and Liu, Pengfei},
  year = {2023},
  url = {https://gair-nlp.github.io/ChineseFactEval}
}`,
    languages: ['zh', 'en'],
  },
  file: {
    kind: 'pinned',
    name: 'dataset_chinese.jsonl',
    url: `https://raw.githubusercontent.com/GAIR-NLP/factool/${commit}/datasets/chinese/dataset_chinese.jsonl`,
    sha256: '022ad225b3e888d127e97ef8f1ecbf044596e5882d09f2aae0061f2701db985d',
    bytes: 580_059,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['category', 'weight', 'time_dependent'],
  async *parse(path) {
    const lines = new Map<string, number>()
    for await (const item of readItems(path)) {
      const first = lines.get(item.prompt)
      if (first !== undefined) throw malformed({ file: path, line: item.line }, `the same prompt as in line ${first}`)
      lines.set(item.prompt, item.line)
      if (item.references.length > 0) yield toSample(item)
    }
  },
})

/** The items with no response that is labelled factual: there is nothing to compare an answer with. */
export async function* unusableItems(path: string): AsyncGenerator<LabelledItem> {
  for await (const item of readItems(path)) if (item.references.length === 0) yield item
}

const toSample = ({ prompt, references, category, weight, timeDependent }: LabelledItem): Sample => ({
  id: stableId('chinese-fact-eval', prompt),
  input: [{ role: 'user', content: prompt }],
  target: references,
  language: /\p{Script=Han}/u.test(prompt) ? 'zh' : 'en',
  metadata: { category, weight, time_dependent: timeDependent },
})
