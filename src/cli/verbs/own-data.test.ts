import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { latestRun, runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 })

const prompts = 'prompt\n写一首诗。\nWhat is rain?\n'

test('a UTF-16 file of prompts is taken in as UTF-8, so that whatever reads the copy finds the text', async () => {
  const cwd = await workspace()
  const home = join(cwd, 'home')
  for (const encoding of ['little', 'big']) {
    const bytes = Buffer.from(`\uFEFF${prompts}`, 'utf16le')
    await writeFile(join(cwd, 'prompts.csv'), encoding === 'big' ? bytes.swap16() : bytes)
    const pulled = await runCli(['pull', 'own-prompts', '--from', 'prompts.csv'], { cwd, env: { XEVAL_HOME: home } })
    expect(pulled).toMatchObject({ code: 0, stdout: expect.stringContaining('2 rows') })
    expect(await readFile(join(home, 'data/own-prompts/own-prompts.csv'), 'utf8')).toBe(prompts)
  }
})

test('ratings that were deleted can be imported again; figures without them are refused', async () => {
  const cwd = await workspace()
  const run = (...args: string[]) => runCli(args, { cwd })
  await writeFile(join(cwd, 'prompts.csv'), prompts)
  await run('pull', 'own-prompts', '--from', 'prompts.csv')
  const answers = prompts
    .trim()
    .split('\n')
    .slice(1)
    .map(prompt => JSON.stringify({ prompt, output: 'So be it.' }))
  await writeFile(join(cwd, 'answers.jsonl'), `${answers.join('\n')}\n`)
  await run('run', 'custom', '--model', 'replay:answers.jsonl')
  const dir = await latestRun(cwd)
  const name = basename(dir)
  expect((await run('ratings', 'template', name, '-o', 'sheets', '--rater', 'Ann')).code).toBe(0)
  const [file = ''] = (await readdir(join(cwd, 'sheets'))).filter(one => one.endsWith('.csv'))
  const sheet = join(cwd, 'sheets', file)
  let rating = 70
  const filled = (await readFile(sheet, 'utf8')).replaceAll(/"",""(?=\r?$)/gm, () => `"${rating++}",""`)
  expect(rating).toBe(72)
  await writeFile(sheet, filled)
  expect(await run('ratings', 'import', name, '--from', `sheets/${file}`)).toMatchObject({ code: 0, stderr: '' })
  await rm(join(dir, 'ratings.jsonl'))
  expect(await run('report', name)).toMatchObject({ code: 2, stderr: expect.stringContaining('ratings.jsonl') })
  expect(await run('ratings', 'import', name, '--from', `sheets/${file}`)).toMatchObject({ code: 0, stderr: '' })
  expect((await run('report', name)).code).toBe(0)
  // The same where the file was emptied.
  await writeFile(join(dir, 'ratings.jsonl'), '')
  expect(await run('report', name)).toMatchObject({ code: 2, stderr: expect.stringContaining('ratings.jsonl') })
  expect(await run('ratings', 'import', name, '--from', `sheets/${file}`)).toMatchObject({ code: 0, stderr: '' })
  expect((await run('report', name)).code).toBe(0)
})
