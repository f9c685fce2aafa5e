import { basename, dirname, resolve } from 'node:path'
import type { Manifest } from '../core/manifest.ts'
import type { Settings } from '../core/settings.ts'
import { shellWords } from '../core/shell-words.ts'
import type { Context } from './context.ts'
import { runsFolder } from './run-manifest.ts'

/** Where the runs are, and what a resume would not find without being told. */
export type Place = { [K in 'out' | 'plugin' | 'config' | 'apiKeyEnv' | 'insecure']?: Settings[K] | undefined }

/** What a shell takes to go on with a run, from where this command was given. */
export function resumeCommand(
  { dir, suite }: Pick<Manifest, 'suite'> & { dir: string },
  { out, plugin = [], config, apiKeyEnv = [], insecure = false }: Place,
  context: Pick<Context, 'cwd'>,
  more: readonly string[] = [],
): string {
  const { name, isElsewhere } = nameOf(dir, out, context)
  return shellWords([
    ...['xeval', 'run', suite, '--resume', name],
    ...(out === undefined || isElsewhere ? [] : ['--out', out]),
    ...plugin.flatMap(module => ['--plugin', module]),
    ...(config === undefined ? [] : ['--config', config]),
    ...apiKeyEnv.flatMap(pair => ['--api-key-env', pair]),
    ...(insecure ? ['--insecure'] : []),
    ...more,
  ])
}

/** Words that name a run for another command: its folder's name where the runs are, else the folder. */
export function runWords(dir: string, { out }: Pick<Place, 'out'>, context: Pick<Context, 'cwd'>): string {
  const { name, isElsewhere } = nameOf(dir, out, context)
  return shellWords([name, ...(out === undefined || isElsewhere ? [] : ['--out', out])])
}

/** A folder that was copied or renamed is not the one that its manifest speaks of: what counts is the folder. */
function nameOf(dir: string, out: string | undefined, context: Pick<Context, 'cwd'>) {
  const isInPlace = resolve(context.cwd, dirname(dir)) === resolve(context.cwd, runsFolder(context, out))
  const name = basename(dir)
  return isInPlace && !name.startsWith('-') ? { name, isElsewhere: false } : { name: dir, isElsewhere: true }
}
