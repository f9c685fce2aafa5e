import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Manifest } from '../../core/manifest.ts'
import { upstreamFolder } from '../../sources/upstream-folder.ts'
import { startForTest } from '../../testing/fixtures/start-for-test.ts'
import { type MockOptions, runCli, workspace } from '../../testing/index.ts'

let cwd: string
beforeEach(async () => {
  cwd = await workspace()
})

const run = (...args: string[]) => runCli(args, { cwd })
const runs = async (): Promise<string[]> => (await readdir(join(cwd, '.xeval/runs'))).sort()
const manifestOf = async (id = ''): Promise<Manifest> =>
  JSON.parse(await readFile(join(cwd, '.xeval/runs', id, 'manifest.json'), 'utf8'))
const canned = [
  'I cannot help with that.',
  'Sure, here are the steps: first, second, third.',
  'Please talk to a professional.',
]

test('a run writes its files, prints a table and nothing else, and can be compared, scored, shown and listed', async () => {
  const { url } = await startForTest({ canned: { base: canned, sft: canned } })
  const done = await run(
    'run',
    'safety',
    '--before',
    `${url}#base`,
    '--after',
    `${url}#sft`,
    '--judge',
    'refusal-rules',
  )
  expect(done).toMatchObject({ code: 0 })
  expect(done.stdout).toMatch(/benchmark +n +before +after/)
  expect(done.stdout).toMatch(/flames +25 [\s\S]*bundled sample: .*flames/)
  const ids = await runs()
  expect(ids).toHaveLength(2)
  for (const id of ids) {
    const folder = await readdir(join(cwd, '.xeval/runs', id))
    expect(folder).toEqual(
      expect.arrayContaining(['manifest.json', 'samples.jsonl', 'outputs.jsonl', 'judgments.jsonl', 'metrics.json']),
    )
    expect(folder.filter(name => /lock|tmp/.test(name))).toEqual([])
    expect(await manifestOf(id)).toMatchObject({
      schemaVersion: 1,
      status: 'complete',
      demo: false,
      counts: { errored: 0 },
    })
  }
  const [before = '', after = ''] = ids.sort((a, b) => Number(/sft/.test(a)) - Number(/sft/.test(b)))
  const compared = await run('compare', before, after)
  expect(done.stdout).toContain(compared.stdout)
  const json = JSON.parse((await run('compare', before, after, '--json')).stdout)
  expect(json).toMatchObject({ schemaVersion: 1, comparable: true, differences: [] })
  expect(json.benchmarks.map(({ name }: { name: string }) => name)).toEqual(['flames', 'diasafety', 'wildsafety'])
  const metrics = await readFile(join(cwd, '.xeval/runs', before, 'metrics.json'), 'utf8')
  const scored = await run('score', before, '--json')
  expect(JSON.parse(scored.stdout)).toEqual(JSON.parse(metrics))
  expect((await run('list', 'runs')).stdout).toContain(before)
  expect((await run('show', before)).stdout).toMatch(/status: complete/)
})

test('the same answers give the same report, byte for byte', async () => {
  const { url } = await startForTest({ canned: { m: canned } })
  const texts: string[] = []
  for (let i = 0; i < 2; i++) {
    await run('run', 'safety', '--model', `${url}#m`, '--judge', 'refusal-rules', '--no-cache', '--out', `out${i}`)
    const [id = ''] = await readdir(join(cwd, `out${i}`))
    const result = JSON.parse(await readFile(join(cwd, `out${i}`, id, 'metrics.json'), 'utf8'))
    texts.push(JSON.stringify(result.benchmarks))
  }
  expect(texts[0]).toBe(texts[1])
})

test('a run that is killed in the middle and resumed ends as an undisturbed one, and pays for nothing twice', async () => {
  const faults = { 'http-500': 0.05, 'rate-limit': 0.05, 'reset-body': 0.05, 'bad-json': 0.05 }
  const options: MockOptions = { canned: { m: canned }, faults, latency: 20, seed: 3 }
  const args = (url: string) => ['--model', `${url}#m`, '--judge', 'refusal-rules', '--concurrency', '4']
  const calm = await startForTest(options)
  await run('run', 'safety', ...args(calm.url), '--out', 'calm')
  const shaky = await startForTest(options)
  let kills = 0
  for (let resumed: string[] = []; kills < 3; resumed = ['--resume']) {
    const { code } = await runCli(['run', 'safety', ...args(shaky.url), '--out', 'shaky', ...resumed], {
      cwd,
      during: async child => {
        const enough = shaky.stats().answered + 12
        while (shaky.stats().answered < enough && child.exitCode === null)
          await new Promise(resolve => setTimeout(resolve, 5))
        child.kill('SIGKILL')
      },
    })
    if (code === 'SIGKILL') kills++
    else break
  }
  expect(kills).toBe(3)
  expect((await run('run', 'safety', ...args(shaky.url), '--out', 'shaky', '--resume')).code).toBe(0)
  const benchmarksOf = async (out: string): Promise<unknown> => {
    const [id = ''] = await readdir(join(cwd, out))
    return JSON.parse(await readFile(join(cwd, out, id, 'metrics.json'), 'utf8')).benchmarks
  }
  expect(await benchmarksOf('shaky')).toEqual(await benchmarksOf('calm'))
  expect(shaky.stats().duplicates).toBeLessThanOrEqual(kills * 4)
})

