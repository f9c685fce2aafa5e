import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Context } from './context.ts'

export type GitState = { commit: string; dirty: boolean } | undefined

/** The commit of the working directory's repository; nothing outside of one, or without git. Never rejects. */
export async function gitState({ cwd, env }: Pick<Context, 'cwd' | 'env'>): Promise<GitState> {
  if (env['GIT_DIR'] === undefined && !isInRepository(resolve(cwd))) return undefined
  const { execFile } = await import('node:child_process')
  const git = (...args: string[]): Promise<string> =>
    new Promise(resolve => {
      const options = { cwd, env: { ...env, GIT_OPTIONAL_LOCKS: '0' }, maxBuffer: 2 ** 26 }
      execFile('git', [...HARMLESS, ...args], options, (error, stdout) => resolve(error === null ? stdout : ''))
    })
  const filters = await git('config', '--local', '--includes', '--name-only', '--get-regexp', '^filter\\.')
  const off = filters
    .split('\n')
    .flatMap(key => (key === '' ? [] : ['-c', `${key}=${key.endsWith('.required') ? 'false' : ''}`]))
  const status = await git(
    ...off,
    'status',
    '--porcelain=v2',
    '--branch',
    '--untracked-files=no',
    '--ignore-submodules=all',
  )
  const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(status)?.[1]
  return commit === undefined ? undefined : { commit, dirty: /^[^#]/m.test(status) }
}

/** A repository's own config may name programs that git would start: monitors, hooks, filters. None of them is; those of the user's own config are. */
const HARMLESS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.untrackedCache=false']

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true
  const parent = dirname(folder)
  return parent !== folder && isInRepository(parent)
}
