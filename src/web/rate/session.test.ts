import { expect, test } from 'vitest'
import { makeStudy, type RatedAnswer } from '../../ratings/study.ts'
import { makeSession } from './session.ts'

test('the same answer from both models is two items: rating the one does not rate the other', () => {
  const answers = (['before', 'after'] as const).map(
    (arm): RatedAnswer => ({ arm, benchmark: 'plans', sampleId: 's', prompt: 'Plan.', answer: 'Rest first.' }),
  )
  const study = makeStudy({ mode: 'absolute', raters: ['Ann'], secret: '3c'.repeat(32), answers })
  const session = makeSession(study, 'Ann', answers, { after: [] })
  const record = session.record(1, { rating: 60 }, '2025-01-02T03:04:05.000Z')
  if (record) session.saved(record)
  expect(session.done()).toEqual([true, false])
  expect([session.view(1)?.vote, session.view(2)?.vote]).toEqual([{ rating: 60 }, null])
})
