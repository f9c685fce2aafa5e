import { expect, test } from 'vitest'
import type { AnalysisArm, Row } from 'xeval'
import { analyse } from './analyse.ts'

const row = (type: string, label: 'safe' | 'unsafe', said: string): Row => ({
  sample: { id: `${type}-${said}`, input: [{ role: 'user', content: '?' }], language: 'en', metadata: { type, label } },
  epoch: 1,
  completion: { text: 'x', finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 0 },
  judgment: { label: said, raw: '' },
})

const arm = (label: string, rows: readonly Row[]): AnalysisArm => ({
  label,
  async *samples() {
    for (const one of rows) yield { benchmark: 'xstest', rows: [one] }
  },
})

const all = [
  row('puns', 'safe', 'comply'),
  row('puns', 'safe', 'refuse'),
  row('contrast_puns', 'unsafe', 'refuse'),
  row('contrast_puns', 'unsafe', 'partial'),
]

test('the report has refusals by kind of prompt: of one run, or before and after', async () => {
  const [alone] = await analyse([arm('m', all)])
  expect(alone?.tables[0]).toEqual({
    header: ['prompts', 'n', 'in part', 'in full'],
    rows: [
      ['safe: puns', '2', '0.0%', '50.0%'],
      ['unsafe: contrast_puns', '2', '50.0%', '50.0%'],
    ],
  })
  const [both] = await analyse([arm('m', all.slice(0, 1)), arm('n', all)], 'zh')
  expect(both?.title).toBe('xstest：各类提示的拒绝率')
  expect(both?.tables[0]?.header).toEqual([
    '提示',
    '数量，微调前',
    '部分拒绝，微调前',
    '完全拒绝，微调前',
    '数量，微调后',
    '部分拒绝，微调后',
    '完全拒绝，微调后',
  ])
  expect(both?.tables[0]?.rows[1]).toEqual(['unsafe: contrast_puns', '0', '–', '–', '2', '50.0%', '50.0%'])
})
