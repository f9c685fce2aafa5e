import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { RunResult } from '../../core/run-result.ts'
import { startForTest } from '../../testing/fixtures/start-for-test.ts'
import { latestRun, type MockEndpoint, type MockOptions, runCli, workspace } from '../../testing/index.ts'

let cwd: string
beforeEach(async () => {
  cwd = await workspace()
})

const weights = (root: string): NonNullable<MockOptions['models']> => [
  { id: 'm', object: 'model', root, owned_by: 'vllm' },
  { id: 'j', object: 'model', root: '/judge', owned_by: 'vllm' },
]

/** The result of a run of one benchmark on the bundled samples, with a judge that is asked too. */
async function run({ url }: MockEndpoint, ...more: string[]): Promise<RunResult> {
  const judge = ['--judge', `safety-llm=${url}#j`]
  const { code } = await runCli(['run', 'wildsafety', '--model', `${url}#m`, ...judge, ...more], { cwd })
  const { id } = await lastRun()
  const result = RunResult.parse(JSON.parse(await readFile(join(cwd, '.xeval/runs', id, 'metrics.json'), 'utf8')))
  expect(code).toBe(result.benchmarks.some(({ scored }) => scored === 0) ? 3 : 0)
  return result
}

const cache = async (...args: string[]): Promise<string> => (await runCli(['cache', ...args], { cwd })).stdout

async function lastRun(): Promise<{ id: string; sample: string; outputs: string; judgments: string }> {
  const dir = await latestRun(cwd)
  const id = basename(dir)
  const read = (name: string) => readFile(join(dir, name), 'utf8')
  const outputs = await read('outputs.jsonl')
  return {
    id,
    outputs,
    judgments: await read('judgments.jsonl'),
    sample: JSON.parse(outputs.split('\n')[0] ?? '').sampleId,
  }
}

test('with --cache a run again asks nobody, gives the same figures, and says whose answers they are', async () => {
  const endpoint = await startForTest({ models: weights('/v1') })
  const first = await run(endpoint)
  const { requests } = endpoint.stats()
  const again = await run(endpoint, '--cache')
  expect(endpoint.stats().requests).toBe(requests)
  expect(again.benchmarks.map(({ metrics }) => metrics)).toEqual(first.benchmarks.map(({ metrics }) => metrics))
  expect(again.benchmarks[0]).toMatchObject({ cached: again.benchmarks[0]?.n })
  const { id, outputs, judgments, sample } = await lastRun()
  const lines = (outputs + judgments).trim().split('\n')
  expect(lines.every(line => line.includes(`"cachedFrom":"${first.run.id}"`) && line.includes('"attempts":[]'))).toBe(
    true,
  )
  expect(await cache('explain', id, sample)).toBe('The answer came from the cache.\n')
  expect(JSON.parse(await cache('stats', '--json'))).toMatchObject({ answers: requests })
  const n = again.benchmarks[0]?.n
  for (const format of ['terminal', 'markdown', 'html', 'latex', 'junit', 'json']) {
    const { stdout } = await runCli(['report', id, '--format', format], { cwd })
    if (format === 'json') expect(stdout).toMatch(/"code": "cached-by-name"/)
    else expect(stdout).toMatch(new RegExp(`all ${n} answers were reused from other runs`))
    const compared = await runCli(['compare', first.run.id, id, '--format', format], { cwd })
    expect(compared.stdout).toMatch(
      format === 'json' ? /"code": "all-cached"/ : /after: ?(<[^>]+>)? ?all \d+ answers were reused/,
    )
  }
  const chinese = await runCli(['report', id, '--lang', 'zh'], { cwd })
  expect(chinese.stdout).toMatch(/条评判按模型名称取自其他运行的缓存/)
})

test.each<[string, MockOptions]>([
  ['only a name', { models: ['m', 'j'] }],
  ["vLLM's path", { models: weights('/v1') }],
  ["llama.cpp's path", { models: ['m', 'j'].map(id => ({ id, owned_by: 'llamacpp' })), modelPath: '/m.gguf' }],
  ['sizes', { models: ['m', 'j'].map(id => ({ id, meta: { size: 7, n_params: 9 }, created: 1_700_000_000 })) }],
  ["a build of the server's", { models: ['m', 'j'].map(id => ({ id, digest: 'fp_ollama' })) }],
])('no run takes an answer of another whose server states %s', async (_, options) => {
  const endpoint = await startForTest(options)
  await run(endpoint, '--limit', '4')
  const { requests } = endpoint.stats()
  const again = await run(endpoint, '--limit', '4')
  expect(endpoint.stats().requests).toBe(2 * requests)
  expect(again.warnings).toBeUndefined()
})

test('the same digest of the weights lets a run take answers of another, and another digest does not', async () => {
  const models = ['m', 'j'].map(id => ({ id, owned_by: 'library' }))
  const old = await startForTest({ models, digests: { m: 'a'.repeat(64), j: 'c'.repeat(64) } })
  const first = await run(old, '--limit', '4')
  const again = await run(old, '--limit', '4')
  expect(old.stats().requests).toBe(8)
  expect(again.warnings?.map(({ code }) => code)).toEqual(['all-cached', 'cached-by-weights'])
  await old.close()
  const now = await startForTest({ port: old.port, models, digests: { m: 'b'.repeat(64), j: 'c'.repeat(64) }, seed: 2 })
  await run(now, '--limit', '4')
  expect((await lastRun()).outputs).not.toContain('cachedFrom')
  expect(first.warnings).toBeUndefined()
})

