import { describe, expect, test } from 'vitest'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import type { Judgment } from '../core/judgment.ts'
import { benchmark, completion, people, sample } from './fixtures/rated.ts'
import { judgeAnswer } from './judge-answer.ts'

describe('a judge whose code is at fault fails on that sample, and a resume judges it anew', () => {
  const saying = async (said: () => unknown, text = 'Four.', signal = new AbortController().signal) => {
    const judge: Judge<number> = { ...people, judge: async () => said() as Judgment<number> }
    const setup = { judge, templates: {}, options: { api: 'chat' as const, upstreamParsing: false } }
    return (await judgeAnswer(setup, benchmark, sample, 1, { ...completion, text }, signal)).outcome
  }
  const failure = (error: object) => ({ ok: false, error: expect.objectContaining({ of: 'judge', ...error }) })

  test('what it throws is told with the judge, the place and the stack, but no sample, so that it can be counted', async () => {
    const outcome = await saying(() => {
      throw new TypeError('no such field')
    })
    expect(outcome).toEqual(
      failure({
        code: 'judge-failed',
        message: 'judge people failed: no such field',
        location: expect.stringMatching(/failing-judge\.test\.ts:\d+:\d+$/),
        stack: expect.stringContaining('TypeError: no such field'),
      }),
    )
    expect(outcome).not.toHaveProperty('error.final')
  })

  test('also if it is a stack that overflowed, of which the beginning is kept', async () => {
    const endless = (): number => 1 + endless()
    expect(await saying(endless)).toEqual(
      failure({ code: 'judge-failed', message: expect.stringContaining('call stack') }),
    )
  })

  test('also if it is an error of ours that no asking failed with', async () => {
    const throws = () => {
      throw new XevalError('no-gold-answer', 'sample s-1 has no gold answer')
    }
    expect(await saying(throws)).toEqual(failure({ code: 'no-gold-answer' }))
  })

  test.each([
    [undefined],
    [null],
    ['good'],
    [{}],
    [{ label: 5 }],
    [{ label: Number.NaN, raw: '' }],
    [{ label: 5, raw: 7 }],
  ])('%j is no judgment', async said => {
    expect(await saying(() => said)).toEqual(failure({ code: 'judge-failed' }))
  })

  test.each([[101], [-1], ['good']])('%j is not on its scale', async label => {
    expect(await saying(() => ({ label, raw: '' }))).toEqual(failure({ code: 'judge-failed' }))
  })

  test('unless the run is being stopped: whatever it throws then is no word on the sample', async () => {
    const stopped = new AbortController()
    stopped.abort(new Error('enough'))
    const throws = () => {
      throw new TypeError('torn down')
    }
    await expect(saying(throws, 'Four.', stopped.signal)).rejects.toThrow('torn down')
  })
})
