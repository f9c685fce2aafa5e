import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test, vi } from 'vitest'
import lima from '../../../datasets/lima/index.ts'
import { buildWithout } from '../../testing/build-without.ts'
import { runCli, workspace } from '../../testing/index.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let cwd: string
let bare: string
let pair: string[]
const run = (...args: string[]) => runCli(args, { cwd })
const without = (...args: string[]) => runCli(args, { cwd, main: bare })

/** One rater's sheets of both runs, filled and brought in. */
async function rate(rater: string, ratingOf: (at: number) => number, command = run): Promise<void> {
  await command('ratings', 'template', ...pair, '-o', rater, '--rater', rater)
  const sheets = (await readdir(join(cwd, rater))).filter(name => name.endsWith('.jsonl'))
  for (const name of sheets) {
    const lines = (await readFile(join(cwd, rater, name), 'utf8')).trimEnd().split('\n')
    const filled = lines.map((line, i) => `${JSON.stringify({ ...JSON.parse(line), rating: ratingOf(i) })}\n`)
    await writeFile(join(cwd, rater, name), filled.join(''))
  }
  const imported = await command('ratings', 'import', ...pair, '--from', ...sheets.map(name => join(rater, name)))
  expect(imported).toMatchObject({ code: 0, stderr: '' })
}

beforeAll(async () => {
  cwd = await workspace()
  bare = await buildWithout('general')
  const prompts: string[] = []
  for await (const { input } of lima.parse(fileURLToPath(lima.bundled))) prompts.push(input.at(-1)?.content ?? '')
  for (const arm of ['base', 'sft']) {
    const lines = prompts.map((prompt, i) => `${JSON.stringify({ prompt, output: `${arm} answers ${i}` })}\n`)
    await writeFile(join(cwd, `${arm}.jsonl`), lines.join(''))
  }
  await run('run', 'lima', '--before', 'replay:base.jsonl', '--after', 'replay:sft.jsonl')
  const ids = await readdir(join(cwd, '.xeval/runs'))
  pair = ['base', 'sft'].map(arm => ids.find(id => id.includes(arm)) ?? '')
})

test('where nobody has rated yet, that is said without the suite too', async () => {
  const { code, stderr } = await without('compare', ...pair)
  expect(code).toBe(2)
  expect(stderr).toMatch(/these answers have no ratings yet/)
})

test('ratings are in the figures at once, in the runs’ own scores, and in what is read without the suite', async () => {
  await rate('Ann', at => 40 + (at % 7) * 5)
  const here = await run('compare', ...pair, '--json')
  expect(JSON.parse(here.stdout).benchmarks[0].n).toBeGreaterThan(20)
  expect(await without('compare', ...pair, '--json')).toEqual(here)
  const rows = await run('report', ...pair, '--format', 'csv')
  expect(rows.stdout).toMatch(/rating/)
  expect(await without('report', ...pair, '--format', 'csv')).toEqual(rows)
  const flips = JSON.parse((await without('report', ...pair, '--format', 'json')).stdout)
  expect(flips).toEqual(JSON.parse((await run('report', ...pair, '--format', 'json')).stdout))
  // Who rates later changes the mean: no figure is older than the ratings.
  const first = JSON.parse(here.stdout).benchmarks[0].before.value
  await rate('Bo', () => 100)
  const later = await run('compare', ...pair, '--json')
  expect(JSON.parse(later.stdout).benchmarks[0].before.value).toBeGreaterThan(first + 5)
  expect(await without('compare', ...pair, '--json')).toEqual(later)
})

test('ratings that came where the suite is gone are kept, and figures without them refused', async () => {
  await rate('Cy', at => 20 + at, without)
  await rate('Di', at => 30 + at, without)
  const refused = await without('compare', ...pair)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toMatch(/its answers have new ratings since the scores were computed/)
  const drawn = await run('compare', ...pair, '--json')
  expect(drawn).toMatchObject({ code: 0, stderr: '' })
  for (const name of pair) expect((await run('score', name)).code).toBe(0)
  expect(await without('compare', ...pair, '--json')).toEqual(drawn)
})
