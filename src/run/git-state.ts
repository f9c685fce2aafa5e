import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Context } from './context.ts'

export type GitState = { commit: string; dirty: boolean } | undefined

/** The commit of the working directory's repository; nothing outside of one, or without git. Never rejects. */
export async function gitState({ cwd, env }: Pick<Context, 'cwd' | 'env'>): Promise<GitState> {
  if (env['GIT_DIR'] === undefined && !isInRepository(resolve(cwd))) return undefined
  const args = ['status', '--porcelain=v2', '--branch', '--untracked-files=no']
  const { execFile } = await import('node:child_process')
  const status = await new Promise<string>(resolve => {
    execFile('git', args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout) => resolve(error === null ? stdout : ''))
  })
  const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(status)?.[1]
  return commit === undefined ? undefined : { commit, dirty: /^[^#]/m.test(status) }
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true
  const parent = dirname(folder)
  return parent !== folder && isInRepository(parent)
}