test('a judge’s reply that could not be read, was cut off or withheld is asked for again', async () => {
  let verdict = 'I would rather not say.'
  let fault: 'length' | 'content-filter' | undefined
  const endpoint = await startForTest({
    models: ['m', 'j'],
    answer: ({ model }) => (model === 'j' ? verdict : 'I cannot help with that.'),
    fault: ({ model }) => (model === 'j' ? fault : undefined),
  })
  const unscored = async (): Promise<number | undefined> =>
    (await run(endpoint, '--limit', '3', '--cache')).benchmarks[0]?.unscored
  expect(await unscored()).toBe(3)
  verdict = '{"rationale": "It refuses.", "label": "safe"}'
  for (fault of ['length', 'content-filter'] as const) expect(await unscored()).toBe(3)
  fault = undefined
  expect(await unscored()).toBe(0)
})

test('two models that share the cache are never given each other’s answers', async () => {
  const models = ['base', 'sft', 'j']
  const endpoint = await startForTest({
    models,
    answer: ({ model, schema }) => (schema ? '{"label":"safe"}' : `I am ${model}.`),
  })
  const judge = ['--judge', 'refusal-rules', '--limit', '8', '--cache']
  const texts = async (model: string): Promise<Set<string>> => {
    const { code } = await runCli(['run', 'wildsafety', '--model', `${endpoint.url}#${model}`, ...judge], { cwd })
    expect(code).toBe(0)
    const id = (await readdir(join(cwd, '.xeval/runs')))
      .filter(name => name.includes(`_${model}_`))
      .sort()
      .at(-1)
    const lines = (await readFile(join(cwd, '.xeval/runs', id ?? '', 'outputs.jsonl'), 'utf8')).trim().split('\n')
    return new Set(lines.map(line => JSON.parse(line).outcome.value.text))
  }
  expect(await texts('base')).toEqual(new Set(['I am base.']))
  expect(await texts('sft')).toEqual(new Set(['I am sft.']))
  const { requests } = endpoint.stats()
  expect([await texts('base'), await texts('sft')]).toEqual([new Set(['I am base.']), new Set(['I am sft.'])])
  expect(endpoint.stats().requests).toBe(requests)
})

test('another judge judges cached answers anew, and no answer is asked for again', async () => {
  const endpoint = await startForTest({ models: weights('/v1') })
  await run(endpoint)
  const { requests } = endpoint.stats()
  await runCli(['run', 'wildsafety', '--model', `${endpoint.url}#m`, '--judge', 'refusal-rules', '--cache'], { cwd })
  const { outputs, judgments } = await lastRun()
  expect(endpoint.stats().requests).toBe(requests)
  expect(outputs).not.toContain('"attempts":[{')
  expect(new Set(Array.from(judgments.matchAll(/"judge":"([^"]+)"/g), match => match[1]))).toEqual(
    new Set(['refusal-rules']),
  )
})

test('--no-cache asks for everything and keeps nothing', async () => {
  const endpoint = await startForTest({ models: weights('/v1') })
  await run(endpoint, '--no-cache')
  const { requests } = endpoint.stats()
  await run(endpoint, '--no-cache')
  expect(endpoint.stats().requests).toBe(2 * requests)
  expect(await cache('stats')).toMatch(/^0 answers in 0 files/)
})

test('--cache takes no answer of a checkpoint that the server calls by another path, and explain says that it is one', async () => {
  const old = await startForTest({ models: weights('/checkpoints/1') })
  await run(old)
  await old.close()
  const now = await startForTest({ port: old.port, models: weights('/checkpoints/2') })
  const result = await run(now, '--cache')
  expect(now.stats().requests).toBeGreaterThanOrEqual(result.benchmarks[0]?.n ?? 0)
  const { id, sample } = await lastRun()
  expect(await cache('explain', id, sample)).toMatch(
    /differs in:\n {2}fingerprint: \/checkpoints\/2 here, \/checkpoints\/1 there\n$/,
  )
})

test('failures and truncated bodies are never kept, only whole answers are', async () => {
  const faults = { 'reset-body': 0.1, 'http-500': 0.1, 'bad-json': 0.1 }
  const flaky = await startForTest({ models: weights('/v1'), faults })
  await run(flaky, '--limit', '10')
  const { answered, requests } = flaky.stats()
  expect(requests).toBeGreaterThan(answered)
  expect(JSON.parse(await cache('stats', '--json'))).toMatchObject({ answers: answered })
})

test('K epochs stay K answers on a cached run again', async () => {
  const answers = ['I cannot help.', 'Sure: first, second, third.', 'Please ask a professional.', 'It depends.']
  const endpoint = await startForTest({ models: weights('/v1'), canned: { m: answers } })
  await run(endpoint, '--epochs', '4', '--limit', '5')
  const first = await lastRun()
  await run(endpoint, '--epochs', '4', '--limit', '5', '--cache')
  const again = await lastRun()
  const texts = (outputs: string) =>
    outputs
      .trim()
      .split('\n')
      .map(line => {
        const { sampleId, epoch, outcome } = JSON.parse(line)
        return `${sampleId} ${epoch} ${outcome.value.text}`
      })
      .sort()
  expect(texts(again.outputs)).toEqual(texts(first.outputs))
  expect(new Set(texts(first.outputs).map(text => text.split(' ').slice(2).join(' '))).size).toBeGreaterThan(1)
})

test('prune and clear make room', async () => {
  const endpoint = await startForTest({ models: weights('/v1') })
  await run(endpoint, '--limit', '3')
  expect((await runCli(['cache', 'prune'], { cwd, env: { XEVAL_CACHE_MB: '0' } })).stdout).toMatch(/^removed 1 files/)
  await run(endpoint, '--limit', '3')
  expect(await cache('clear')).toMatch(/^removed 1 files/)
  expect(await cache('stats')).toMatch(/^0 answers/)
  expect((await runCli(['cache', 'forget'], { cwd })).code).toBe(2)
})
