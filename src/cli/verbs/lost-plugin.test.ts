import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { latestRun, runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

test('a plug-in of the config that is gone is told, and runs are compared, reported, shown and listed without it; nothing new is run', async () => {
  const cwd = await workspace()
  const run = (...args: string[]) => runCli(args, { cwd })
  expect((await run('run', 'diasafety')).code).toBe(0)
  const after = basename(await latestRun(cwd))
  await writeFile(join(cwd, 'xeval.config.json'), JSON.stringify({ plugins: ['./gone.ts'] }))
  const told = /note: plug-in \.\/gone\.ts: .*; continuing without it/
  for (const command of [
    ['compare', after, after],
    ['report', after],
    ['show', after],
    ['list', 'runs'],
  ]) {
    const { code, stdout, stderr } = await run(...command)
    expect({ command, code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(told) })
    expect(stdout).not.toBe('')
  }
  const refused = { code: 2, stdout: '', stderr: expect.stringMatching(/error: plug-in \.\/gone\.ts/) }
  expect(await run('run', 'diasafety')).toMatchObject(refused)
  expect(await run('compare', after, after, '--plugin', './gone-too.ts')).toMatchObject({ code: 2, stdout: '' })
})