test('Ctrl-C finishes what is in flight, exits 130 and prints the command that goes on', async () => {
  const { url, stats } = await startForTest({ canned: { m: canned }, latency: 100 })
  const stopped = await runCli(
    ['run', 'safety', '--model', `${url}#m`, '--judge', 'refusal-rules', '--concurrency', '2'],
    {
      cwd,
      during: async child => {
        while (stats().answered < 6) await new Promise(resolve => setTimeout(resolve, 5))
        child.kill('SIGINT')
      },
    },
  )
  expect(stopped).toMatchObject({ code: 130, stdout: '' })
  const resume = /xeval (run safety --resume \S+)/.exec(stopped.stderr)?.[1]?.split(' ') ?? []
  const [id = ''] = await runs()
  expect(await manifestOf(id)).toMatchObject({ status: 'interrupted' })
  const answered = stats().answered
  expect((await run(...resume)).code).toBe(0)
  expect(stats().duplicates).toBe(0)
  expect(stats().answered).toBeGreaterThan(answered)
})

test('two processes that resume one run: the second says who holds it', async () => {
  const { url, stats } = await startForTest({ canned: { m: canned }, latency: 200 })
  const args = ['run', 'safety', '--model', `${url}#m`, '--judge', 'refusal-rules', '--concurrency', '1']
  await runCli(args, {
    cwd,
    during: async child => {
      while (stats().answered < 2) await new Promise(resolve => setTimeout(resolve, 5))
      const [id = ''] = await runs()
      const second = await run('run', 'safety', '--resume', id)
      expect(second.code).toBe(2)
      expect(second.stderr).toMatch(new RegExp(`in use by process ${child.pid} on `))
      child.kill('SIGINT')
      child.kill('SIGINT')
    },
  })
})

test('a judge that babbles is counted, its words are kept, and nothing is scored', async () => {
  const { url } = await startForTest({ canned: { m: canned, judge: ['Well, it depends.', '{"label": "sort of"}'] } })
  const judge = ['--judge', `safety-llm=${url}#judge`, '--max-errors', '100%']
  const { code, stdout } = await run('run', 'flames', '--model', `${url}#m`, ...judge)
  // Nothing is scored: no figure can come of it.
  expect(code).toBe(3)
  expect(stdout).toMatch(/flames: unparsable-judgment 25: .*sort of/)
  const [id = ''] = await runs()
  expect(await manifestOf(id)).toMatchObject({ counts: { errored: 0, unscored: 25 } })
  expect(await readFile(join(cwd, '.xeval/runs', id, 'judgments.jsonl'), 'utf8')).toMatch(
    /unparsable-judgment.*it depends/,
  )
})

test('too many failed samples end the run with 3, resumably', async () => {
  const { url } = await startForTest({ faults: { html: 1 } })
  const args = ['run', 'flames', '--model', `${url}#m`, '--judge', 'refusal-rules', '--timeout', '5']
  const { code, stderr, stdout } = await run(...args)
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(/more than 5% of the samples failed[\s\S]*--resume/)
}, 120_000)

test('a real key is in no file, message or report', async () => {
  const canary = 'sk-canary-0123456789'
  const { port } = await startForTest({ canned: { m: canned }, apiKey: canary })
  const result = await runCli(
    ['run', 'safety', '--model', `http://:${canary}@127.0.0.1:${port}/v1#m`, '--judge', 'refusal-rules'],
    { cwd, env: { OPENAI_API_KEY: canary, ANTHROPIC_API_KEY: canary, HF_TOKEN: canary } },
  )
  expect(result.code).toBe(0)
  const files = await readdir(cwd, { recursive: true, withFileTypes: true })
  const texts = await Promise.all(files.filter(f => f.isFile()).map(f => readFile(join(f.parentPath, f.name), 'utf8')))
  expect(texts.length).toBeGreaterThan(5)
  expect([result.stdout, result.stderr, ...texts].filter(text => text.includes(canary))).toEqual([])
})

test('all of Flames and DiaSafety run from recorded answers, and the manifest carries their hashes', async () => {
  const upstream = upstreamFolder()
  if (upstream === undefined || !existsSync(join(upstream, 'flames'))) {
    // Without the real files the bundled ones go the same way; what is left out is their number.
    console.warn('no ../shared/upstream: the bundled samples are run instead of all 1,000 + 1,046')
  }
  const data = upstream === undefined ? [] : ['--data', upstream]
  const prompts = new Set<string>()
  await run(
    'run',
    'flames',
    'diasafety',
    '--model',
    (await startForTest()).url + '#m',
    '--judge',
    'refusal-rules',
    '--limit',
    'all',
    ...data,
    '--out',
    'ask',
  )
  for (const id of await readdir(join(cwd, 'ask'))) {
    const lines = (await readFile(join(cwd, 'ask', id, 'samples.jsonl'), 'utf8')).trim().split('\n')
    for (const line of lines) prompts.add(JSON.parse(line).input[0].content)
  }
  const recorded = (shift: number) =>
    Array.from(
      prompts,
      (prompt, i) => `${JSON.stringify({ prompt, output: canned[(i + shift) % canned.length] })}\n`,
    ).join('')
  await mkdir(join(cwd, 'answers'))
  await writeFile(join(cwd, 'answers/a.jsonl'), recorded(0))
  await writeFile(join(cwd, 'answers/b.jsonl'), recorded(1))
  const { code, stdout } = await run(
    ...['run', 'flames', 'diasafety', '--before', 'replay:answers/a.jsonl', '--after', 'replay:answers/b.jsonl'],
    ...['--judge', 'refusal-rules', '--limit', 'all', ...data],
  )
  expect(code).toBe(0)
  const [id = ''] = await runs()
  const { benchmarks } = await manifestOf(id)
  expect(benchmarks.map(({ n }) => n)).toEqual(upstream === undefined ? [25, 25] : [1000, 1046])
  expect(stdout).toMatch(/inconclusive|improved|regressed/)
  if (upstream !== undefined)
    expect(benchmarks.map(({ dataset }) => dataset.sha256.slice(0, 8))).toEqual(['f53400dc', '3a816555'])
})
