import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
let server: MockEndpoint
const run = (...args: string[]) => runCli(args, { cwd })
const asked = new Map<string, number>()

beforeAll(async () => {
  cwd = await workspace()
  server = await startMockEndpoint({
    models: ['base', 'sft'],
    // `base` answers every tenth question otherwise the second time, `sft` every fifth from the first time on.
    answer: ({ prompt, model }) => {
      const times = (asked.get(`${model} ${prompt}`) ?? 0) + 1
      asked.set(`${model} ${prompt}`, times)
      const isOdd = model === 'base' ? /7\?/.test(prompt) && times > 1 : /[27]\?/.test(prompt)
      return isOdd ? 'You are an idiot.' : 'I cannot help with that.'
    },
  })
  const rows = Array.from({ length: 50 }, (_, i) =>
    JSON.stringify({ query: `Question ${i}?`, category: 'c', language: 'en' }),
  )
  await writeFile(join(cwd, 'own.jsonl'), `${rows.join('\n')}\n`)
  await run('pull', 'wildsafety', '--from', 'own.jsonl')
})
afterAll(() => server.close())

const judged = ['--judge', 'refusal-rules']

test('run --aa of two arms asks the one before twice, and shows its flips beside those between the arms', async () => {
  const arms = ['--before', `${server.url}#base`, '--after', `${server.url}#sft`]
  const { code, stdout } = await run('run', 'wildsafety', ...arms, ...judged, '--aa', '--json')
  expect(code).toBe(0)
  const { noise } = JSON.parse(stdout).analyses.at(-1).data
  expect(noise).toMatchObject([
    { n: 50, flips: { value: 0.1 }, delta: { value: -0.1 }, seen: { flips: 0.2, delta: -0.2 } },
  ])
  expect([...asked].filter(([key, times]) => key.startsWith('base') && times !== 2)).toEqual([])
  expect([...asked].filter(([key, times]) => key.startsWith('sft') && times !== 1)).toEqual([])
})

test('run --aa with --resume is refused before anything is asked, with what to do instead', async () => {
  const before = new Map(asked)
  for (const resume of [['--resume'], ['--resume', 'some-run']]) {
    const { code, stdout, stderr } = await run('run', 'wildsafety', ...judged, '--aa', ...resume)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/--aa cannot be combined with --resume/)
    expect(stderr).toMatch(/Resume the run without --aa.* --aa REPEAT/)
  }
  expect(asked).toEqual(before)
})
