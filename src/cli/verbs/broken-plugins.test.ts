import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let cwd: string
const run = (...args: string[]) => runCli(args, { cwd })
const withFile = async (name: string, text: string): Promise<string> => {
  await writeFile(join(cwd, name), text)
  return `./${name}`
}

beforeAll(async () => {
  cwd = await workspace()
})

test('a plug-in that ends the process does not pass for success', async () => {
  const plugin = await withFile('exits.mjs', 'process.exit(0)\n')
  const { code, stderr } = await run('list', 'judges', '--plugin', plugin)
  expect([code, stderr]).toEqual([2, expect.stringContaining('process.exit before the work was done')])
})

test('a promise that nothing settles is told, and not waited for', async () => {
  const plugin = await withFile('never.mjs', 'await new Promise(() => {})\n')
  const { code, stderr } = await run('list', 'judges', '--plugin', plugin)
  expect([code, stderr]).toEqual([2, expect.stringContaining('a promise never settled')])
})

test('a module that is there and broken is not told as one that is missing', async () => {
  const broken = await withFile('broken.mjs', 'throw new Error("no key")\n')
  expect((await run('list', 'judges', '--plugin', broken)).stderr).toMatch(
    /no key\nwhere: .*broken\.mjs:1:7\nhint: The file exists but/,
  )
  expect((await run('list', 'judges', '--plugin', './gone.mjs')).stderr).toContain('hint: Paths in a config')
})

test.each(['', '.', 'node:fs', 'data:text/javascript,export default 1'])('%j names no plug-in', async name => {
  const { code, stderr } = await run('list', 'judges', '--plugin', name)
  expect([code, stderr]).toEqual([2, expect.stringContaining('neither a file nor a package name')])
})

test('the command that goes on with a run names the plug-ins that it was made with', async () => {
  const failing = `import { defineProvider, ProviderError } from 'xeval'
export const failing = defineProvider({
  name: 'failing', version: 1, description: 'Fails', syntax: 'failing/X', prefixes: ['failing/'],
  accepts: ref => ref.startsWith('failing/'),
  open: async ref => ({
    ref, provider: 'failing', local: true, identity: async () => ({ model: ref }),
    generate: async () => { throw new ProviderError('no-answer', 'it never answers', { action: 'give-up' }) },
  }),
})
`
  const plugin = await withFile('failing.mjs', failing)
  const { code, stderr } = await run(
    'run',
    'diasafety',
    '--limit',
    '2',
    '--model',
    'failing/x',
    '--judge',
    'refusal-rules',
    '--plugin',
    plugin,
  )
  expect([code, stderr]).toEqual([
    3,
    expect.stringMatching(/xeval run safety --resume \S+ --plugin \.\/failing\.mjs\n/),
  ])
})
