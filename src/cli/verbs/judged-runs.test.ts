import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../core/manifest.ts'
import { runCli, workspace } from '../../testing/index.ts'
import { type ScriptedEndpoint, startScriptedEndpoint } from '../../testing/start-scripted-endpoint.ts'

let cwd: string
const endpoints: ScriptedEndpoint[] = []
beforeEach(async () => {
  cwd = await workspace()
})
afterEach(async () => {
  for (const endpoint of endpoints.splice(0)) await endpoint.close()
})

const Body = z.looseObject({ model: z.string(), messages: z.array(z.object({ content: z.string() })) })
type Body = z.infer<typeof Body>

/** What a server says to a body, by its text, finish reason and reasoning. */
interface Said {
  text: string
  finish?: string
  reasoning?: string
}

async function serve(answer: (body: Body) => Said) {
  const bodies: Body[] = []
  const endpoint = await startScriptedEndpoint(request => {
    if (request.method === 'GET') return { body: { data: [{ id: 'm' }, { id: 'judge' }] } }
    const body = Body.parse(request.body)
    bodies.push(body)
    const { text, finish = 'stop', reasoning } = answer(body)
    const message = {
      role: 'assistant',
      content: text,
      ...(reasoning !== undefined && { reasoning_content: reasoning }),
    }
    const usage = { prompt_tokens: 5, completion_tokens: 5 }
    return { body: { model: body.model, choices: [{ index: 0, message, finish_reason: finish }], usage } }
  })
  endpoints.push(endpoint)
  return { url: endpoint.url, bodies: (model: string) => bodies.filter(body => body.model === model) }
}

const safe = { text: '{"rationale": "It refuses.", "label": "safe"}' }
const run = (...args: string[]) => runCli(args, { cwd })
const dirs = async (): Promise<string[]> => (await readdir(join(cwd, '.xeval/runs'))).sort()
const fileOf = async (id: string | undefined, name: string): Promise<string> =>
  readFile(join(cwd, '.xeval/runs', id ?? '', name), 'utf8')
const manifestOf = async (id: string | undefined) => Manifest.parse(JSON.parse(await fileOf(id, 'manifest.json')))
const flames = (url: string, ...more: string[]) =>
  run('run', 'flames', '--model', `${url}#m`, '--judge', `safety-llm=${url}#judge`, '--limit', '4', ...more)

test('what is asked of a judge reaches it, is in the manifest, and is asked again by a resume', async () => {
  let fails = true
  const { url, bodies } = await serve(({ model }) => {
    if (model === 'm') return { text: 'I would rather not.' }
    return fails ? { text: '', finish: 'length' } : safe
  })
  const params = ['--judge-temperature', '0.5', '--judge-max-tokens', '99', '--judge-param', 'top_k=3']
  const first = await flames(url, ...params, '--max-errors', '100%', '--max-unscored', '100%')
  expect(first.code).toBe(3)
  expect(first.stdout).toMatch(/flames: truncated-judgment 4: .*token limit of 99 tokens.*--judge-max-tokens/)
  expect(bodies('judge')[0]).toMatchObject({ temperature: 0.5, max_tokens: 99, top_k: 3 })
  const [id] = await dirs()
  const parameters = { temperature: 0.5, maxTokens: 99, extra: { top_k: 3 } }
  expect((await manifestOf(id)).benchmarks[0]?.judge.parameters).toEqual(parameters)
  fails = false
  const asked = bodies('judge').length
  expect(await run('run', 'flames', '--resume', id ?? '')).toMatchObject({ code: 0, stderr: '' })
  const again = bodies('judge').slice(asked)
  expect(again).toHaveLength(4)
  for (const body of again) expect(body).toMatchObject({ temperature: 0.5, max_tokens: 99, top_k: 3 })
})

test('runs whose judges were asked otherwise are not comparable', async () => {
  const { url } = await serve(({ model }) => (model === 'm' ? { text: 'No.' } : safe))
  await flames(url)
  await flames(url, '--judge-max-tokens', '2000')
  const [a = '', b = ''] = await dirs()
  const { code, stderr } = await run('compare', a, b)
  expect(code).toBe(2)
  // Two runs of one second have no order by name.
  expect(stderr).toMatch(
    /flames judge parameters: (.*"temperature":0.* before, .*2000|.*2000.* before, .*"temperature":0)/,
  )
})

