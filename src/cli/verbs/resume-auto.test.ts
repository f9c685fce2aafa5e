import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { type CliResult, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let cwd: string
const out = 'my runs/ü'
const job = (...more: string[]): Promise<CliResult> =>
  runCli(['run', 'diasafety', '--resume', 'auto', '--out', out, ...more], { cwd })
const runs = async (): Promise<string[]> => (await readdir(join(cwd, out)).catch(() => [])).sort()
const textOf = (id: string, file: string): Promise<string> => readFile(join(cwd, out, id, file), 'utf8')
const sorted = async (): Promise<[string, string]> => {
  const found = await runs()
  return [found.find(id => id.includes('before')) ?? '', found.find(id => id.includes('after')) ?? '']
}

beforeEach(async () => {
  cwd = await workspace()
})

/** As a kill leaves it: running, nothing sealed, and only the first lines of its logs. */
async function killed(id: string, lines: number): Promise<void> {
  const { checksum: _, scores: __, ...manifest } = JSON.parse(await textOf(id, 'manifest.json'))
  await writeFile(join(cwd, out, id, 'manifest.json'), JSON.stringify({ ...manifest, status: 'running' }))
  for (const log of ['outputs', 'judgments']) {
    const text = (await textOf(id, `${log}.jsonl`)).split(/(?<=\n)/).slice(0, lines)
    await writeFile(join(cwd, out, id, `${log}.jsonl`), text.join(''))
  }
}

const figures = ({ stdout }: CliResult): string => stdout.replace(/^Report: .*$/m, '')

test('one command line ends well as the first, an interrupted and a finished attempt, with the same figures', async () => {
  const first = await job()
  expect(first.code).toBe(0)
  const [before, after] = await sorted()
  for (const id of [before, after]) await killed(id, 9)
  const second = await job()
  expect(second.code).toBe(0)
  expect(figures(second)).toBe(figures(first))
  const was = await textOf(after, 'manifest.json')
  const third = await job()
  expect(third.code).toBe(0)
  expect(figures(third)).toBe(figures(first))
  // What is done is not begun again.
  expect(await textOf(after, 'manifest.json')).toBe(was)
  expect(await runs()).toHaveLength(2)
})

test('a folder without a manifest is passed over, and an arm that was never begun is begun', async () => {
  await mkdir(join(cwd, out, '20260101T000000Z_safety_x_00000000'), { recursive: true })
  const first = await job()
  expect(first).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Skipped') })
  const [before, after] = await sorted()
  await rm(join(cwd, out, after), { recursive: true })
  await killed(before, 9)
  const second = await job()
  expect(second.code).toBe(0)
  expect(figures(second)).toBe(figures(first))
  expect(await sorted()).toEqual([before, after])
  // The same by name: the arm that is there knows the other one's model.
  await rm(join(cwd, out, after), { recursive: true })
  const named = await runCli(['run', 'diasafety', '--resume', before, '--out', out], { cwd })
  expect(named.code).toBe(0)
  expect(await sorted()).toEqual([before, after])
})

test('another job beside it is let be: other samples are a run of their own', async () => {
  expect((await job()).code).toBe(0)
  expect((await job('--limit', '5')).code).toBe(0)
  expect(await runs()).toHaveLength(4)
  expect((await job('--limit', '5')).code).toBe(0)
  expect(await runs()).toHaveLength(4)
})

test('resuming a copy goes on with the copy, and leaves the original as it is', async () => {
  const endpoint = await startMockEndpoint({ answer: () => 'A river.' })
  const model = ['--model', `${endpoint.url}#m`, '--judge', 'refusal-rules']
  expect((await job(...model)).code).toBe(0)
  const [id = ''] = await runs()
  await killed(id, 9)
  await cp(join(cwd, out, id), join(cwd, out, 'a copy'), { recursive: true })
  const was = await Promise.all(['manifest.json', 'outputs.jsonl'].map(file => textOf(id, file)))
  const { code } = await runCli(['run', 'diasafety', '--resume', 'a copy', '--out', out], { cwd })
  expect(code).toBe(0)
  expect(await Promise.all(['manifest.json', 'outputs.jsonl'].map(file => textOf(id, file)))).toEqual(was)
  expect(JSON.parse(await textOf('a copy', 'manifest.json')).status).toBe('complete')
  await endpoint.close()
})

test('half a copy of a pair is refused, since its other half is the original’s', async () => {
  expect((await job()).code).toBe(0)
  const [before] = await sorted()
  await cp(join(cwd, out, before), join(cwd, out, 'copy'), { recursive: true })
  const { code, stderr } = await runCli(['run', 'diasafety', '--resume', 'copy', '--out', out], { cwd })
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/is a copy of .*, which is one arm of a pair/),
  })
})

test('the command that is printed works from where it is printed, wherever the run is', async () => {
  expect((await job()).code).toBe(0)
  const [before, after] = await sorted()
  await killed(after, 9)
  for (const args of [
    ['compare', before, after, '--out', out],
    ['compare', join(out, before), join(out, after)],
    ['compare', join(cwd, out, before), join(cwd, out, after)],
  ]) {
    const { stderr } = await runCli(args, { cwd })
    const command = /Finish it with: xeval (.*)$/m.exec(stderr)?.[1] ?? 'none'
    await killed(after, 9)
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    expect(await runCli(words, { cwd })).toMatchObject({ code: 0 })
    await killed(after, 9)
  }
})
