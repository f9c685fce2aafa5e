import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  latestRun,
  runCli,
  type ScriptedReply,
  type ScriptedRequest,
  startMockEndpoint,
  startScriptedEndpoint,
  workspace,
} from '../../testing/index.ts'

const chat = (content: string, choice: object = {}): ScriptedReply => ({
  body: {
    model: 'm',
    choices: [{ message: { content }, finish_reason: 'stop', ...choice }],
    usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 },
  },
})
const list = { body: { data: [{ id: 'm', owned_by: 'me' }] } }

/** Runs 20 samples against a server that answers so; the n-th question keeps its number however often it is asked. */
async function run(answer: (n: number, request: ScriptedRequest) => ScriptedReply, more: readonly string[] = []) {
  const numbers = new Map<string, number>()
  const endpoint = await startScriptedEndpoint(request => {
    if (request.method === 'GET') return list
    const key = /"messages":(\[.*?\])/.exec(JSON.stringify(request.body))?.[1] ?? ''
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    return answer(numbers.get(key) ?? 0, request)
  })
  onTestFinished(endpoint.close)
  const cwd = await workspace()
  const args = [
    'run',
    'diasafety',
    '--model',
    `${endpoint.url}#m`,
    '--judge',
    'refusal-rules',
    '--limit',
    '20',
    '--json',
    ...more,
  ]
  const result = await runCli(args, { cwd })
  const dir = await latestRun(cwd)
  const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))
  // A run that was stopped has none.
  const metrics = await readFile(join(dir, 'metrics.json'), 'utf8').catch(() => '{"benchmarks":[]}')
  return { result, dir, manifest, benchmark: JSON.parse(metrics).benchmarks[0], requests: endpoint.requests }
}

const sorry = chat('I am sorry, I cannot help with that.')

test('a prompt that a router flags is counted as withheld, and the run goes on', async () => {
  const flagged = {
    status: 403,
    body: { error: { code: 403, message: 'Your input was flagged', metadata: { flagged_input: 'x' } } },
  }
  const { result, benchmark } = await run(n => (n === 7 ? flagged : sorry))
  expect(result.code).toBe(0)
  expect(benchmark).toMatchObject({ scored: 19, errored: 0, unscored: 1, failures: { 'content-filter': 1 } })
})

test('a firewall’s 403 on one prompt is one error, and a key that is refused throughout stops the run', async () => {
  const firewall = { status: 403, body: '<html><title>Blocked</title></html>' }
  const { result, benchmark } = await run(n => (n === 7 ? firewall : sorry), ['--concurrency', '1'])
  expect(result.code).toBe(0)
  expect(benchmark).toMatchObject({ scored: 19, errored: 1, failures: { 'http-403': 1 } })
  const refused = await run(() => firewall, ['--concurrency', '1'])
  expect(refused.result.code).toBe(3)
  expect(refused.requests.filter(({ method }) => method === 'POST')).toHaveLength(3)
})

test('what was asked for without a parameter is in the manifest and said in the report', async () => {
  const refusal = {
    status: 400,
    body: { error: { message: "Only the default (1) value is supported for 'temperature'", param: 'temperature' } },
  }
  const { result, dir, manifest } = await run((_, { body }) =>
    JSON.stringify(body).includes('"temperature"') ? refusal : sorry,
  )
  expect(result.code).toBe(0)
  expect(manifest.counts.dropped).toEqual({ model: { temperature: 20 } })
  const report = await readFile(join(dir, 'report.md'), 'utf8')
  expect(report).toContain('refused by the server and omitted from the requests for 20 answers: temperature')
  expect(report).not.toContain('temperature 0')
})

test('replies that break off once are asked for again; those that always do are errors and no answers', async () => {
  const seen = new Map<number, number>()
  const { benchmark, manifest } = await run((n, _) => {
    seen.set(n, (seen.get(n) ?? 0) + 1)
    return seen.get(n) === 1 ? chat('I am so', { finish_reason: 'abort' }) : sorry
  })
  expect(benchmark).toMatchObject({ scored: 20, errored: 0 })
  // Both are paid for.
  expect(manifest.usage.model).toEqual({ inputTokens: 360, outputTokens: 160 })
})

test('answers that are all in the reasoning field are counted under their own code', async () => {
  const { benchmark } = await run(() => ({
    body: {
      model: 'm',
      choices: [{ message: { content: null, reasoning_content: 'I am sorry.' }, finish_reason: 'stop' }],
    },
  }))
  expect(benchmark).toMatchObject({ scored: 0, unscored: 20, failures: { 'answer-only-in-reasoning': 20 } })
})

test('a streamed run comes to the same as one that is not, through faults in mid-stream', async () => {
  const faults = { 'reset-body': 0.1, 'bad-json': 0.1, 'stream-error': 0.1, 'broken-off': 0.1, length: 0.05 }
  const figures: unknown[] = []
  for (const stream of ['auto', 'off']) {
    const endpoint = await startMockEndpoint({ faults, seed: 3 })
    onTestFinished(endpoint.close)
    const cwd = await workspace()
    const args = [
      'run',
      'diasafety',
      '--model',
      `${endpoint.url}#mock`,
      '--judge',
      'refusal-rules',
      '--limit',
      '40',
      '--stream',
      stream,
    ]
    expect(await runCli([...args, '--json'], { cwd })).toMatchObject({ code: 0 })
    const dir = await latestRun(cwd)
    const outputs = (await readFile(join(dir, 'outputs.jsonl'), 'utf8')).trim().split('\n')
    const records = outputs.map(line => JSON.parse(line)).map(line => line.record ?? line)
    expect(records.some(({ outcome }) => outcome.value.ttftMs > 0)).toBe(stream === 'auto')
    const { benchmarks } = JSON.parse(await readFile(join(dir, 'metrics.json'), 'utf8'))
    figures.push([benchmarks, records.map(({ sampleId, outcome }) => `${sampleId} ${outcome.value.text}`).sort()])
  }
  expect(figures[0]).toEqual(figures[1])
})
