/** The 300 test prompts of LIMA (Zhou et al., 2023, https://arxiv.org/abs/2305.11206). They have no reference answers. */
import { defineDataset, malformed, readJsonl, stableId } from 'xeval'
import { z } from 'zod'
import { asksForPlan, languageOf } from './planning.ts'

export { asksForPlan, languageOf }

/** A string in the public copy, a list of one prompt in the original. */
export const Conversations = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
  error: 'expected a prompt, or a list that begins with one',
})

const Row = z.object({ conversations: Conversations })

export default defineDataset({
  name: 'lima',
  version: 1,
  description: '300 prompts by the LIMA authors and from Reddit',
  card: {
    title: 'LIMA test prompts',
    source: 'https://huggingface.co/datasets/GAIR/lima',
    licence: 'CC BY-NC-SA, or stricter where the source data is',
    citation: `@inproceedings{zhou2023lima,
  title = {{LIMA}: Less Is More for Alignment},
  author = {Zhou, Chunting and Liu, Pengfei and Xu, Puxin and Iyer, Srini and Sun, Jiao and Mao, Yuning and Ma, Xuezhe and Efrat, Avia and Yu, Ping and Yu, Lili and Zhang, Susan and Ghosh, Gargi and Lewis, Mike and Zettlemoyer, Luke and Levy, Omer},
  booktitle = {Advances in Neural Information Processing Systems},
  volume = {36},
  year = {2023}
}`,
    languages: ['en'],
  },
  // The original is gated; this public copy needs no token. Its own file goes in by `xeval pull own-prompts --from FILE`.
  file: {
    kind: 'pinned',
    name: 'lima_test_set.jsonl',
    url: 'https://raw.githubusercontent.com/tianyi-lab/Cherry_LLM/01fac8d2febb51dbd1501ec594a20e499b51fe7d/evaluation/test_data/lima_test_set.jsonl',
    sha256: 'ec01a8b0564b0b254908e2f3db92d1b38f218756485a6e0576bd8fd2d78cabc9',
    bytes: 42_814,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['planning'],
  async *parse(path) {
    for await (const { value, line } of readJsonl(path, Row)) {
      const prompt = typeof value.conversations === 'string' ? value.conversations : value.conversations[0]
      if (prompt === undefined) throw malformed({ file: path, line }, 'field `conversations`: expected a prompt')
      yield {
        id: stableId('lima', prompt),
        input: [{ role: 'user', content: prompt }],
        language: languageOf(prompt),
        metadata: { planning: asksForPlan(prompt) },
      }
    }
  },
})
