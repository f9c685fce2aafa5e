import { dirname } from 'node:path'
import type { ReadableRun } from '../analysis/scored-run.ts'
import { shellWords } from '../core/shell-words.ts'
import type { Language } from '../core/wording.ts'
import { sectionWords } from '../ratings/section-words.ts'
import { RUNS } from '../store/run/run-files.ts'

/** A run as the next command can name it: by its id where that is enough, else by its folder. */
export const runName = ({ dir, manifest }: Pick<ReadableRun, 'dir' | 'manifest'>): string =>
  dirname(dir) === RUNS ? manifest.id : dir

/** How to get ratings for runs of these names, a line each; the last one is what to do with them. */
export function rateSteps(names: readonly string[], language: Language = 'en'): string[] {
  const runs = shellWords(names)
  return sectionWords[language].steps(
    `xeval rate ${runs} --rater NAME --rater NAME`,
    [`xeval ratings template ${runs} -o sheets --raters 3`, `xeval ratings import ${runs} --from sheets/*.csv`],
    names.length === 1 ? `xeval report ${runs}` : `xeval compare ${runs}`,
  )
}
