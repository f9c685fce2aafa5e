import { expect, test } from 'vitest'
import type { AnalysisArm, Row } from 'xeval'
import type { InstructionLabel } from 'xeval/judges/instruction-rules'
import { analyse } from './analyse.ts'
import suite from './index.ts'
import { instructionLoose, instructionStrict, promptLoose, promptStrict } from './metrics.ts'

const row = (label: InstructionLabel, ...lines: string[]): Row<InstructionLabel> => ({
  sample: { id: lines.join(), input: [{ role: 'user', content: 'Do.' }], language: 'en', metadata: {} },
  epoch: 1,
  completion: { text: 'Done.', finishReason: 'stop', usage: {}, servedModel: 'test', latencyMs: 1 },
  judgment: { label, raw: '', rationale: lines.join('\n') },
})

const rows = [
  row('followed', 'a:b: followed'),
  row('followed-loosely', 'a:b: followed', 'a:c: followed loosely', 'a:c: followed'),
  row('not-followed', 'a:b: not followed', 'a:c: followed loosely'),
  row('not-followed', 'a:b: not followed'),
]

test('prompts count once, instructions each, loosely no less than strictly', () => {
  const share = (metric: typeof promptStrict) =>
    rows.reduce((sum, one) => sum + (metric.value([one]) ?? 0), 0) / rows.length
  expect([share(promptStrict), share(promptLoose)]).toEqual([1 / 4, 2 / 4])
  const ratio = (metric: typeof instructionStrict) => {
    const columns = rows.map(one => metric.columns([one]))
    return metric.of([0, 1].map(at => columns.reduce((sum, cells) => sum + (cells[at] ?? 0), 0) / rows.length))
  }
  expect(ratio(instructionStrict)).toBeCloseTo(3 / 7)
  expect(ratio(instructionLoose)).toBeCloseTo(5 / 7)
})

test('several answers to a prompt weigh as one', () => {
  const [one, other] = [row('followed', 'a:b: followed'), row('not-followed', 'a:b: not followed')]
  expect(instructionStrict.columns([one, other])).toEqual([0.5, 1])
})

test('a judgment of another judge has no verdicts, and no figure is made of it', () => {
  const other = row('followed', 'Looks fine to me.')
  expect(() => instructionStrict.columns([other])).toThrow('not a verdict')
})

test('IFEval’s headline is strict, IFBench’s loose, as their authors report them', () => {
  const headlines = suite.benchmarks.map(({ name, metrics }) => [name, metrics[0].name])
  expect(headlines).toEqual([
    ['ifeval', 'prompt_strict'],
    ['ifbench', 'prompt_loose'],
  ])
})

const arm = (label: string, own: readonly Row[]): AnalysisArm => ({
  label,
  async *samples() {
    for (const one of own) yield { benchmark: 'ifeval', rows: [one] }
  },
})

test('the report has a table by kind: of one run, or before and after', async () => {
  const [alone] = await analyse([arm('m', rows)])
  expect(alone?.tables[0]).toEqual({
    header: ['instruction', 'n', 'strict', 'loose'],
    rows: [
      ['a:b', '4', '50.0%', '50.0%'],
      ['a:c', '3', '33.3%', '100.0%'],
    ],
  })
  const [both] = await analyse([arm('m', rows.slice(0, 1)), arm('n', rows)], 'zh')
  expect(both?.tables[0]?.header).toEqual([
    '指令',
    '数量，微调前',
    '严格，微调前',
    '宽松，微调前',
    '数量，微调后',
    '严格，微调后',
    '宽松，微调后',
  ])
  expect(both?.tables[0]?.rows[1]).toEqual(['a:c', '0', '–', '–', '3', '33.3%', '100.0%'])
})
