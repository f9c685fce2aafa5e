/** IFBench: prompts with instructions of kinds that models were seldom trained on. */
import { defineDataset, readJsonl, stableId } from 'xeval'
import { z } from 'zod'

const Row = z
  .object({
    key: z.string().min(1),
    prompt: z.string().min(1),
    instruction_id_list: z.array(z.string().min(1)).min(1),
    kwargs: z.array(z.record(z.string(), z.unknown())),
  })
  .refine(({ instruction_id_list, kwargs }) => instruction_id_list.length === kwargs.length, {
    path: ['kwargs'],
    error: 'expected one object per instruction',
  })

export default defineDataset({
  name: 'ifbench',
  version: 1,
  description: 'IFBench: 300 prompts with 344 instructions of 58 kinds that can be checked by rule',
  card: {
    title: 'IFBench',
    source: 'https://github.com/allenai/IFBench',
    licence: 'ODC-BY-1.0',
    citation: `@misc{pyatkin2025ifbench,
  title = {Generalizing Verifiable Instruction Following},
  author = {Pyatkin, Valentina and Malik, Saumya and Graf, Victoria and Ivison, Hamish and Huang, Shengyi and Dasigi, Pradeep and Lambert, Nathan and Hajishirzi, Hannaneh},
  year = {2025},
  eprint = {2507.02833},
  archivePrefix = {arXiv}
}`,
    languages: ['en'],
  },
  file: {
    kind: 'pinned',
    name: 'IFBench_test.jsonl',
    url: 'https://raw.githubusercontent.com/allenai/IFBench/db69a6f05689830b0068b8f1529ebcfd2f3b164c/data/IFBench_test.jsonl',
    sha256: 'a2bf7b8e7ed11d39c65b4ec781da8b99663ed0121f97033d70fcecb61f8a9d85',
    bytes: 421_502,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['count'],
  async *parse(path) {
    for await (const { value } of readJsonl(path, Row)) {
      yield {
        id: stableId('ifbench', value.prompt),
        input: [{ role: 'user', content: value.prompt }],
        language: 'en',
        metadata: {
          key: value.key,
          count: value.instruction_id_list.length,
          instructions: value.instruction_id_list,
          arguments: value.kwargs.map(given),
        },
      }
    }
  },
})

/** A row has every argument of every kind, null where its own kind has no such one. */
const given = (all: Record<string, unknown>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)))
