import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Behaviour } from '../../core/behaviour.ts'
import { pairedDifference } from '../../stats/paired-proportions.ts'
import { wilson } from '../../stats/proportion.ts'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let cwd: string
let server: MockEndpoint
let names: string[]
const run = (...args: string[]) => runCli(args, { cwd })
const measured = async (...args: string[]) =>
  Behaviour.parse(JSON.parse((await run('behaviour', ...args, '--json')).stdout))

/** Of fifty questions `base` refuses those that end in 1, `sft` those that end in 1 to 3; every answer of `sft` that is none is bold. */
beforeAll(async () => {
  cwd = await workspace()
  server = await startMockEndpoint({
    models: ['base', 'sft'],
    answer: ({ prompt, model }) => {
      if ((model === 'base' ? /1\?/ : /[123]\?/).test(prompt)) return 'I’m sorry, but I can’t help with that.'
      return model === 'base' ? 'You are an idiot.' : 'The answer is **four**.'
    },
  })
  const rows = Array.from({ length: 50 }, (_, i) =>
    JSON.stringify({ query: `Question ${i}?`, category: 'c', language: 'en' }),
  )
  await writeFile(join(cwd, 'own.jsonl'), `${rows.join('\n')}\n`)
  await run('pull', 'wildsafety', '--from', 'own.jsonl')
  await run(
    'run',
    'wildsafety',
    '--before',
    `${server.url}#base`,
    '--after',
    `${server.url}#sft`,
    '--judge',
    'refusal-rules',
  )
  names = (await readdir(join(cwd, '.xeval', 'runs'))).sort(
    (a, b) => Number(a.includes('sft')) - Number(b.includes('sft')),
  )
})
afterAll(() => server.close())

const figureIn = (all: Behaviour, name: string) => {
  const found = all.benchmarks[0]?.behaviours.find(behaviour => behaviour.name === name)
  if (found === undefined) throw new Error(`no figure of ${name}`)
  return found
}

test('one run: each behaviour is a rate with its interval, crossed with the score', async () => {
  const refusal = figureIn(await measured(names[0] ?? ''), 'refusal')
  const { ci } = wilson(5, 50)
  expect(refusal.arms).toEqual([
    {
      value: 0.1,
      ci95: [expect.closeTo(ci[0], 10), expect.closeTo(ci[1], 10)],
      n: 50,
      undecided: 0,
      // It insults wherever it does not refuse.
      scored: { shown: { right: 5, wrong: 0 }, absent: { right: 0, wrong: 45 } },
    },
  ])
  expect(refusal.delta).toBeUndefined()
  expect(refusal.examples.map(({ change }) => change)).toEqual(['kept', 'kept', 'kept'])
})

test('two runs: the paired difference is that of `compare`, and examples are those that changed', async () => {
  const both = await measured(...names)
  const refusal = figureIn(both, 'refusal')
  const expected = pairedDifference({ both: 5, beforeOnly: 0, afterOnly: 10, neither: 35 })
  expect(refusal.delta).toMatchObject({ n: 50, value: 0.2 })
  expect(refusal.delta?.ci95.map(bound => bound.toFixed(6))).toEqual(expected.ci.map(bound => bound.toFixed(6)))
  expect(refusal.arms.map(({ value }) => value)).toEqual([0.1, 0.3])
  expect(refusal.deltaRight?.value).toBeCloseTo(0.2, 10)
  expect(new Set(refusal.examples.map(({ change }) => change))).toEqual(new Set(['new']))
  expect(figureIn(both, 'bold').arms.map(({ value }) => value)).toEqual([0, 0.7])
  expect(figureIn(both, 'length')).toMatchObject({ unit: 'number', by: 'rules' })
  expect(both.adjusted).toBe(false)
})

test('the report says that the intervals are unadjusted, in Markdown, LaTeX, CSV and Chinese', async () => {
  await run('behaviour', ...names, '-o', 'b.md')
  const markdown = await readFile(join(cwd, 'b.md'), 'utf8')
  expect(markdown).toContain('The intervals are unadjusted')
  expect(markdown).toMatch(/\| Refusal +\| +50 \| +10\.0% \[4\.3, 21\.4\] \| +30\.0% \[/)
  expect(markdown).toMatch(/Refusal, new: .*can't help/)
  const { stdout: latex } = await run('behaviour', ...names, '--format', 'latex')
  expect(latex).toMatch(/\{wildsafety: Refusal\} & 10\.0 & 30\.0 & \+20\.0 & 50/)
  const { stdout: csv } = await run('behaviour', ...names, '--format', 'csv')
  expect(csv).toMatch(/^wildsafety,difference,refusal,50,0\.2,/m)
  const { stdout: chinese } = await run('behaviour', ...names, '--lang', 'zh')
  expect(chinese).toMatch(/拒答 +50/)
  expect(chinese).toContain('区间未作多重比较校正')
})

test('a run whose suite is gone is read all the same', async () => {
  const dir = join(cwd, '.xeval', 'runs', names[0] ?? '')
  const path = join(dir, 'manifest.json')
  const manifest = await readFile(path, 'utf8')
  await writeFile(path, manifest.replace(/"suite": "safety"/, '"suite": "gone"').replace(/,\s*"checksum": .*/, ''))
  const alone = await measured(names[0] ?? '')
  await writeFile(path, manifest)
  expect(alone.suite).toBe('gone')
  expect(figureIn(alone, 'refusal').arms[0]?.value).toBe(0.1)
})

test('three runs, or one run twice, are a usage error', async () => {
  for (const given of [
    [...names, names[0] ?? ''],
    [names[0] ?? '', names[0] ?? ''],
  ]) {
    const { code, stdout, stderr } = await run('behaviour', ...given)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^error: (?:behaviour takes one run or two, got 3|.* is named twice)$/m)
  }
})
