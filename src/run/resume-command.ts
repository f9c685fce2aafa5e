import type { Manifest } from '../core/manifest.ts'
import { shellWords } from '../core/shell-words.ts'

/** What a shell takes to go on with a run. */
export const resumeCommand = (
  { id, suite }: Pick<Manifest, 'id' | 'suite'>,
  out: string | undefined,
  more: readonly string[] = [],
): string => shellWords(['xeval', 'run', suite, '--resume', id, ...(out === undefined ? [] : ['--out', out]), ...more])
