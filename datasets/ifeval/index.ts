/** IFEval: prompts with instructions whose following can be checked by rule. */
import { defineDataset, readJsonl, stableId } from 'xeval'
import { z } from 'zod'

const Row = z
  .object({
    key: z.int(),
    prompt: z.string().min(1),
    instruction_id_list: z.array(z.string().min(1)).min(1),
    kwargs: z.array(z.record(z.string(), z.unknown())),
  })
  .refine(({ instruction_id_list, kwargs }) => instruction_id_list.length === kwargs.length, {
    path: ['kwargs'],
    error: 'expected one object per instruction',
  })

export default defineDataset({
  name: 'ifeval',
  version: 1,
  description: 'IFEval: 541 prompts with 834 instructions of 25 kinds that can be checked by rule',
  card: {
    title: 'IFEval',
    source: 'https://github.com/google-research/google-research/tree/master/instruction_following_eval',
    licence: 'Apache-2.0',
    citation: `@misc{zhou2023ifeval,
  title = {Instruction-Following Evaluation for Large Language Models},
  author = {Zhou, Jeffrey and Lu, Tianjian and Mishra, Swaroop and Brahma, Siddhartha and Basu, Sujoy and Luan, Yi and Zhou, Denny and Hou, Le},
  year = {2023},
  eprint = {2311.07911},
  archivePrefix = {arXiv}
}`,
    languages: ['en'],
  },
  file: {
    kind: 'pinned',
    name: 'input_data.jsonl',
    url: 'https://raw.githubusercontent.com/google-research/google-research/19638399cc9e03623c5b9087a1d6fa8813974ce9/instruction_following_eval/data/input_data.jsonl',
    sha256: '67ffeee0fcb87c317c5b08a2de85557b4a7e96ada6178aa645b4954fe4b53d49',
    bytes: 207_111,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['count'],
  async *parse(path) {
    for await (const { value } of readJsonl(path, Row)) {
      yield {
        id: stableId('ifeval', value.prompt),
        input: [{ role: 'user', content: value.prompt }],
        language: 'en',
        metadata: {
          key: value.key,
          count: value.instruction_id_list.length,
          instructions: value.instruction_id_list,
          arguments: value.kwargs.map(one => JSON.stringify(one)),
        },
      }
    }
  },
})
