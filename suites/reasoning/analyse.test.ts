import { expect, test } from 'vitest'
import type { AnalysisArm, Row } from 'xeval'
import type { MathLabel } from 'xeval/judges/math-equal'
import { analyse } from './analyse.ts'

const row = (id: string, label: MathLabel, outputTokens?: number): Row<MathLabel> => ({
  sample: { id, input: [{ role: 'user', content: 'What is it?' }], language: 'en', metadata: {} },
  epoch: 1,
  completion: {
    text: '',
    finishReason: 'stop',
    usage: outputTokens === undefined ? {} : { outputTokens },
    servedModel: 'test',
    latencyMs: 1,
  },
  judgment: { label, raw: '', answer: '1' },
})

const arm = (label: string, rows: readonly Row<MathLabel>[]): AnalysisArm => ({
  label,
  async *samples() {
    for (const own of rows) yield { benchmark: 'math500', rows: [own] }
  },
})

/** Two of eight are right, and they are the ones without counts. */
const partly = [
  row('a', 'correct'),
  row('b', 'correct'),
  ...['c', 'd', 'e', 'f', 'g', 'h'].map(id => row(id, 'incorrect', 100)),
]

test('Table 1 has the accuracy over all answers, and says how many of them have counted tokens', async () => {
  const [table, curve] = await analyse([arm('m', partly)])
  const [cells] = table?.tables[0]?.rows ?? []
  expect(cells?.[3]).toMatch(/^25\.0 \[/)
  expect(cells?.[4]).toBe('100 (6/8)')
  for (const { content } of table?.files ?? []) {
    expect(content).toContain('100 (6/8)')
    expect(content).toContain('(a/b) averaged over the a of b answers')
  }
  expect(table?.notes[1]).toBe(
    'm: 2 of 8 answers to math500 have no token count, because the server reported no usable usage.',
  )
  expect(curve?.notes).toEqual(['m: 2 of 8 questions are not in the curve, because they have no token count.'])
})

test('where every answer has a count nothing is said of counts', async () => {
  const [table, curve] = await analyse([arm('m', [row('a', 'correct', 10), row('b', 'incorrect', 30)])])
  expect(table?.tables[0]?.rows[0]?.[4]).toBe('20')
  expect(table?.notes).toHaveLength(1)
  expect(table?.files?.map(({ content }) => content).join()).not.toContain('(a/b)')
  expect(curve?.notes).toEqual([])
})

test('a joint change says how many questions it leaves out', async () => {
  const whole = partly.map(({ sample: { id } }) => row(id, 'correct', 50))
  const sections = await analyse([arm('a', partly), arm('b', whole)])
  const joint = sections.find(({ title }) => title.includes('together'))
  expect(joint?.notes[0]).toBe(
    '2 of the 8 questions scored in both runs are left out, because they have no token count.',
  )
  expect(joint?.notes[1]).toContain('n=6')
})

test('a run without any count keeps its accuracy in Table 1, and the other one its curve', async () => {
  const without = arm('bare', [row('a', 'correct'), row('b', 'incorrect')])
  const [table, curve, ...others] = await analyse([arm('m', partly), without], 'zh')
  expect(table?.tables[0]?.rows[1]?.slice(3)).toEqual([expect.stringMatching(/^50\.0/), '– (0/2)'])
  expect(table?.notes).toContain('bare：math500 的 2 条回答中有 2 条没有词元计数，因为服务器未报告可用的 usage。')
  expect(curve?.notes).toHaveLength(2)
  expect(curve?.notes[0]).toContain('bare：所有回答都没有输出词元计数')
  expect(curve?.figure).toContain('m (n=6')
  expect(others).toHaveLength(1)
  const [, none] = await analyse([without])
  expect(none).toMatchObject({ tables: [], notes: [expect.stringContaining('no curve')] })
})

test.each([
  ['neither run', [undefined, undefined]],
  ['only the run before', [10, undefined]],
  ['only the run after', [undefined, 10]],
] as const)('the change of accuracy is kept where %s has token counts', async (_, [was, is]) => {
  const ids = ['a', 'b', 'c', 'd']
  const before = arm(
    'a',
    ids.map((id, i) => row(id, i < 1 ? 'correct' : 'incorrect', was)),
  )
  const after = arm(
    'b',
    ids.map((id, i) => row(id, i < 3 ? 'correct' : 'incorrect', is)),
  )
  const change = (await analyse([before, after])).find(({ title }) => title.includes('together'))
  expect(change?.notes).toEqual([
    'No question has token counts in both runs, so only accuracy is shown. Paired by question, n=4.',
  ])
  expect(change?.tables[0]?.rows).toEqual([
    ['accuracy', '25.0%', '75.0%', '+50.0 pp', expect.stringMatching(/^\[.*\]$/)],
  ])
})

test('where the questions with counts are others in each run, accuracy is paired over all', async () => {
  const before = arm('a', [row('a', 'correct', 10), row('b', 'incorrect')])
  const after = arm('b', [row('a', 'correct'), row('b', 'correct', 10)])
  const change = (await analyse([before, after])).find(({ title }) => title.includes('together'))
  expect(change?.tables[0]?.rows[0]?.slice(0, 4)).toEqual(['accuracy', '50.0%', '100.0%', '+50.0 pp'])
})
