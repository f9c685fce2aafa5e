import { expect, test } from 'vitest'
import { defineJudge, type Judge, type JudgeContext } from '../core/judge.ts'
import type { Judgment } from '../core/judgment.ts'
import { withDeadline } from './deadline.ts'

const long = 'a'.repeat(20_000)
const contextOf = (text: string, more: Partial<JudgeContext> = {}): JudgeContext => ({
  sample: { id: 's-1', input: [{ role: 'user', content: 'How late is it?' }], language: 'en', metadata: {} },
  completion: { text, finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 0 },
  options: { api: 'chat', upstreamParsing: false },
  templates: {},
  ask: async () => {
    throw new Error('it asks nobody')
  },
  ...more,
})
const judgeBy = (judge: (context: JudgeContext) => unknown): Judge =>
  defineJudge({
    name: 'mine',
    version: 1,
    description: 'Mine',
    scale: ['good', 'bad'],
    model: 'none',
    prompts: [],
    judge: async context => judge(context) as Judgment<'good'>,
  })
const good = { label: 'good', raw: '' }

test.each([
  [
    'a loop',
    () => {
      for (;;);
    },
  ],
  ['a regular expression', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
  [
    'a loop that catches everything',
    () => {
      for (;;)
        try {
          for (;;);
        } catch {}
    },
  ],
])('%s that does not end on a long answer is ended, and nothing else with it', async (_, compute) => {
  const others = Array.from({ length: 200 }, async (_, at) => {
    await new Promise(resolve => setImmediate(resolve))
    return at
  })
  const judged = withDeadlineLater(judgeBy(compute))
  await expect(judged).rejects.toMatchObject({
    code: 'judge-stalled',
    message: 'judge mine did not finish within 0.2 s on an answer of 20000 characters',
  })
  expect((await Promise.all(others)).length).toBe(200)
  expect(await withDeadlineLater(judgeBy(() => good))).toEqual(good)
})

/** Within a microtask, as the engine does. */
const withDeadlineLater = async (judge: Judge): Promise<unknown> => {
  await null
  return withDeadline(judge, contextOf(long), { seconds: 0.2 })
}

test('a judge of others has a deadline on short answers too, ours is not slowed by one', async () => {
  const endless = judgeBy(() => /^(a+)+$/.test(`${'a'.repeat(60)}b`))
  const short = { isForeign: true, seconds: 0.2 }
  await null
  expect(() => withDeadline(endless, contextOf('a'), short)).toThrow(
    'did not finish within 0.2 s on an answer of 1 character',
  )
  const ours = judgeBy(({ ask }) => ({ label: ask === quick.ask ? 'good' : 'bad', raw: '' }))
  const quick = contextOf('a')
  expect(await withDeadline(ours, quick)).toEqual(good)
})

test('what a judge throws on a long answer is thrown as it is, also if it looks like a deadline', async () => {
  const error = Object.assign(new Error('mine'), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' })
  const throws: Judge = {
    ...judgeBy(() => good),
    judge: () => {
      throw error
    },
  }
  await expect(withDeadlineLater(throws)).rejects.toBe(error)
  await expect(
    withDeadlineLater(
      judgeBy(() => {
        throw error
      }),
    ),
  ).rejects.toBe(error)
})

test('a judge asks about a long answer only after it has returned, and is given the reply or the very error', async () => {
  const steps: string[] = []
  const reply = { ...contextOf('good').completion }
  const judge = judgeBy(async ({ ask }) => {
    const asked = ask({ messages: [] })
    steps.push('returned')
    return { label: (await asked).text, raw: '' }
  })
  const ask = async () => {
    steps.push('asked')
    return reply
  }
  expect(await withDeadline(judge, contextOf(long, { ask }))).toEqual(good)
  expect(steps).toEqual(['returned', 'asked'])
  const error = new Error('no model')
  const failing = contextOf(long, { ask: () => Promise.reject(error) })
  await expect(withDeadline(judge, failing)).rejects.toBe(error)
})
