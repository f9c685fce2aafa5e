import { expect, test } from 'vitest'
import { type Benchmark, defineSuite, rate, type Suite } from 'xeval'
import { askingJudge, problemsOfSuite, toyBenchmark, wordJudge } from 'xeval/testing'

const suiteOf = (more: Partial<Benchmark>, own: Partial<Suite> = {}): Suite => {
  const benchmark = { ...toyBenchmark, ...more }
  return defineSuite({
    name: 'toys',
    version: 1,
    description: 'Toys',
    title: 'Toys',
    benchmarks: [benchmark as typeof toyBenchmark],
    ...own,
  })
}

test('a suite that is as it should be has no problems', async () => {
  expect(await problemsOfSuite(suiteOf({}))).toEqual([])
  expect(await problemsOfSuite(suiteOf({ name: 'toys' }))).toEqual([])
})

const { dataset } = toyBenchmark
const always = () => true
const rough = { ...wordJudge, name: 'rough', scale: ['bad', 'good'] as const }

test.each<[Suite, string]>([
  [{ ...suiteOf({}), apiVersion: 9 }, 'It was made for version 9 of the plug-in API; this xeval has version 1.'],
  [JSON.parse(JSON.stringify(suiteOf({}, { benchmarks: [] }))), 'It was not made by defineSuite.'],
  [suiteOf({}, { name: 'My Toys' }), 'Its name "My Toys" is not in kebab-case.'],
  [suiteOf({}, { version: 0 }), 'Its version 0 is not 1, 2, 3 …'],
  [suiteOf({}, { description: ' ' }), 'It has no description.'],
  [suiteOf({}, { title: '' }), 'It has no title.'],
  [suiteOf({}, { benchmarks: [] }), 'It has no benchmarks.'],
  [suiteOf({}, { aliases: ['toy'] }), 'the name toy is used twice.'],
  [
    suiteOf({}, { name: 'toy', benchmarks: [toyBenchmark, { ...toyBenchmark, name: 'b' }] }),
    'the name toy is used twice.',
  ],
  [suiteOf({ apiVersion: 2 }), 'Benchmark toy: It was not made by defineBenchmark of this version of the plug-in API.'],
  [suiteOf({ name: 'A' }), 'Benchmark A: Its name "A" is not in kebab-case.'],
  [suiteOf({ version: 1.5 }), 'Benchmark toy: Its version 1.5 is not 1, 2, 3 …'],
  [suiteOf({ description: '' }), 'Benchmark toy: It has no description.'],
  [suiteOf({ judges: [wordJudge, wordJudge] }), 'Benchmark toy: It has two judges named word.'],
  [suiteOf({ judges: [wordJudge, rough] }), 'Benchmark toy: Its judges have different scales.'],
  [suiteOf({ demoJudge: 'none' }), 'Benchmark toy: Its demonstration judge none is not one of its judges.'],
  [
    suiteOf({ judges: [askingJudge], demoJudge: 'asking' }),
    'Benchmark toy: Its demonstration judge asking asks a model.',
  ],
  [suiteOf({ defaultJudge: 'none' }), 'Benchmark toy: Its default judge none is not one of its judges.'],
  [
    suiteOf({ metrics: [rate('a', 'higher-is-better', always), rate('a', 'higher-is-better', always)] }),
    'Benchmark toy: It has two metrics named a.',
  ],
  [suiteOf({ limit: 0 }), 'Benchmark toy: Its limit 0 is not a number of samples.'],
  [suiteOf({ stratify: 'colour' }), 'Benchmark toy: It stratifies by colour, which is not a breakdown of its dataset.'],
  [
    suiteOf({ messages: () => [{ role: 'user', content: ' ' }], dataset: { ...dataset, parse: one } }),
    "Benchmark toy: Its messages for sample s-1 do not end with the user's.",
  ],
  [suiteOf({ dataset: { ...dataset, parse: none } }), 'Benchmark toy: Its dataset has no bundled samples.'],
  [
    suiteOf({ dataset: { ...dataset, parse: failing } }),
    'Benchmark toy: Its bundled samples cannot be read: no such file.',
  ],
])('a suite with a fault is told of it', async (suite, problem) => {
  expect(await problemsOfSuite(suite)).toContain(problem)
})

async function* one() {
  yield { id: 's-1', input: [{ role: 'user' as const, content: 'Hm?' }], language: 'en', metadata: {} }
}

async function* none() {}

// biome-ignore lint/correctness/useYield: it fails before it has one
async function* failing(): AsyncGenerator<never> {
  throw new Error('no such file')
}
