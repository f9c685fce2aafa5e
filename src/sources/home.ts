import { homedir, platform as thisPlatform } from 'node:os'
import { join, resolve } from 'node:path'

/** The folder that holds pulled data, templates and the cache: `XEVAL_HOME`, or the platform's cache folder. */
export function xevalHome(
  env: Readonly<Record<string, string | undefined>>,
  cwd = '.',
  platform: NodeJS.Platform = thisPlatform(),
): string {
  const named = env['XEVAL_HOME']
  if (named) return resolve(cwd, named)
  const user = env['HOME'] || homedir()
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(user, 'AppData', 'Local'), 'xeval', 'Cache')
  if (platform === 'darwin') return join(user, 'Library', 'Caches', 'xeval')
  const cache = env['XDG_CACHE_HOME']
  // The XDG specification has a relative path ignored.
  return join(cache?.startsWith('/') ? cache : join(user, '.cache'), 'xeval')
}

/** Where a dataset's pulled file stands. */
export const dataFolder = (home: string, dataset: string): string => join(home, 'data', dataset)

/** Where the files of a judge's authors stand. */
export const templateFolder = (home: string, judge: string): string => join(home, 'templates', judge)