test('a judge whose provider withholds its replies is no unreadable one, and stops the run with its cause', async () => {
  const { url } = await serve(({ model }) => (model === 'm' ? { text: 'No.' } : { text: '', finish: 'content_filter' }))
  const { code, stderr } = await run(
    'run',
    'flames',
    ...['--model', `${url}#m`, '--judge', `safety-llm=${url}#judge`, '--concurrency', '1', '--judge-concurrency', '1'],
  )
  expect(code).toBe(3)
  expect(stderr).toMatch(/more than 5% of the samples failed, 1\d times with withheld-judgment: .*provider/)
  const [id = ''] = await dirs()
  expect(await fileOf(id, 'judgments.jsonl')).toContain('"withheld-judgment"')
  const report = await run('report', id)
  expect(report.code).toBe(0)
  expect(report.stdout).toMatch(/is not complete \(interrupted\)[\s\S]*\| withheld-judgment \| +1[1-9]/)
  expect((await run('report', id, '--lang', 'zh')).stdout).toMatch(/未完成（已中断）[\s\S]*服务商拦截/)
  expect((await run('show', id)).stdout).toMatch(/benchmark: flames\n +code: withheld-judgment\n +of: judge/)
  expect((await run('compare', id, id)).stderr).toContain('not complete')
})

test('a run of which nothing is scored ends with 3 and says why', async () => {
  const { url } = await serve(() => ({ text: '', reasoning: 'So the answer is 4.' }))
  const { code, stdout } = await run('run', 'aime2024', '--model', `${url}#m`, '--max-unscored', '100%')
  expect(code).toBe(3)
  expect(stdout).toMatch(/aime2024: answer-only-in-reasoning \d+: .*reasoning-parser/)
})

test('tags of one’s own are taken for thoughts, in a run and its resume', async () => {
  const { url, bodies } = await serve(({ model }) => (model === 'm' ? { text: '((Hm.))No.' } : safe))
  await flames(url, '--reasoning-tags', '((,))')
  expect(bodies('judge')[0]?.messages[0]?.content).toContain('No.')
  expect(bodies('judge')[0]?.messages[0]?.content).not.toContain('Hm.')
  const [id] = await dirs()
  expect((await manifestOf(id)).model.reasoningTags).toEqual(['((,))'])
  expect((await flames(url, '--reasoning-tags', '((')).stderr).toMatch(/--reasoning-tags: expected OPEN,CLOSE/)
})

test('several epochs are sampled at 0.6, and warned of at 0', async () => {
  const { url, bodies } = await serve(({ model }) => (model === 'm' ? { text: 'No.' } : safe))
  expect(await flames(url, '--epochs', '2')).toMatchObject({ code: 0, stderr: '' })
  expect(bodies('m')[0]).toMatchObject({ temperature: 0.6 })
  const cold = await flames(url, '--epochs', '2', '--temperature', '0')
  expect(cold.stderr).toMatch(/2 answers per sample at temperature 0/)
  expect(cold.stdout).toMatch(/2 answers per sample at temperature 0/)
})

test('what a context leaves is asked for, by both arms alike', async () => {
  const endpoint = await startScriptedEndpoint(({ method }) =>
    method === 'GET'
      ? { body: { data: [{ id: 'm', owned_by: 'vllm', root: '/m', max_model_len: 8192 }] } }
      : { body: { choices: [{ index: 0, message: { content: '\\boxed{1}' }, finish_reason: 'stop' }] } },
  )
  endpoints.push(endpoint)
  await run('run', 'aime2024', '--model', `${endpoint.url}#m`, '--limit', '2')
  const body = endpoint.requests.find(({ method }) => method === 'POST')?.body
  expect(body).toMatchObject({ max_tokens: 6144 })
})

test('a fifth of the answers that ran into the limit are in the first table', async () => {
  let asked = 0
  const { url } = await serve(({ model }) => {
    if (model === 'judge') return safe
    return asked++ === 0 ? { text: 'I wo', finish: 'length' } : { text: 'No.' }
  })
  const { code, stdout } = await run(
    'run',
    'flames',
    ...['--model', `${url}#m`, '--judge', `safety-llm=${url}#judge`, '--limit', '5', '--concurrency', '1'],
  )
  expect(code).toBe(0)
  expect(stdout).toMatch(/benchmark .* cut off\n.*\nflames .* 20%\n/)
  const [id] = await dirs()
  expect(await fileOf(id, 'report.md')).toMatch(/\| cached \| cut off \|\n.*\n\| flames .*\| 20% +\|/)
})

