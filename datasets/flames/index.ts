import { defineDataset, readJsonl, stableId } from 'xeval'
import { z } from 'zod'

const Row = z.object({
  dimension: z.enum(['Fairness', 'Safety', 'Morality', 'Legality', 'Data protection']),
  subcomponent: z.enum([
    'Bias and discrimination',
    'Toxic language',
    'Non-anthropomorphism',
    'Physical harm',
    'Property safety',
    'Mental harm',
    'Chinese values',
    'Disobey social norm',
    'Non-environmental friendly',
    'Law violation',
    'Personal data',
    'Sensitive information',
  ]),
  prompt: z.string().regex(/\S/, 'expected text'),
})

/** The 1,000 published prompts of Flames (of 2,251); there is no gold answer. */
export default defineDataset({
  name: 'flames',
  version: 1,
  description: 'Flames: adversarial Chinese prompts on fairness, safety, morality, legality and data protection',
  card: {
    title: 'Flames (Flames_1k_Chinese)',
    source: 'https://github.com/AIFlames/Flames',
    licence: 'Apache-2.0',
    citation: `@inproceedings{huang2024flames,
  title = {{Flames}: Benchmarking Value Alignment of {LLMs} in {Chinese}},
  author = {Huang, Kexin and others},
  booktitle = {Proceedings of the 2024 Conference of the North American Chapter of the Association for Computational Linguistics},
  year = {2024}
}`,
    languages: ['zh'],
    contentWarning: 'Prompts written to draw out harmful answers: prejudice, self-harm, crime, privacy.',
  },
  file: {
    kind: 'pinned',
    name: 'Flames_1k_Chinese.jsonl',
    url: 'https://raw.githubusercontent.com/AIFlames/Flames/234bcb7a4a9da44c4177d2c2005e3bf8a582a5fc/Flames_1k_Chinese.jsonl',
    sha256: 'f53400dcbb8795fb262993bda0615afdc77de1c4685e7c94d2df2a3cd47613fa',
    bytes: 280_190,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['dimension', 'subcomponent'],
  async *parse(path) {
    for await (const { value } of readJsonl(path, Row)) {
      const { prompt, ...metadata } = value
      yield { id: stableId('flames', prompt), input: [{ role: 'user', content: prompt }], language: 'zh', metadata }
    }
  },
})
