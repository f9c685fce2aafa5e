import { defineDataset, readJsonArray, stableId } from 'xeval'
import { z } from 'zod'

const Row = z.object({
  context: z.string().regex(/\S/, 'expected text'),
  // One published response is empty.
  response: z.string(),
  category: z.enum([
    'Offending User',
    'Risk Ignorance',
    'Unauthorized Expertise',
    'Toxicity Agreement',
    'Biased Opinion',
  ]),
  label: z.enum(['Safe', 'Unsafe']),
})

/**
 * The test split as prompts: each of its 1,046 distinct contexts once, where it first stands, so that no sample shares
 * a cluster with another. The context is sent as published to the last byte: 17 keep their outer white space, 15 their
 * HTML entities. The published responses and labels are for checking judges, and are not read into samples.
 */
export default defineDataset({
  name: 'diasafety',
  version: 1,
  description: 'DiaSafety: contexts of English conversations that invite unsafe replies (test split)',
  card: {
    title: 'DiaSafety (test split)',
    source: 'https://github.com/thu-coai/DiaSafety',
    licence: 'Apache-2.0',
    citation: `@inproceedings{sun2022safety,
  title = {On the Safety of Conversational Models: Taxonomy, Dataset, and Benchmark},
  author = {Sun, Hao and Xu, Guangxuan and Deng, Jiawen and Cheng, Jiale and Zheng, Chujie and Zhou, Hao and Peng, Nanyun and Zhu, Xiaoyan and Huang, Minlie},
  booktitle = {Findings of the Association for Computational Linguistics: ACL 2022},
  year = {2022}
}`,
    languages: ['en'],
    contentWarning: 'Conversations from the web that contain insults, prejudice, and risky or medical situations.',
  },
  file: {
    kind: 'pinned',
    name: 'test.json',
    url: 'https://raw.githubusercontent.com/thu-coai/DiaSafety/5106a041b1c7e36f30e02a97c44897a7f2057278/DiaSafety_dataset/test.json',
    sha256: '3a816555d097effda2b3f788b0372fb64359f1d736d881440d0ae6f386d6716c',
    bytes: 295_703,
  },
  bundled: new URL('./bundled.json', import.meta.url),
  breakdowns: ['category'],
  async *parse(path) {
    const seen = new Set<string>()
    for await (const { value } of readJsonArray(path, Row)) {
      const { context, category } = value
      const id = stableId('diasafety', context)
      if (seen.has(id)) continue
      seen.add(id)
      yield { id, input: [{ role: 'user', content: context }], language: 'en', metadata: { category } }
    }
  },
})
