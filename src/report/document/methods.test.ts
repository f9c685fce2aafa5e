import { expect, test } from 'vitest'
import { runInput } from '../../../reports/fixtures/inputs.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { RunInput } from '../../core/report.ts'
import { words } from '../words.ts'
import { methodsParagraph } from './methods.ts'
import { judgeAndDataSections, setup } from './provenance.ts'

const input = (model: Partial<Manifest['model']>, more: Partial<Manifest> = {}): RunInput => ({
  ...runInput,
  manifest: {
    ...runInput.manifest,
    parameters: { temperature: 0 },
    ...more,
    model: { ...runInput.manifest.model, ...model },
    benchmarks: (more.benchmarks ?? runInput.manifest.benchmarks).map(plan => ({ ...plan, maxTokens: 2048 })),
  },
})
const judged = (judge: Partial<Manifest['benchmarks'][number]['judge']>): Manifest['benchmarks'] =>
  runInput.manifest.benchmarks.map(plan => ({ ...plan, judge: { ...plan.judge, ...judge } }))

test.each(['en', 'zh'] as const)('of recorded answers no temperature and no limit is claimed: %s', language => {
  const asked = methodsParagraph(input({}), words[language])
  expect(asked).toMatch(/temperature 0.*2048/)
  for (const model of [{ recorded: true as const }, { provider: 'replay' }]) {
    const paragraph = methodsParagraph(input(model), words[language])
    expect(paragraph).not.toMatch(/temperature|2048/)
    expect(paragraph).toMatch(language === 'en' ? /recorded elsewhere/ : /预先录制/)
  }
  const facts = JSON.stringify(setup([input({ recorded: true }).manifest], words[language]))
  expect(facts).not.toContain('temperature')
})

test('people’s ratings are no embedded rules, and a scale has its own points', () => {
  const people = judged({ name: 'human', byPeople: true, scale: { min: 0, max: 100 } })
  const paragraph = methodsParagraph(input({}, { benchmarks: people }), words.en)
  expect(paragraph).toContain('human ratings, on a scale of 0–100')
  expect(paragraph).not.toContain('embedded rules')
  const table = JSON.stringify(
    judgeAndDataSections([{ ...runInput.manifest, benchmarks: people }], new Map(), words.en),
  )
  expect(table).toContain('none (people)')
})

test('answers out of the cache are named with their count', () => {
  const counts = { requests: 10, cached: 30, cachedAnswers: 20, errored: 0, unscored: 0 }
  expect(methodsParagraph(input({}, { counts }), words.en)).toMatch(/from the cache .*: base 20 of 224/)
  expect(methodsParagraph(input({}), words.en)).not.toContain('cache')
})

test('what a judge was asked with besides its defaults is part of the method', () => {
  const own = judged({ model: 'openai/judge', parameters: { maxTokens: 4096, extra: { reasoning_effort: 'low' } } })
  expect(methodsParagraph(input({}, { benchmarks: own }), words.en)).toContain('maxTokens 4096, reasoning_effort "low"')
})
