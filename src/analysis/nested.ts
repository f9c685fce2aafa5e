import type { Manifest } from '../core/manifest.ts'

type Drawn = Pick<Manifest, 'seed' | 'sampling' | 'shard' | 'benchmarks' | 'mergedFrom'>

/**
 * Whether two runs drew a benchmark's samples from the same data by the same rule, with limits that differ: the samples of the one are then a
 * random part of the other's, and what it lacks was never asked, for no reason that has to do with the answers.
 */
export function areNested(before: Drawn, after: Drawn, name: string): boolean {
  const [was, is] = [before, after].map(({ benchmarks }) => benchmarks.find(plan => plan.name === name))
  if (was === undefined || is === undefined || was.n === is.n) return false
  const isWhole = [before, after].every(({ shard, mergedFrom }) => shard === undefined && mergedFrom === undefined)
  return (
    isWhole &&
    before.seed === after.seed &&
    before.sampling.focus === after.sampling.focus &&
    was.dataset.sha256 === is.dataset.sha256 &&
    was.dataset.version === is.dataset.version &&
    was.available === is.available &&
    // One that takes all is drawn by any rule.
    (was.stratify === is.stratify || Math.max(was.n, is.n) === was.available)
  )
}
