import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Dataset, Sample } from 'xeval'
import autoJ, { scenarioGroups } from 'xeval/datasets/auto-j'
import autoJZh from 'xeval/datasets/auto-j-zh'
import lima from 'xeval/datasets/lima'
import prompts from 'xeval/datasets/own-prompts'
import { upstreamFolder } from '../../src/sources/upstream-folder.ts'

const upstream = upstreamFolder()

const all = async (dataset: Dataset, path: string): Promise<Sample[]> => {
  const samples: Sample[] = []
  for await (const sample of dataset.parse(path)) samples.push(sample)
  return samples
}
const bundled = (dataset: Dataset) => all(dataset, fileURLToPath(dataset.bundled))
const count = (samples: Sample[], test: (sample: Sample) => boolean) => samples.filter(test).length

/** The real file, or the bundled sample where the real one isn't at hand. */
const real = (folder: string, dataset: Dataset): { path: string; here: boolean } =>
  upstream !== undefined && dataset.file.kind === 'pinned'
    ? { path: join(upstream, folder, dataset.file.name), here: true }
    : { path: fileURLToPath(dataset.bundled), here: false }

const which = upstream === undefined ? 'bundled data, since ../shared/upstream is not there' : 'the real file'

const file = async (name: string, text: string): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'xeval-prompts-')), name)
  await writeFile(path, text)
  return path
}

test.each([autoJ, autoJZh, lima, prompts])(
  '$name has 24 bundled samples or more, each with an id of its own',
  async dataset => {
    const samples = await bundled(dataset)
    expect(samples.length).toBeGreaterThanOrEqual(24)
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length)
    expect(count(samples, ({ metadata }) => metadata['planning'] === true)).toBeGreaterThanOrEqual(3)
  },
)

test('58 scenarios with test rows belong to eight groups', () => {
  expect(scenarioGroups.size).toBe(58)
  expect(new Set(scenarioGroups.values()).size).toBe(8)
})

test.each([
  [autoJ, 'en', 228],
  [autoJZh, 'zh', 232],
] as const)(
  `$name takes each query once, with scenario, group and whether it is planning (${which})`,
  async (dataset, language, n) => {
    const { path, here } = real('auto-j', dataset)
    const samples = await all(dataset, path)
    expect(samples.length).toBe(here ? n : samples.length)
    expect(samples.every(sample => sample.language === language)).toBe(true)
    expect(count(samples, ({ metadata }) => metadata['planning'] === true)).toBe(4)
    expect(samples.find(({ metadata }) => metadata['scenario'] === 'planning')?.metadata).toEqual({
      scenario: 'planning',
      group: 'General Communication',
      planning: true,
    })
    if (here) expect(new Set(samples.map(({ metadata }) => metadata['scenario'])).size).toBe(58)
  },
)

test('a scenario that Auto-J does not have is an error with its line', async () => {
  const path = await file('a.jsonl', '\n{"scenario":"gossip","prompt":"Hm?","response":""}\n')
  await expect(all(autoJ, path)).rejects.toMatchObject({ code: 'malformed-row', location: { file: path, line: 2 } })
})

test(`LIMA is read with a string or a list of one, to the same ids (${which})`, async () => {
  const { path, here } = real('lima', lima)
  const samples = await all(lima, path)
  if (here) expect([samples.length, count(samples, ({ metadata }) => metadata['planning'] === true)]).toEqual([300, 14])
  const [text] = await all(lima, await file('a.jsonl', '{"conversations":"Hello there. "}\n'))
  const [list] = await all(lima, await file('b.jsonl', '{"conversations":["Hello there."],"source":"x"}\n'))
  expect(list?.id).toBe(text?.id)
  expect(text?.input).toEqual([{ role: 'user', content: 'Hello there. ' }])
})

test('own prompts come from JSONL, JSON, CSV and plain text alike', async () => {
  const paths = [
    await file('a.jsonl', '{"prompt":"Plan a day."}\n"做个计划"\n'),
    await file('a.json', '[{"prompt":"Plan a day."},{"conversations":["做个计划"]}]'),
    await file('a.csv', 'prompt,scenario\r\nPlan a day.,\r\n做个计划,\r\n'),
    await file('a.txt', '\uFEFFPlan a day.\n\n做个计划\n'),
  ]
  const [first, ...others] = await Promise.all(paths.map(path => all(prompts, path)))
  expect(first?.map(({ language, metadata }) => [language, metadata['planning']])).toEqual([
    ['en', true],
    ['zh', true],
  ])
  for (const samples of others) expect(samples).toEqual(first)
})

test('an own row without a prompt is an error with its line', async () => {
  const path = await file('a.jsonl', '{"prompt":"Hm?"}\n{"text":"Hm?"}\n')
  await expect(all(prompts, path)).rejects.toMatchObject({ code: 'malformed-row', location: { line: 2 } })
})

test('a system message makes another sample', async () => {
  const samples = await all(prompts, await file('a.jsonl', '{"prompt":"Hi"}\n{"prompt":"Hi","system":"Be brief."}\n'))
  expect(new Set(samples.map(({ id }) => id)).size).toBe(2)
  expect(samples[1]?.input[0]).toEqual({ role: 'system', content: 'Be brief.' })
})
