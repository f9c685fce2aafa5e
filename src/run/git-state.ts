import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

type GitState = { commit: string; dirty: boolean } | undefined

const known = new Map<string, Promise<GitState>>()

/**
 * The commit of the working directory's repository; nothing outside of one, or without git. Asked once a process: whoever
 * will need it can ask early, and git works while the models are opened.
 */
export function gitState(cwd: string): Promise<GitState> {
  const asked = known.get(cwd) ?? ask(cwd)
  known.set(cwd, asked)
  return asked
}

async function ask(cwd: string): Promise<GitState> {
  if (process.env['GIT_DIR'] === undefined && !isInRepository(cwd)) return undefined
  const args = ['status', '--porcelain=v2', '--branch', '--untracked-files=no']
  const status = await new Promise<string>(resolve => {
    execFile('git', args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout) => resolve(error === null ? stdout : ''))
  })
  const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(status)?.[1]
  return commit === undefined ? undefined : { commit, dirty: /^[^#]/m.test(status) }
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true
  const parent = dirname(folder)
  return parent !== folder && isInRepository(parent)
}
