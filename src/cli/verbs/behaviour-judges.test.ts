import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Behaviour } from '../../core/behaviour.ts'
import { builtIn } from '../../registry/built-in.ts'
import { behaviourOf } from '../../run/behaviour.ts'
import { makeContext } from '../../run/context.ts'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const N = 12
let cwd: string
let server: MockEndpoint
let dir: string
let asked = 0
/** The judge says nothing that can be read: ever, or where the answer is bad. */
let isMute = false
let isVague = false
let onAsked = (): void => undefined
const run = (...args: string[]) => runCli(args, { cwd })
const read = (name: string) => readFile(join(dir, name), 'utf8')
const verdict = (label: string) => JSON.stringify({ rationale: 'As it says.', label })

/** Each answer has a list. The reasoning is bad for every third question, the answer for every fourth. The judge reads those very words. */
beforeAll(async () => {
  cwd = await workspace()
  server = await startMockEndpoint({
    models: ['thinker', 'judge'],
    answer({ prompt, model }) {
      if (model === 'judge') {
        asked++
        onAsked()
        if (isVague && !prompt.includes('good answer')) return 'No idea.'
        if (isMute) return 'No idea.'
        if (/<definition[->]/.test(prompt)) return verdict(prompt.includes('good answer') ? 'no' : 'yes')
        return verdict(/bad (?:thought|answer)/.test(prompt) ? 'unsafe' : 'safe')
      }
      const i = Number(/\d+/.exec(prompt)?.[0])
      return `<think>a ${i % 3 === 0 ? 'bad' : 'good'} thought</think>a ${i % 4 === 0 ? 'bad' : 'good'} answer\n- …\n- …`
    },
  })
  const rows = Array.from({ length: N }, (_, i) =>
    JSON.stringify({ query: `Question ${i}?`, category: 'c', language: 'en' }),
  )
  await writeFile(join(cwd, 'own.jsonl'), `${rows.join('\n')}\n`)
  await run('pull', 'wildsafety', '--from', 'own.jsonl')
  await run('run', 'wildsafety', '--model', `${server.url}#thinker`, '--judge', `safety-llm=${server.url}#judge`)
  const [id = ''] = await readdir(join(cwd, '.xeval', 'runs'))
  dir = join(cwd, '.xeval', 'runs', id)
})
afterAll(() => server.close())

const measured = async (...more: string[]) => {
  const { code, stdout, stderr } = await run('behaviour', dir, '--json', ...more)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [benchmark] = Behaviour.parse(JSON.parse(stdout)).benchmarks
  return (name: string) => benchmark?.behaviours.find(behaviour => behaviour.name === name)
}

test('the reasoning is judged apart from the answer, crossed with it, and never asked twice', async () => {
  const [judgments, scores] = [await read('judgments.jsonl'), await read('scores.jsonl')]
  asked = 0
  const first = (await measured('--judge-reasoning'))('reasoning-wrong')
  expect(asked).toBe(N)
  // 0, 3, 6, 9 think badly; 0, 4, 8 answer badly.
  expect(first?.arms[0]).toMatchObject({
    n: N,
    undecided: 0,
    scored: { shown: { right: 3, wrong: 1 }, absent: { right: 6, wrong: 2 } },
  })
  expect(first?.by).toBe(`${server.url}#judge`)
  const again = (await measured('--judge-reasoning'))('reasoning-wrong')
  expect({ asked, again }).toEqual({ asked: N, again: first })
  expect([await read('judgments.jsonl'), await read('scores.jsonl')]).toEqual([judgments, scores])
})

test('what was lost of the judgments is asked for again, and nothing else', async () => {
  await measured('--judge-reasoning')
  const [file = ''] = (await readdir(join(dir, 'beside'))).filter(name => name.startsWith('thinking-'))
  const path = join(dir, 'beside', file)
  const whole = await readFile(path, 'utf8')
  const lines = whole.trimEnd().split('\n')
  // A crash left two lines fewer, and a third torn.
  await writeFile(path, `${lines.slice(0, -3).join('\n')}\n${lines.at(-3)?.slice(0, 40)}`)
  asked = 0
  const found = (await measured('--judge-reasoning', '--no-cache'))('reasoning-wrong')
  expect(asked).toBe(3)
  expect(found?.arms[0]?.n).toBe(N)
})

