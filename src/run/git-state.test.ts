import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitState } from './git-state.ts'

const env = {
  ...process.env,
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
}

async function repository(): Promise<{ cwd: string; git(...args: string[]): string }> {
  const cwd = await mkdtemp(join(tmpdir(), 'xeval-git-'))
  const git = (...args: string[]): string => execFileSync('git', args, { cwd, env, encoding: 'utf8' })
  git('init', '-q')
  await writeFile(join(cwd, 'a.txt'), 'a\n')
  await writeFile(join(cwd, '.gitattributes'), '*.txt filter=evil\n')
  git('add', '.')
  git('commit', '-q', '-m', 'A')
  return { cwd, git }
}

test('the commit is told, and whether anything differs from it', async () => {
  const { cwd, git } = await repository()
  const commit = git('rev-parse', 'HEAD').trim()
  expect(await gitState({ cwd, env })).toEqual({ commit, dirty: false })
  await writeFile(join(cwd, 'a.txt'), 'b\n')
  expect(await gitState({ cwd, env })).toEqual({ commit, dirty: true })
})

test('no program that the repository names is started: no monitor, no hook, no filter', async () => {
  const { cwd, git } = await repository()
  const ran = join(cwd, 'ran')
  const evil = join(cwd, 'evil.sh')
  await writeFile(evil, `#!/bin/sh\necho "$0" >> '${ran}'\ncat\n`)
  await chmod(evil, 0o755)
  await writeFile(join(cwd, '.git/hooks/post-index-change'), `#!/bin/sh\necho hook >> '${ran}'\n`)
  await chmod(join(cwd, '.git/hooks/post-index-change'), 0o755)
  await writeFile(join(cwd, 'more.config'), `[filter "evil"]\n\tclean = ${evil}\n\trequired = true\n`)
  git('config', 'core.fsmonitor', evil)
  git('config', 'include.path', join(cwd, 'more.config'))
  const touch = () => utimes(join(cwd, 'a.txt'), new Date(0), new Date(0))

  await touch()
  expect(await gitState({ cwd, env })).toMatchObject({ dirty: false })
  expect(existsSync(ran)).toBe(false)
  // They would be, by git itself.
  await touch()
  git('status')
  expect(existsSync(ran)).toBe(true)
})
