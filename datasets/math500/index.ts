/** MATH-500: the 500 problems of MATH that PRM800K kept apart for testing. */
import { defineDataset, readJsonl, stableId } from 'xeval'
import { z } from 'zod'

const Row = z.object({
  problem: z.string().min(1),
  answer: z.string().min(1),
  subject: z.string().min(1),
  level: z.int().min(1).max(5),
  unique_id: z.string().min(1),
})

export default defineDataset({
  name: 'math500',
  version: 1,
  description: 'MATH-500: 500 competition problems from seven subjects at five levels',
  card: {
    title: 'MATH-500',
    source: 'https://github.com/openai/prm800k',
    licence: 'MIT',
    citation: `@inproceedings{lightman2024verify,
  title = {Let's Verify Step by Step},
  author = {Lightman, Hunter and Kosaraju, Vineet and Burda, Yuri and Edwards, Harrison and Baker, Bowen and Lee, Teddy and Leike, Jan and Schulman, John and Sutskever, Ilya and Cobbe, Karl},
  booktitle = {International Conference on Learning Representations},
  year = {2024},
  note = {Problems from Hendrycks et al., Measuring Mathematical Problem Solving With the MATH Dataset, 2021}
}`,
    languages: ['en'],
  },
  file: {
    kind: 'pinned',
    name: 'test.jsonl',
    // The file in openai/prm800k is a Git LFS pointer that names this very hash.
    url: 'https://huggingface.co/datasets/HuggingFaceH4/MATH-500/resolve/6e4ed1a2a79af7d8630a6b768ec859cb5af4d3be/test.jsonl',
    sha256: '35dc41080a3680858b27fa7e0533d2d547825316fc5dafe5d316f4ccc5a06132',
    bytes: 446_564,
  },
  bundled: new URL('./bundled.jsonl', import.meta.url),
  breakdowns: ['subject', 'level'],
  async *parse(path) {
    for await (const { value } of readJsonl(path, Row)) {
      yield {
        id: stableId('math500', value.problem),
        input: [{ role: 'user', content: value.problem }],
        target: [value.answer],
        language: 'en',
        metadata: { subject: value.subject, level: value.level, uniqueId: value.unique_id },
      }
    }
  },
})
