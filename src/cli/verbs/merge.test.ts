import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

const OF = 3
let endpoint: MockEndpoint
let cwd: string
const xeval = (...args: string[]) => runCli(args, { cwd })
const models = (): string[] => [
  ...['--before', `${endpoint.url}#base`, '--after', `${endpoint.url}#sft`],
  ...['--judge', `${endpoint.url}#judge`, '--no-cache', '--json'],
]
const runsIn = (folder: string): Promise<string[]> => readdir(join(cwd, folder))

/** One pair in one piece and the same in three, each on its way as on a machine of its own. */
beforeAll(async () => {
  endpoint = await startMockEndpoint({ seed: 5, models: ['base', 'sft', 'judge'] })
  cwd = await workspace()
  await xeval('run', 'safety', ...models(), '--out', 'whole')
  for (let i = 1; i <= OF; i++) await xeval('run', 'safety', ...models(), '--shard', `${i}/${OF}`, '--out', 'shards')
}, 120_000)
afterAll(() => endpoint.close())

const manifestIn = async (folder: string, id: string) =>
  JSON.parse(await readFile(join(cwd, folder, id, 'manifest.json'), 'utf8'))
const shard = async (index: number): Promise<string> => {
  for (const id of await runsIn('shards')) {
    const { shard, pair } = await manifestIn('shards', id)
    if (shard.index === index && pair.role === 'before') return join('shards', id)
  }
  throw new Error(`no shard ${index}`)
}
/** Sums over another order of samples differ in their last bits. */
const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(12)) + 0 : value)
const beforeShards = () => Promise.all([1, 2, 3].map(shard))

test('shards merge into one pair of runs whose metrics and comparison equal those of the run in one piece', async () => {
  const merged = await xeval('merge', 'shards', '-o', 'merged', '--json')
  expect(merged.code).toBe(0)
  const { runs } = JSON.parse(merged.stdout)
  expect(runs).toMatchObject([
    { shards: OF, samples: 74 },
    { shards: OF, samples: 74 },
  ])
  const compare = async (folder: string) => {
    const all = await Promise.all((await runsIn(folder)).map(async id => ({ id, ...(await manifestIn(folder, id)) })))
    const [before, after] = ['before', 'after'].map(role => all.find(({ pair }) => pair.role === role)?.id)
    const { stdout } = await xeval('compare', before, after, '--json', '--out', folder)
    const metrics = JSON.parse(await readFile(join(cwd, folder, before, 'metrics.json'), 'utf8'))
    const { benchmarks, comparable } = JSON.parse(stdout, rounded)
    return { benchmarks, comparable, metrics: metrics.benchmarks }
  }
  expect(await compare('merged')).toEqual(await compare('whole'))
}, 120_000)

test('a merged run says what it was merged from, and stands on the same samples as the run in one piece', async () => {
  await xeval('merge', ...(await beforeShards()), '-o', 'alone')
  const [id = ''] = await runsIn('alone')
  const manifest = await manifestIn('alone', id)
  const whole = await manifestIn('whole', (await runsIn('whole'))[0] ?? '')
  expect(manifest).toMatchObject({ status: 'complete', mergedFrom: expect.arrayContaining([expect.any(String)]) })
  expect(manifest).not.toHaveProperty('shard')
  expect(manifest.mergedFrom).toHaveLength(OF)
  expect(manifest.benchmarks).toEqual(whole.benchmarks)
  expect(await xeval('merge', ...(await beforeShards()), '-o', 'alone')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('already been merged'),
  })
}, 120_000)

test('a missing shard, one given twice and a run that is none are refused; --partial takes what there is', async () => {
  const [one = '', two = '', three = ''] = await beforeShards()
  const refused = async (...args: string[]) => (await xeval('merge', ...args, '-o', 'no')).stderr
  expect(await refused(one, three)).toContain('1 of 3 shards are missing: 2')
  await cp(join(cwd, one), join(cwd, 'twin'), { recursive: true })
  expect(await refused(one, two, three, 'twin')).toContain('are both shard 1/3')
  expect(await refused(join('whole', (await runsIn('whole'))[0] ?? ''))).toContain('is not a shard')
  const partial = await xeval('merge', one, three, '--partial', '-o', 'partial', '--json')
  const { samples } = JSON.parse(partial.stdout).runs[0]
  expect(samples).toBeGreaterThan(0)
  expect(samples).toBeLessThan(74)
}, 120_000)

test('a shard under other settings, with a damaged line or with another shard’s sample is refused by name', async () => {
  const [one = '', two = '', three = ''] = await beforeShards()
  const changed = async (name: string, file: string, change: (text: string) => string): Promise<string> => {
    await cp(join(cwd, two), join(cwd, name), { recursive: true })
    const path = join(cwd, name, file)
    await writeFile(path, change(await readFile(path, 'utf8')))
    return (await xeval('merge', one, name, three, '-o', 'no')).stderr
  }
  expect(await changed('seeded', 'manifest.json', text => text.replace('"seed": 0', '"seed": 1'))).toContain(
    'does not match its checksum',
  )
  const edited = (text: string): string => text.replace('"seed": 0', '"seed": 1').replace(/,\s*"checksum": .*/, '')
  expect(await changed('reseeded', 'manifest.json', edited)).toContain('in seed: 1 instead of 0')
  expect(await changed('torn', 'outputs.jsonl', text => text.replace('"ok":true', '"ok":ture'))).toContain(
    'outputs.jsonl:1: the line is incomplete',
  )
  expect(await changed('short', 'samples.jsonl', text => text.slice(text.indexOf('\n') + 1))).toContain(
    'has other samples than its manifest states',
  )
  const other = await readFile(join(cwd, one, 'samples.jsonl'), 'utf8')
  expect(await changed('mixed', 'samples.jsonl', text => text + other)).toContain('belongs to shard 1/3')
  expect(await runsIn('no').catch(() => [])).toEqual([])
}, 120_000)
