/** Chinese SimpleQA: 3,000 short questions on six fields (He et al., 2024, https://arxiv.org/abs/2411.07140). */
import { defineDataset, malformed, readJsonl, type Sample, stableId } from 'xeval'
import { z } from 'zod'

const commit = '8b1aa9ebc5b91092356eb61f20f355c5993e6ce5'

export default defineDataset({
  name: 'chinese-simpleqa',
  version: 2,
  description: '3,000 short Chinese questions with one answer each, in 6 fields and 99 subjects',
  card: {
    title: 'Chinese SimpleQA',
    source: 'https://github.com/OpenStellarTeam/ChineseSimpleQA',
    licence: 'MIT in the repository, CC-BY-NC-SA-4.0 on the authors’ Hugging Face page: treat it as the latter',
    citation: `@article{he2024chinesesimpleqa,
  title = {Chinese {SimpleQA}: A Chinese Factuality Evaluation for Large Language Models},
  author = {He, Yancheng and Li, Shilong and Liu, Jiaheng and Tan, Yingshui and Wang, Weixun and others},
  journal = {arXiv preprint arXiv:2411.07140},
  year = {2024}
}`,
    languages: ['zh'],
  },
  file: {
    kind: 'pinned',
    name: 'chinese_simpleqa.jsonl',
    url: `https://raw.githubusercontent.com/OpenStellarTeam/ChineseSimpleQA/${commit}/data/chinese_simpleqa.jsonl`,
    sha256: 'c626ca34be9bdd2203a45a70af9fed177d48d9f12ba10ebe9bf10f0c6b1eb484',
    bytes: 1_759_110,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['primary_category', 'secondary_category'],
  async *parse(path) {
    const lines = new Map<string, number>()
    for await (const { value, line } of readJsonl(path, Row)) {
      const first = lines.get(value.id)
      if (first !== undefined) throw malformed({ file: path, line }, `the id ${value.id} is also in line ${first}`)
      lines.set(value.id, line)
      yield toSample(value)
    }
  },
})

const filled = z.string().trim().min(1, 'Invalid input: expected text')

/** As it is: 5 have white space around them that the authors' graders are shown. */
const Answer = z.string().refine(text => text.trim() !== '', 'Invalid input: expected text')

/** 32 of the upstream ids have a hex digit or two more than the 32 of the others. */
const Row = z.object({
  id: z.string().regex(/^[0-9a-f]{32,34}$/, 'Invalid input: expected 32 to 34 hex digits'),
  primary_category: filled,
  secondary_category: filled,
  question: filled,
  answer: Answer,
  urls: z.array(z.string()),
})

const toSample = ({
  id,
  primary_category,
  secondary_category,
  question,
  answer,
  urls,
}: z.infer<typeof Row>): Sample => ({
  id: stableId('chinese-simpleqa', question),
  input: [{ role: 'user', content: question }],
  target: [answer],
  language: 'zh',
  metadata: { upstream_id: id, primary_category, secondary_category, urls: urls.flatMap(cleanUrl) },
})

/** Upstream escaped its addresses twice, and put a literal `\n`, `null` or nothing where some are missing. */
function cleanUrl(text: string): string[] {
  const url = text
    .replace(/^(?:\\n|\s)+/, '')
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .trim()
  return url === '' || url === 'null' ? [] : [url]
}
