import { dirname } from 'node:path'
import type { ReadableRun } from '../engine/pair-runs.ts'
import { RUNS } from '../store/run-files.ts'

/** A run as the next command can name it: by its id where that is enough, else by its folder. */
export const runName = ({ dir, manifest }: Pick<ReadableRun, 'dir' | 'manifest'>): string =>
  dirname(dir) === RUNS ? manifest.id : dir

/** How to get ratings for runs of these names, a line each; the last one is what to do with them. */
export function rateSteps(names: readonly string[]): string[] {
  const runs = names.join(' ')
  return [
    `In the browser: xeval rate ${runs} --rater NAME --rater NAME`,
    `In files: xeval ratings template ${runs} -o sheets --raters 3, then: xeval ratings import ${runs} --from sheets/*.csv`,
    names.length === 1 ? `Then: xeval report ${runs}` : `Then: xeval compare ${runs}`,
  ]
}
