import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

let cwd: string
let endpoint: MockEndpoint
beforeEach(async () => {
  cwd = await workspace()
  endpoint = await startMockEndpoint({ latency: 5 })
})
afterEach(() => endpoint.close())

const cli = (...args: string[]) => runCli(args, { cwd })
const model = () => ['--model', `${endpoint.url}#m`, '--judge', 'refusal-rules', '--no-cache']

test.each(['runs', './runs', 'runs/', './runs/', 'a/../runs', '../runs'])(
  'runs in --out %s go by their whole names',
  async out => {
    cwd = join(cwd, 'project')
    await mkdir(cwd)
    expect(await cli('run', 'flames', ...model(), '--out', out)).toMatchObject({ code: 0 })
    const [id = ''] = await readdir(join(cwd, out))
    const listed = await cli('list', 'runs', '--json', '--out', out)
    expect(JSON.parse(listed.stdout).runs).toMatchObject([{ name: id }])
    // The first letter tells that nothing of a name is cut off.
    for (const name of [id, id.slice(0, 12), id.slice(-8)]) {
      expect(await cli('show', name, '--json', '--out', out)).toMatchObject({ code: 0 })
    }
    expect(await cli('show', id.slice(1, 12), '--out', out)).toMatchObject({ code: 2 })
  },
)

test('the command that is printed for going on can be pasted into a shell, whatever the folder is called', async () => {
  const out = `my "runs" of $HOME; it's`
  const stopped = await cli('run', 'flames', ...model(), '--out', out, '--budget-tokens', '1')
  expect(stopped).toMatchObject({ code: 3 })
  const command = / {2}(xeval run safety --resume .*)$/m.exec(stopped.stderr)?.[1] ?? ''
  // What stands for `xeval` in that shell prints its arguments.
  const bin = join(cwd, 'bin')
  await mkdir(bin)
  await writeFile(join(bin, 'xeval'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 })
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { env: { PATH: `${bin}:/usr/bin:/bin` } })
  const args = stdout.trimEnd().split('\n')
  const [id] = await readdir(join(cwd, out))
  expect(args).toEqual(['run', 'safety', '--resume', id, '--out', out, '--budget-tokens', '2'])
  // A budget of two tokens is spent, too; without one the run ends well.
  expect(await cli(...args.slice(0, -1), '100000')).toMatchObject({ code: 0 })
})

test('a run that is named by its folder is resumed where it is', async () => {
  const stopped = await cli('run', 'flames', ...model(), '--out', 'elsewhere', '--budget-tokens', '1')
  expect(stopped).toMatchObject({ code: 3 })
  const [id = ''] = await readdir(join(cwd, 'elsewhere'))
  const resumed = await cli('run', 'flames', '--resume', join('elsewhere', id), '--budget-tokens', '100000')
  expect(resumed).toMatchObject({ code: 0 })
  expect(resumed.stdout).toContain(join('elsewhere', id, 'report.md'))
})
