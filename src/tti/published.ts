import type { LeaderboardEntry } from '../core/leaderboard.ts'

export const title = { en: 'Technical Transparency Index', zh: '技术透明度指数' }

export const source = 'https://arxiv.org/abs/2411.16489'

export const citation = `@misc{huang2024o1journey2,
  title = {{O1} Replication Journey -- Part 2: Surpassing {O1}-preview through Simple Distillation, Big Progress or Bitter Lesson?},
  author = {Huang, Zhen and others},
  year = {2024},
  eprint = {2411.16489},
  archivePrefix = {arXiv}
}`

/** Table 4 of that paper: points by dimension. It doesn't print the answers behind them. */
export const published: readonly Omit<LeaderboardEntry, 'rank'>[] = [
  work('Open O1', 0, 8, 20, 5),
  work('O1-Journey (Part 1)', 10, 33, 24, 9),
  work('LLaMA-O1', 0, 6, 0, 5),
  work('K0Math', 0, 0, 16, 0),
  work('Skywork O1', 0, 0, 0, 0),
  work('DeepSeek-R1-Lite', 0, 0, 20, 0),
  work('O1-Journey (Part 2)', 10, 33, 24, 12),
]

function work(name: string, ...points: number[]): Omit<LeaderboardEntry, 'rank'> {
  return { name, origin: 'published', points, total: points.reduce((sum, part) => sum + part, 0) }
}
