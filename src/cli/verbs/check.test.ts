import { appendFile, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { mathRun } from '../../run/fixtures/math-run.ts'
import { type CliResult, runCli, workspace } from '../../testing/index.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let cwd: string
let runs: string[]
const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd })
const folder = (i: number, file = ''): string => join(cwd, '.xeval/runs', runs[i] ?? '', file)
const figuresOf = async (i: number): Promise<unknown> =>
  JSON.parse(await readFile(folder(i, 'metrics.json'), 'utf8')).benchmarks

beforeEach(async () => {
  cwd = await workspace()
  expect((await run('run', 'diasafety')).code).toBe(0)
  const found = await readdir(join(cwd, '.xeval/runs'))
  runs = [...found.filter(id => id.includes('before')), ...found.filter(id => id.includes('after'))]
})

const linesOf = async (path: string): Promise<string[]> => (await readFile(path, 'utf8')).split(/(?<=\n)/)

test('a whole run is ok, and one that was damaged is refused by every reader and told by name', async () => {
  expect(await run('check', runs[1] ?? '')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/: ok \(complete\)/),
  })
  const lines = await linesOf(folder(1, 'samples.jsonl'))
  await writeFile(folder(1, 'samples.jsonl'), lines.toSpliced(3, 3).join(''))
  for (const args of [
    ['compare', ...runs],
    ['score', runs[1] ?? ''],
    ['report', runs[1] ?? ''],
    ['show', runs[1] ?? ''],
  ]) {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('samples.jsonl is not the file with which the run ended')
  }
  const checked = await run('check', runs[1] ?? '')
  expect(checked.code).toBe(2)
  expect(checked.stdout).toMatch(/samples\.jsonl: 22 samples of diasafety; the run has 25/)
})

test('what a repair keeps and loses is said, and a resume comes to the same figures', async () => {
  const before = await figuresOf(1)
  const lines = await linesOf(folder(1, 'outputs.jsonl'))
  const [torn = '', ...others] = lines
  await writeFile(folder(1, 'outputs.jsonl'), [torn.replace('"ok":true', '"ok":ture'), ...others.slice(2)].join(''))
  const { code, stdout } = await run('repair', runs[1] ?? '')
  expect(code).toBe(0)
  expect(stdout).toMatch(/outputs\.jsonl: 22 lines kept, 1 lost\n {4}line 1 does not match its checksum/)
  expect(stdout).toMatch(/judgments\.jsonl: 22 lines kept, 3 lost/)
  expect(stdout).toContain('3 answers and 0 judgments are missing')
  expect(await readdir(folder(1, 'damaged-1'))).toEqual(['judgments.jsonl', 'outputs.jsonl'])
  const command = /xeval (run .*)$/m.exec(stdout)?.[1]?.split(' ') ?? []
  expect((await run(...command)).code).toBe(0)
  expect(await figuresOf(1)).toEqual(before)
  expect((await run('check', runs[1] ?? '')).code).toBe(0)
  expect((await run('repair', runs[1] ?? '')).stdout).toMatch(/nothing to repair/)
})

test('judgments of the other run are refused, also where there is no seal', async () => {
  await cp(folder(0, 'judgments.jsonl'), folder(1, 'judgments.jsonl'))
  await rm(folder(1, 'judgments.idx'))
  expect((await run('compare', ...runs)).stderr).toContain('judgments.jsonl is not the file with which the run ended')
  // As a run that was killed: nothing is sealed.
  const { checksum: _, scores: __, ...manifest } = JSON.parse(await readFile(folder(1, 'manifest.json'), 'utf8'))
  await writeFile(folder(1, 'manifest.json'), JSON.stringify({ ...manifest, status: 'running' }))
  const { code, stderr } = await run('run', 'diasafety', '--resume', runs[1] ?? '')
  expect(code).toBe(2)
  expect(stderr).toMatch(/judgments\.jsonl belongs to run .*before.*, not to .*after/)
  const marked = await linesOf(folder(1, 'judgments.jsonl'))
  await writeFile(folder(1, 'judgments.jsonl'), marked.slice(1).join(''))
  const unmarked = await run('report', runs[1] ?? '')
  expect(unmarked).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/judgment is of another answer/),
  })
})

test('a manifest that was edited is refused until a repair is asked to take it as it is', async () => {
  const text = await readFile(folder(1, 'manifest.json'), 'utf8')
  await writeFile(folder(1, 'manifest.json'), text.replace('"seed": 0', '"seed": 7'))
  expect(await run('report', runs[1] ?? '')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/does not match its checksum/),
  })
  expect((await run('repair', runs[1] ?? '')).stdout).toMatch(/manifest\.json: 0 lines kept, 0 lost\n {4}was edited/)
})

test('a baseline is its contents: one that was changed without a change of length is no baseline any more', async () => {
  expect((await run('baseline', 'set', 'good', runs[0] ?? '')).code).toBe(0)
  const { checksum: _, ...manifest } = JSON.parse(await readFile(folder(0, 'manifest.json'), 'utf8'))
  const other = { ...manifest.scores, judgments: { ...manifest.scores.judgments, sha256: '0'.repeat(64) } }
  await writeFile(folder(0, 'manifest.json'), JSON.stringify({ ...manifest, scores: other }))
  expect((await run('baseline', 'list')).stdout).toMatch(/changed/)
})

test('a complete run of before the seal that lacks lines is refused', async () => {
  await mathRun(join(cwd, '.xeval/runs'), 'old', 0.5)
  const path = join(cwd, '.xeval/runs/old/samples.jsonl')
  await writeFile(path, (await linesOf(path)).slice(1).join(''))
  await rm(join(cwd, '.xeval/runs/old/samples.idx'))
  expect(await run('report', 'old')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/has 39 samples of aime2024, and the run had 40/),
  })
})

test('ratings may become more and not fewer', async () => {
  const rating = {
    kind: 'rating',
    item: 'q',
    benchmark: 'diasafety',
    sampleId: 's',
    rater: 'Ann',
    rating: 5,
    answer: 'f',
    at: '2026-01-01T00:00:00Z',
  }
  await writeFile(folder(1, 'ratings.jsonl'), `${JSON.stringify(rating)}\n`)
  expect((await run('score', runs[1] ?? '')).code).toBe(0)
  await appendFile(folder(1, 'ratings.jsonl'), `${JSON.stringify({ ...rating, rater: 'Bo' })}\n`)
  expect((await run('report', runs[1] ?? '')).code).toBe(0)
  await writeFile(folder(1, 'ratings.jsonl'), `${JSON.stringify({ ...rating, rater: 'Bo' })}\n`)
  expect(await run('report', runs[1] ?? '')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/ratings\.jsonl is not the file/),
  })
})

test.each(['.xeval/runs', './.xeval/runs', '.xeval/runs/', './.xeval//runs/'])(
  'with --out %s runs keep their names',
  async out => {
    const listed = JSON.parse((await run('list', 'runs', '--json', '--out', out)).stdout)
    expect(listed.runs.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining([...runs]))
    expect(await run('show', runs[1] ?? '', '--json', '--out', out)).toMatchObject({ code: 0 })
  },
)
