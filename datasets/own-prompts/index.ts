/** Prompts of one's own, from JSONL, JSON, CSV, TSV, Parquet or plain text: whatever a run should be rated on. */
import { extname } from 'node:path'
import { defineDataset, readingOf, readLines, readRows, type Sample, stableId } from 'xeval'
import { asksForPlan, Conversations, languageOf } from 'xeval/datasets/lima'
import { z } from 'zod'

const Prompt = z.object({
  prompt: z.string().min(1),
  system: z.string().nullish(),
  scenario: z.string().nullish(),
  language: z.string().nullish(),
})

/** LIMA's own rows are prompts too, so that the gated original can be brought as it is. */
const Row = z.union(
  [
    Prompt,
    z
      .string()
      .min(1)
      .transform((prompt): z.infer<typeof Prompt> => ({ prompt })),
    z.object({ conversations: Conversations }).transform(
      ({ conversations }): z.infer<typeof Prompt> => ({
        prompt: typeof conversations === 'string' ? conversations : (conversations[0] ?? ''),
      }),
    ),
  ],
  { error: 'expected an object with a text `prompt`' },
)

export default defineDataset({
  name: 'own-prompts',
  version: 1,
  description: 'Your own prompts (xeval pull own-prompts --from FILE)',
  card: {
    title: 'Own prompts',
    // What is cited is the protocol: experts rate answers to prompts that somebody chose, which the paper doesn't publish.
    source: 'https://arxiv.org/abs/2411.16489',
    licence: 'Yours',
    citation: `@article{huang2024o1,
  title = {{O1} Replication Journey -- Part 2: Surpassing O1-preview through Simple Distillation, Big Progress or Bitter Lesson?},
  author = {Huang, Zhen and Zou, Haoyang and Li, Xuefeng and Liu, Yixiu and Zheng, Yuxiang and Chern, Ethan and Xia, Shijie and Qin, Yiwei and Yuan, Weizhe and Liu, Pengfei},
  journal = {arXiv preprint arXiv:2411.16489},
  year = {2024}
}`,
    languages: ['en', 'zh'],
  },
  file: {
    kind: 'own',
    formats: ['jsonl', 'json', 'csv', 'tsv', 'parquet', 'txt'],
    expects:
      'A `prompt` in each row, and where you like `system`, `scenario` and `language`; or a text file with a prompt a line.',
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['scenario', 'planning', 'language'],
  readingOf: async path => (isText(path) ? {} : readingOf(path)),
  async *parse(path) {
    for await (const { value } of rowsOf(path)) yield sampleOf(value)
  },
})

function rowsOf(path: string): AsyncGenerator<{ value: z.infer<typeof Prompt> }> {
  return isText(path) ? promptLines(path) : readRows(path, Row)
}

const isText = (path: string): boolean => extname(path).toLowerCase() === '.txt'

async function* promptLines(path: string): AsyncGenerator<{ value: z.infer<typeof Prompt> }> {
  for await (const { text } of readLines(path)) if (text.trim() !== '') yield { value: { prompt: text.trim() } }
}

/** The system message is part of the question, and so of the id. */
function sampleOf({ prompt, system, scenario, language }: z.infer<typeof Prompt>): Sample {
  const user = { role: 'user' as const, content: prompt }
  const asks = language?.trim() || languageOf(prompt)
  return {
    id: stableId('own-prompts', ...(system ? [system] : []), prompt),
    input: system ? [{ role: 'system', content: system }, user] : [user],
    language: asks,
    metadata: {
      scenario: scenario?.trim() || 'none',
      planning: scenario?.trim() ? scenario.trim() === 'planning' : asksForPlan(prompt),
      language: asks,
    },
  }
}
