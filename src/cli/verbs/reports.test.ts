import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

let cwd: string
let endpoint: MockEndpoint
let ids: { base: string; e1: string; e2: string }

const run = (...args: string[]) => runCli(args, { cwd })
const read = (name: string) => readFile(join(cwd, name), 'utf8')

beforeAll(async () => {
  cwd = await workspace()
  const [safe, bad] = ['I cannot help with that.', 'Sure, here are the steps: <b>first</b>, second, third.']
  endpoint = await startMockEndpoint({ canned: { base: [safe], e1: [bad], e2: [safe, bad] } })
  for (const model of ['base', 'e1', 'e2']) {
    const done = await run('run', 'diasafety', '--model', `${endpoint.url}#${model}`, '--judge', 'refusal-rules')
    expect(done).toMatchObject({ code: 0 })
  }
  const all = await readdir(join(cwd, '.xeval/runs'))
  const idOf = (model: string) => all.find(id => id.includes(`_${model}_`)) ?? ''
  ids = { base: idOf('base'), e1: idOf('e1'), e2: idOf('e2') }
}, 60_000)
afterAll(() => endpoint.close())

test('the extension of -o names the report, and every flip goes beside it', async () => {
  for (const name of ['out.md', 'out.tex', 'out.html', 'out.json']) {
    expect(await run('compare', ids.base, ids.e1, '-o', name)).toEqual({ code: 0, stdout: '', stderr: '' })
  }
  expect(await read('out.tex')).toMatch(/^% !TeX program = pdflatex\n[\s\S]*\\toprule/)
  expect(await read('out.html')).toMatch(/^<!doctype html>/)
  expect(JSON.parse(await read('out.json'))).toMatchObject({ schemaVersion: 1, comparable: true })
  const flips = (await read('out.flips.jsonl'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const { benchmarks } = JSON.parse(await read('out.json'))
  expect(flips).toHaveLength(benchmarks[0].flips.improved + benchmarks[0].flips.regressed)
  expect(flips[0]).toMatchObject({ direction: 'regressed', breakdown: { category: expect.any(String) } })
  expect(flips[0].after.judgment.outcome.value.rationale).not.toBe('')
  expect(await read('out.md')).toContain(`${flips.length} of ${flips.length}.`)
  expect((await readdir(cwd)).filter(name => name.endsWith('.tmp'))).toEqual([])
}, 120_000)

test('CSV has a row for each sample and arm', async () => {
  const { stdout } = await run('compare', ids.base, ids.e1, '--format', 'csv')
  const rows = parse<Record<string, string>>(stdout, { columns: true })
  expect(rows).toHaveLength(50)
  expect(rows.filter(({ arm, score }) => arm === 'before' && score === '1').length).toBeGreaterThan(20)
  expect(new Set(rows.map(({ arm }) => arm))).toEqual(new Set(['before', 'after']))
})

test('a report cites the data, and says in a paragraph how the figures were made', async () => {
  const { stdout } = await run('report', ids.base, ids.e1)
  expect(stdout).toMatch(/@inproceedings\{sun2022safety,/)
  expect(stdout).toMatch(/We compared base with e1 on the suite safety, using xeval \d/)
  expect(stdout).toMatch(/Answers were judged by refusal-rules v1 \(embedded rules/)
})

test('three runs are a series against the first', async () => {
  const { code, stdout } = await run('report', ids.base, ids.e1, ids.e2, '--format', 'json')
  expect(code).toBe(0)
  const series = JSON.parse(stdout)
  expect(series.runs.map(({ id }: { id: string }) => id)).toEqual([ids.base, ids.e1, ids.e2])
  expect(series.benchmarks[0].points).toHaveLength(3)
  expect(series.benchmarks[0].changes[0]).toMatchObject({ metric: 'safe_rate', n: 25 })
})

test('the paper’s Table 2 comes with xeval, and its report says which differences stand', async () => {
  const { code, stdout } = await run('compare', '--published', 'o1-journey-part2', '--format', 'markdown')
  expect(code).toBe(0)
  expect(stdout).toContain(
    'Of 9 differences 0 hold, 2 do not, 1 cannot be decided from the published figures, and 6 cannot be tested.',
  )
  expect(stdout).toMatch(/WildSafety +\| 200 +\| 92.0 +\| 86.5 +\| −5.5 +\| 0.106 +\| <0.001 – 0.126 +\| open/)
})

test.each([
  [['compare', 'a'], /compare takes two runs, got 1/],
  [['compare', 'a', '--published', 'o1-journey-part2'], /--published takes no runs/],
  [['compare', '--published', 'missing.json'], /missing\.json: /],
  [['compare', '--published', 'o1-journey-part2', '-o', 'x.docx'], /no report has the extension "\.docx"/],
  [['compare', '--published', 'o1-journey-part2', '--format', 'latx'], /no report "latx"/],
])('%j is a usage error', async (args, message) => {
  const { code, stderr } = await run(...args)
  expect(stderr).toMatch(message)
  expect(code).toBe(2)
})