test('how much of the output is reasoning, and how often it ends, stand beside', async () => {
  const figure = await measured()
  expect(figure('thinks')?.arms[0]?.value).toBe(1)
  expect(figure('unclosed-thought')?.arms[0]?.value).toBe(0)
  expect(figure('cut-off')?.arms[0]?.value).toBe(0)
  expect(figure('reasoning-share')?.arms[0]?.value).toBeCloseTo(0.5, 10)
  expect(figure('reasoning-wrong')).toBeUndefined()
})

test('a model judges a behaviour in place of the rules', async () => {
  asked = 0
  const hedging = (await measured('--judge', `hedging=${server.url}#judge`))('hedging')
  expect(asked).toBe(N)
  expect(hedging).toMatchObject({ by: `${server.url}#judge`, arms: [{ value: 3 / N, n: N, undecided: 0 }] })
})

test('judgments that fail are counted with their cause, are in no share, and are no undecided answers', async () => {
  isVague = true
  const refusal = (await measured('--judge', `refusal=${server.url}#judge`))('refusal')
  isVague = false
  expect(refusal?.arms[0]).toMatchObject({ value: 0, n: N - 3, undecided: 0, failed: 3 })
  expect(refusal?.arms[0]?.causes).toMatchObject([{ of: 'judge', code: 'unparsable-judgment', count: 3 }])
})

test('a behaviour of which every judgment failed keeps its row, takes nothing from the rules, and ends with exit 3', async () => {
  expect((await measured())('list')?.arms[0]?.value).toBe(1)
  isMute = true
  const judged = ['behaviour', dir, '--judge', `reflection=${server.url}#judge`, '--judge', `list=${server.url}#judge`]
  const { code, stdout } = await run(...judged, '--json')
  const [benchmark] = Behaviour.parse(JSON.parse(stdout)).benchmarks
  const text = await run(...judged)
  const chinese = await run(...judged, '--lang', 'zh', '--format', 'markdown')
  const junit = await run(...judged, '--format', 'junit')
  isMute = false
  expect([code, text.code, chinese.code, junit.code]).toEqual([3, 3, 3, 3])
  for (const name of ['reflection', 'list']) {
    const figure = benchmark?.behaviours.find(behaviour => behaviour.name === name)
    expect(figure).toMatchObject({ by: `${server.url}#judge`, arms: [{ n: 0, undecided: 0, failed: N }], examples: [] })
    expect(figure?.arms[0]?.scored).toBeUndefined()
  }
  expect(text.stdout).toMatch(/Reflection, backtracking +0 +– +0/)
  expect(text.stdout).toMatch(/Judgments that failed[\s\S]*Reflection, backtracking +unparsable-judgment +12/)
  expect(chinese.stdout).toMatch(/评判失败[\s\S]*反思与回溯 +\| +unparsable-judgment/)
  expect(junit.stdout).toMatch(/name="wildsafety reflection"[^>]*>\s*<error/)
})

test('a judging that is stopped reports no part of the answers, keeps what was judged, and is gone on with', async () => {
  const judge = [`table=${server.url}#judge`, `heading=${server.url}#judge`]
  const stop = new AbortController()
  onAsked = () => stop.abort()
  asked = 0
  const context = makeContext({ registry: builtIn, cwd, env: { XEVAL_HOME: join(cwd, 'home') }, stopping: stop.signal })
  const stopped = behaviourOf([dir], { judge }, context)
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 })
  onAsked = () => undefined
  expect(asked).toBeGreaterThan(0)
  expect(asked).toBeLessThanOrEqual(N)
  const figure = await measured(...judge.flatMap(one => ['--judge', one]))
  expect([figure('table')?.arms[0]?.n, figure('heading')?.arms[0]?.n]).toEqual([N, N])
  expect(asked).toBe(2 * N)
})

test('a behaviour that is none, or a model without one, is a usage error before anything is asked', async () => {
  asked = 0
  const unknown = await run('behaviour', dir, '--judge', `hedgin=${server.url}#judge`)
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toMatch(/^error: no behaviour "hedgin"[\s\S]*Did you mean hedging\?/)
  const bare = await run('behaviour', dir, '--judge', `${server.url}#judge`)
  expect(bare.code).toBe(2)
  expect(bare.stderr).toMatch(/expected NAME=REF/)
  expect(asked).toBe(0)
})
