import type { Manifest } from '../core/manifest.ts'
import type { Settings } from '../core/settings.ts'
import { shellWords } from '../core/shell-words.ts'

/** Where the runs are, and what a resume would not find without being told. */
export type Place = { [K in 'out' | 'plugin' | 'config']?: Settings[K] | undefined }

/** What a shell takes to go on with a run. */
export const resumeCommand = (
  { id, suite }: Pick<Manifest, 'id' | 'suite'>,
  { out, plugin = [], config }: Place,
  more: readonly string[] = [],
): string =>
  shellWords([
    ...['xeval', 'run', suite, '--resume', id],
    ...(out === undefined ? [] : ['--out', out]),
    ...plugin.flatMap(name => ['--plugin', name]),
    ...(config === undefined ? [] : ['--config', config]),
    ...more,
  ])