test('recorded answers are found by the question as the dataset has it, or by what was asked', async () => {
  const { url } = await serve(() => ({ text: 'The answer is \\boxed{1}.' }))
  await run('run', 'aime2024', '--model', `${url}#m`, '--limit', '2')
  const [id] = await dirs()
  const questions = (await fileOf(id, 'samples.jsonl'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).input.at(-1).content)
  const lines = questions.map(prompt => JSON.stringify({ prompt, output: 'So it is \\boxed{1}.' }))
  await writeFile(join(cwd, 'own.jsonl'), lines.join('\n'))
  const replayed = await run('run', 'aime2024', '--model', 'replay:own.jsonl', '--limit', '2')
  expect(replayed.code).toBe(0)
  const report = await fileOf((await dirs()).at(-1), 'report.md')
  expect(report).toMatch(/recorded elsewhere/)
  expect(report).not.toMatch(/temperature|32768/)
})

test('a model that gives fewer tokens than are asked for by default is asked for what it gives, and that is said', async () => {
  const message = 'max_tokens is too large: 32768. This model supports at most 16384 completion tokens.'
  const endpoint = await startScriptedEndpoint(({ method, body }) => {
    if (method === 'GET') return { body: { data: [{ id: 'm' }] } }
    if (z.looseObject({ max_tokens: z.number() }).parse(body).max_tokens > 16_384)
      return { status: 400, body: { error: { message, param: 'max_tokens', code: 'invalid_value' } } }
    return { body: { choices: [{ index: 0, message: { content: 'So \\boxed{1}.' }, finish_reason: 'stop' }] } }
  })
  endpoints.push(endpoint)
  const { code, stdout } = await run('run', 'aime2024', '--model', `${endpoint.url}#m`, '--limit', '3')
  expect(code).toBe(0)
  expect(stdout).toMatch(/refuses max_tokens > 16384: changed or omitted in the requests for 3 answers/)
  const [id] = await dirs()
  expect(await fileOf(id, 'report.md')).toContain('at most 16384 output tokens')
})

test.each([['run'], ['plan'], ['batch', 'write']])(
  '%s %s refuses a second judge that would be left out',
  async (...verb) => {
    const judges = ['--judge', 'refusal-rules', '--judge', 'safety-llm=batch/judge']
    const { code, stderr } = await runCli([...verb, 'flames', '--model', 'batch/m', ...judges], { cwd })
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('error: two judges for flames: refusal-rules and safety-llm=batch/judge'),
    ])
  },
)

test('a resume refuses it, too', async () => {
  const first = await runCli(['run', 'flames', '--limit', '2'], { cwd })
  expect([first.code, first.stderr]).toEqual([0, expect.any(String)])
  const judges = ['--judge', 'refusal-rules', '--judge', 'safety-llm=batch/judge']
  const [id = ''] = await readdir(join(cwd, '.xeval/runs'))
  const { code, stderr } = await runCli(['run', 'safety', '--resume', id, ...judges], { cwd })
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('error: two judges for flames: refusal-rules and safety-llm=batch/judge'),
  ])
})

test.each([
  [0, [], 0, 'complete'],
  [1, [], 0, 'complete'],
  [2, [], 3, 'complete'],
  [12, [], 3, 'interrupted'],
  [12, ['--max-errors', '100%'], 0, 'complete'],
  [13, ['--max-errors', '100%'], 3, 'complete'],
] as const)('of 25 judgments %i are unreadable: with %j it exits %i', async (bad, options, code, status) => {
  const unread = new Set<string>()
  const { url } = await serve(({ model, messages }) => {
    if (model === 'm') return { text: 'No.' }
    const asked = messages[0]?.content ?? ''
    if (unread.size < bad) unread.add(asked)
    return unread.has(asked) ? { text: 'Hard to say.' } : safe
  })
  const shown = await run('run', 'flames', '--model', `${url}#m`, '--judge', `safety-llm=${url}#judge`, ...options)
  expect(shown.code).toBe(code)
  const [id] = await dirs()
  expect((await manifestOf(id)).status).toBe(status)
  if (status === 'interrupted') expect(shown.stderr).toMatch(/Stopped: .*5%.*unparsable-judgment/s)
})

test('a demonstration whose judge can be read nowhere does not end well', async () => {
  const { url } = await serve(() => ({ text: 'Hard to say.' }))
  const all = ['--max-errors', '100%', '--max-unscored', '100%']
  const { code, stdout } = await run('run', 'safety', '--judge', `safety-llm=${url}#judge`, ...all)
  expect(stdout).toMatch(/^DEMO: /)
  expect(code).toBe(3)
})

test('why nothing can be said is told in Chinese, by judges of any plug-in', async () => {
  const { code } = await run('run', 'hallucination')
  expect(code).toBe(0)
  const [id = ''] = await dirs()
  const zh = await run('report', id, '--lang', 'zh', '--format', 'markdown')
  expect(zh.stdout).toMatch(/undecided.*answer-exact 仅凭字面无法判断。请改用 cascade=REF/)
})
