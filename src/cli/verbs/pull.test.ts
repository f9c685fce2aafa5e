import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { upstreamFolder } from '../../sources/upstream-folder.ts'
import { runCli, workspace } from '../../testing/index.ts'

let cwd: string
beforeEach(async () => {
  cwd = await workspace()
})
const pull = (...args: string[]) => runCli(['pull', ...args], { cwd })

test('a data set and a judge of one name are told apart by their kind, and by the files that are brought', async () => {
  const dir = join(cwd, 'files')
  await mkdir(dir)
  await writeFile(join(dir, 'constants_prompt.py'), 'single = "not theirs"\n')
  await writeFile(join(dir, 'zh_constants_prompt.py'), 'zh_single = "not theirs"\n')
  const brought = join(dir, 'constants_prompt.py')
  // Nothing of it is the authors', and the hash says so: what matters is whose files are looked for.
  const expected: [string[], RegExp][] = [
    [['judge:auto-j', '--from', dir], /constants_prompt\.py: not the expected file\n *SHA-256 expected d2f07298/],
    [['judge:auto-j', '--from', brought], /constants_prompt\.py/],
    [['auto-j', '--from', dir], /constants_prompt\.py/],
    [['dataset:auto-j', '--from', dir], /testdata_critique\.jsonl/],
    [
      ['judge:auto-j', '--from', join(cwd, 'other.py')],
      /auto-j needs 2 files: constants_prompt\.py, zh_constants_prompt\.py/,
    ],
    [['judge:simpleqa', '--from', dir], /no judge "simpleqa"/],
    [['dataset:safety-j', '--from', dir], /no dataset "safety-j"/],
    [['auto-jj'], /no dataset or judge to pull "auto-jj"/],
  ]
  for (const [args, message] of expected) {
    const { code, stderr } = await pull(...args)
    expect({ args, code, stderr }).toEqual({ args, code: 2, stderr: expect.stringMatching(message) })
  }
})

test('a file of one’s own comes out of a folder by its name', async () => {
  const dir = join(cwd, 'files')
  await mkdir(dir)
  await writeFile(join(dir, 'wildsafety.jsonl'), '{"query":"How do kites fly?"}\n')
  expect(await pull('wildsafety', '--from', dir)).toMatchObject({ code: 0, stdout: expect.stringMatching(/: 1 rows/) })
})

const upstream = upstreamFolder()
const which = upstream === undefined ? 'not tried: ../shared/upstream is not there' : 'the real files'
test(`the data set of a shared name comes out of a folder, and its judge is not taken for it (${which})`, async () => {
  const dir = upstream === undefined ? cwd : join(upstream, 'auto-j')
  const { code, stdout } = await pull('auto-j', '--from', dir)
  expect(code).toBe(upstream === undefined ? 2 : 0)
  expect(stdout).toMatch(upstream === undefined ? /^$/ : /^auto-j: pulled/)
  expect(upstream === undefined || (await readdir(join(cwd, 'home'))).includes('templates')).toBe(
    upstream === undefined,
  )
})

test('show tells of both, or of the one whose kind is named', async () => {
  expect((await runCli(['show', 'judge:auto-j'], { cwd })).stdout).toMatch(/^judge\s*:? *auto-j/)
  expect((await runCli(['show', 'dataset:auto-j'], { cwd })).stdout).toMatch(/^dataset\s*:? *auto-j/)
})
