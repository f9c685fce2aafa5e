import { expect, test } from 'vitest'
import { defineDataset, defineJudge, defineProvider, defineReport, defineSuite } from 'xeval'
import { askingJudge, mockModel, modelOptions, toyBenchmark, wordJudge } from 'xeval/testing'
import { builtInPlugins, builtInWith } from './built-in.ts'
import type { AnyPlugin } from './foreign.ts'

const suite = defineSuite({ name: 'toys', version: 1, description: 'Toys', title: 'Toys', benchmarks: [toyBenchmark] })
const provider = defineProvider({
  name: 'echo',
  version: 1,
  description: 'Says what it is told',
  syntax: 'echo/NAME',
  prefixes: ['echo/'],
  accepts: ref => ref.startsWith('echo/'),
  open: async ref => mockModel(() => 'good', { ref }),
})
const ours = await builtInPlugins.judges['refusal-rules']?.()

const registryOf = (...plugins: AnyPlugin[]) =>
  builtInWith(plugins.map((plugin, i) => ({ plugin, from: `file-${i + 1}.ts` })))

test('a suite brings its benchmarks, data sets and judges, beside ours', async () => {
  const registry = await registryOf(suite)
  expect(registry.names.suites).toEqual([...Object.keys(builtInPlugins.suites), 'toys'])
  expect((await registry.selectBenchmarks(['toy']))[0]?.suite).toBe(suite)
  expect(await registry.loadDataset('toy')).toBe(toyBenchmark.dataset)
  expect(await registry.loadJudge('asking')).toBe(askingJudge)
  expect((await registry.selectBenchmarks(['safety']))[0]?.suite.name).toBe('safety')
  expect(registry.theirs.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'suite toys',
    'dataset toy',
    'judge word',
    'judge asking',
  ])
})

test('near names see those of others', async () => {
  const registry = await registryOf(suite, provider)
  await expect(registry.selectBenchmarks(['tois'])).rejects.toMatchObject({ hint: 'Did you mean toys or toy?' })
  await expect(registry.loadJudge('askin')).rejects.toMatchObject({ hint: 'Did you mean asking?' })
  await expect(registry.openModel('ecko:one', modelOptions())).rejects.toMatchObject({
    hint: expect.stringMatching(/^Did you mean echo\/\? .*echo\/NAME/),
  })
})

test('a provider opens the models that begin with its prefix, and ours open theirs', async () => {
  const registry = await registryOf(provider)
  expect((await registry.openModel('echo/one', modelOptions())).ref).toBe('echo/one')
  expect((await registry.openModel('http://localhost:1/v1#m', modelOptions())).provider).toBe('openai')
  expect((await registry.allProviders()).map(({ name }) => name)).toContain('echo')
  const wider = defineProvider({ ...provider, accepts: ref => /^(echo|replay)[/:]/.test(ref) })
  expect((await (await registryOf(wider)).openModel('replay:a.jsonl', modelOptions())).provider).toBe('mock')
})

const named = { version: 1, description: 'Another' }
const another = (name: string) => defineSuite({ ...named, name, title: 'Another', benchmarks: [toyBenchmark] })

test.each<[string, AnyPlugin[], string]>([
  ['a suite of ours', [another('safety')], 'suite or benchmark safety: one from xeval, one from file-1.ts'],
  ['a benchmark of ours', [another('aime2024')], 'suite or benchmark aime2024: one from xeval, one from file-1.ts'],
  [
    'a benchmark of theirs',
    [suite, another('others')],
    'suite or benchmark toy: one from file-1.ts, one from file-2.ts',
  ],
  [
    'a judge of ours',
    [defineJudge({ ...wordJudge, name: 'refusal-rules' })],
    'judge refusal-rules: one from xeval, one from file-1.ts',
  ],
  [
    'a data set of ours',
    [defineDataset({ ...toyBenchmark.dataset, name: 'flames' })],
    'dataset flames: one from xeval, one from file-1.ts',
  ],
  [
    'a report of ours',
    [defineReport({ ...named, name: 'html', extension: '.html', render: () => '' })],
    'report html: one from xeval, one from file-1.ts',
  ],
  [
    'a provider of ours',
    [defineProvider({ ...provider, name: 'openai' })],
    'provider openai: one from xeval, one from file-1.ts',
  ],
  [
    'a prefix of ours',
    [defineProvider({ ...provider, prefixes: ['openai/'] })],
    'prefix openai/: one from xeval, one from file-1.ts',
  ],
])('%s keeps its name: another is refused, and both are named', async (_, plugins, message) => {
  await expect(registryOf(...plugins)).rejects.toMatchObject({
    code: 'name-clash',
    message: `two plug-ins have the name ${message}`,
  })
})

test('the same thing twice is one thing, and so is a judge of ours within a suite of theirs', async () => {
  if (ours === undefined) throw new Error('the judge is there')
  const copy = defineSuite({ ...suite, benchmarks: [{ ...toyBenchmark, judges: [{ ...ours.default }] }] })
  expect((await registryOf(suite, wordJudge, suite)).theirs).toHaveLength(4)
  expect((await registryOf(copy)).theirs.map(({ name }) => name)).toEqual(['toys', 'toy'])
})

test('one that was made for another version of the API is refused', async () => {
  await expect(registryOf({ ...suite, apiVersion: 2 })).rejects.toMatchObject({
    code: 'plugin-version',
    message: "file-1.ts: suite toys was made for version 2 of xeval's plug-in API",
  })
})

test.each([
  ['version', { ...suite, version: '1' }],
  ['description', { ...suite, description: undefined }],
  ['name', { ...suite, name: 'Toys of Mine' }],
  ['benchmarks', { ...suite, benchmarks: [] }],
  ['benchmarks.0.judges', { ...suite, benchmarks: [{ ...toyBenchmark, judges: [] }] }],
  ['open', { ...provider, open: undefined }],
])('a plug-in whose %s is wrong is refused before it makes a manifest that nobody can read', async (path, wrong) => {
  await expect(registryOf(wrong as unknown as AnyPlugin)).rejects.toMatchObject({
    code: 'bad-plugin',
    message: expect.stringContaining(`: ${path}: `),
  })
})
