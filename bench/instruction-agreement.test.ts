import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Dataset, Sample } from 'xeval'
import { sha256 } from 'xeval'
import ifbench from '../datasets/ifbench/index.ts'
import ifeval from '../datasets/ifeval/index.ts'
import { follow } from '../judges/instruction-rules/follow.ts'
import { instructionsOf } from '../judges/instruction-rules/instructions.ts'
import { ifbenchRules, ifevalRules } from '../judges/instruction-rules/rules.ts'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'
import { ifbenchAgreement, ifevalAgreement } from './instruction-agreement.ts'

const upstream = upstreamFolder()
const which = upstream === undefined ? 'bundled data, since ../shared/upstream is not there' : 'the real file'

const read = async (dataset: Dataset): Promise<Sample[]> => {
  const { file, name } = dataset
  const path =
    upstream === undefined || file.kind !== 'pinned' ? fileURLToPath(dataset.bundled) : join(upstream, name, file.name)
  if (upstream !== undefined && file.kind === 'pinned') expect(sha256(readFileSync(path))).toBe(file.sha256)
  return Array.fromAsync(dataset.parse(path))
}

test.each([
  { dataset: ifeval, rules: ifevalRules, samples: 541, instructions: 834, kinds: 25 },
  { dataset: ifbench, rules: ifbenchRules, samples: 300, instructions: 344, kinds: 58 },
])(`every instruction of $dataset.name has a rule that takes its arguments (${which})`, async expected => {
  const samples = await read(expected.dataset)
  const all = samples.flatMap(sample => instructionsOf(sample))
  for (const sample of samples) {
    const instructions = instructionsOf(sample)
    expect(follow(instructions, sample.input[0]?.content ?? '', 'Fine.')).toHaveLength(instructions.length)
  }
  const kinds = new Set(all.map(({ id }) => id))
  expect([...kinds].filter(id => !(id in expected.rules))).toEqual([])
  expect(Object.keys(expected.rules)).toHaveLength(expected.kinds)
  if (upstream === undefined) return
  expect({ samples: samples.length, instructions: all.length, kinds: kinds.size }).toEqual({
    samples: expected.samples,
    instructions: expected.instructions,
    kinds: expected.kinds,
  })
})

test('a row keeps its instructions with their arguments, and one with too few arguments is refused', async () => {
  const [sample] = await Array.fromAsync(ifbench.parse(fileURLToPath(ifbench.bundled)))
  expect(instructionsOf(sample ?? { id: '', metadata: {} })).toEqual([
    { id: 'count:word_count_range', args: { min_words: 40, max_words: 60 } },
  ])
  expect(() => instructionsOf({ id: 's', metadata: { instructions: ['a:b'], arguments: [] } })).toThrow(
    'no instructions',
  )
  expect(() => instructionsOf({ id: 's', metadata: { instructions: ['a:b'], arguments: ['{'] } })).toThrow('no JSON')
})

const missing = 'the recorded answers stand in ../shared/upstream, which is not there'

test(`GPT-4’s recorded answers are judged as by IFEval’s authors (${upstream === undefined ? missing : 'recorded verdicts'})`, async () => {
  if (upstream === undefined) return expect(upstreamFolder()).toBeUndefined()
  const { agreement, totals, answers } = await ifevalAgreement(upstream)
  expect(answers).toBe(540)
  expect(agreement.compared).toBe(838)
  expect(agreement.same / agreement.compared).toBeGreaterThanOrEqual(0.995)
  const theirs = { promptStrict: 77.04, instructionStrict: 83.65, promptLoose: 79.81, instructionLoose: 85.7 }
  const off = Object.entries(theirs).map(([name, value]) =>
    Math.abs(100 * (Object.entries(totals).find(([key]) => key === name)?.[1] ?? 0) - value),
  )
  expect(Math.max(...off)).toBeLessThanOrEqual(0.6)
})

test(`the recorded results of IFBench are judged as by its authors (${upstream === undefined ? missing : 'recorded verdicts'})`, async () => {
  if (upstream === undefined) return expect(upstreamFolder()).toBeUndefined()
  const { agreement, answers } = await ifbenchAgreement(upstream)
  expect(answers).toBe(293)
  expect(agreement.compared).toBe(334)
  expect(agreement.same / agreement.compared).toBeGreaterThanOrEqual(0.99)
})
