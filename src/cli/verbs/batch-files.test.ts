import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Each starts several processes; a machine with other work needs its time.
vi.setConfig({ testTimeout: 120_000 })

const closers: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closers.splice(0).map(close => close())))

async function start(): Promise<{ cwd: string; endpoint: MockEndpoint }> {
  const endpoint = await startMockEndpoint({ seed: 3, models: ['org/target', 'org/judge'] })
  closers.push(endpoint.close)
  return { cwd: await workspace(), endpoint }
}

/**
 * What `vllm run-batch` does: answers a file's lines in their order, errors among them, and writes what its reasoning parser
 * took out as `reasoning_content`.
 */
async function runBatch(
  input: string,
  { url }: MockEndpoint,
  failing: (line: number) => boolean = () => false,
): Promise<string> {
  const lines = (await readFile(input, 'utf8')).trim().split('\n')
  const answers = await Promise.all(
    lines.map(async (text, i) => {
      const { custom_id, method, url: path, body } = JSON.parse(text)
      expect({ method, path }).toEqual({ method: 'POST', path: '/v1/chat/completions' })
      const line = { id: `vllm-${i}`, custom_id }
      const request_id = `vllm-batch-${i}`
      if (failing(i)) {
        const error = { object: 'error', message: 'the engine had an error', type: 'InternalServerError', code: 500 }
        return { ...line, response: { status_code: 500, request_id, body: null }, error }
      }
      const reply = await fetch(url + path.slice(3), { method, body: JSON.stringify(body) })
      const answer = JSON.parse(await reply.text())
      answer.choices[0].message.reasoning_content = `Thoughts on line ${i}.`
      return { ...line, response: { status_code: 200, request_id, body: answer }, error: null }
    }),
  )
  const output = input.replace('.requests.', '.responses.')
  await writeFile(output, answers.map(answer => `${JSON.stringify(answer)}\n`).join(''))
  return output
}

const models = ['--model', 'batch/org/target', '--judge', 'batch/org/judge', '--limit', '8']
const filesOf = (stdout: string): { run: string; path: string; requests: number; model: string }[] =>
  JSON.parse(stdout).files

test('a run over files for vllm run-batch equals the live run', async () => {
  const { cwd, endpoint } = await start()
  const xeval = (...args: string[]) => runCli(args, { cwd })
  const written = await xeval('batch', 'write', 'safety', ...models, '--json')
  expect(written.code).toBe(0)
  const [target, ...others] = filesOf(written.stdout)
  expect(target).toMatchObject({ requests: 24, model: 'org/target' })
  expect(others).toEqual([])
  const run = target?.run ?? ''
  // Every fifth line fails at first.
  const first = await runBatch(target?.path ?? '', endpoint, line => line % 5 === 0)
  const collected = await xeval('batch', 'collect', run, first)
  expect(collected).toMatchObject({ code: 0, stdout: '' })
  expect(collected.stderr).toContain(
    `24 questions are waiting for answers. Write them with:\n  xeval batch write ${run}`,
  )

  const again = filesOf((await xeval('batch', 'write', run, '--json', '-o', join(cwd, 'requests'))).stdout)
  expect(again.map(({ model, requests }) => ({ model, requests }))).toEqual(
    expect.arrayContaining([
      { model: 'org/target', requests: 5 },
      { model: 'org/judge', requests: 19 },
    ]),
  )
  const answers = await Promise.all(again.map(({ path }) => runBatch(path, endpoint)))
  await xeval('batch', 'collect', run, ...answers)
  const [last] = filesOf((await xeval('batch', 'write', run, '--json')).stdout)
  expect(last).toMatchObject({ model: 'org/judge', requests: 5 })
  const done = await xeval('batch', 'collect', run, await runBatch(last?.path ?? '', endpoint), '--json')
  expect(done).toMatchObject({ code: 0, stderr: '' })

  const live = await xeval(
    ...[
      'run',
      'safety',
      '--model',
      `${endpoint.url}#org/target`,
      '--judge',
      `${endpoint.url}#org/judge`,
      '--limit',
      '8',
      '--json',
    ],
  )
  expect(JSON.parse(done.stdout).benchmarks).toEqual(JSON.parse(live.stdout).benchmarks)
  const outputs = await readFile(join(cwd, '.xeval/runs', run, 'outputs.jsonl'), 'utf8')
  expect(outputs).toContain('"reasoning":"Thoughts on line 1."')
  expect(outputs).toContain('"requestId":"vllm-batch-1"')
})

test('requests that were not answered are written again the same, and a file taken twice changes nothing', async () => {
  const { cwd, endpoint } = await start()
  const xeval = (...args: string[]) => runCli(args, { cwd })
  const [before] = filesOf((await xeval('batch', 'write', 'flames', ...models, '--json')).stdout)
  const [after] = filesOf((await xeval('batch', 'write', before?.run ?? '', '--json')).stdout)
  expect(await readFile(after?.path ?? '', 'utf8')).toBe(await readFile(before?.path ?? '', 'utf8'))
  const answers = await runBatch(before?.path ?? '', endpoint)
  for (const _ of ['once', 'twice']) {
    expect(await xeval('batch', 'collect', before?.run ?? '', answers)).toMatchObject({ code: 0 })
  }
  const folder = join(cwd, '.xeval/runs', before?.run ?? '')
  expect((await readFile(join(folder, 'outputs.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(8)
  expect(await readdir(join(folder, 'batches'))).toEqual(['000001.results.jsonl'])
})

test('a file of another run, a broken one and a missing one are refused by name', async () => {
  const { cwd } = await start()
  const xeval = (...args: string[]) => runCli(args, { cwd })
  const [file] = filesOf((await xeval('batch', 'write', 'flames', ...models, '--json')).stdout)
  const collect = (path: string) => xeval('batch', 'collect', file?.run ?? '', path)
  await writeFile(join(cwd, 'other.jsonl'), '{"custom_id":"xe-00","response":null,"error":null}\n')
  await writeFile(join(cwd, 'broken.jsonl'), '{"custom_id":"xe-00"}\n{"custom_id"')
  expect(await collect('other.jsonl')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no line of other.jsonl answers'),
  })
  expect(await collect('broken.jsonl')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('broken.jsonl:2: expected a JSON object'),
  })
  expect(await collect('absent.jsonl')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('absent.jsonl is not there'),
  })
})
