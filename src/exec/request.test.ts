import { expect, test } from 'vitest'
import type { Completion } from '../core/completion.ts'
import type { Attempt } from '../core/outcome.ts'
import { ProviderError } from '../core/provider-error.ts'
import { generateRequest, type MockAnswer, mockModel } from '../testing/index.ts'
import { makeLimiter } from './limiter.ts'
import { type AnswerCache, defaultRetry, request } from './request.ts'

/** Asks a model that answers so, attempt by attempt; the last answer goes on for ever. */
async function ask(...answers: MockAnswer[]) {
  const model = mockModel((_, attempt) => answers[Math.min(attempt, answers.length) - 1] ?? '')
  const kept: Completion[] = []
  const cache: AnswerCache = { get: () => undefined, put: (_, completion) => void kept.push(completion) }
  const attempts: Attempt[] = []
  const retry = { ...defaultRetry, baseMs: 1, maxMs: 2 }
  const endpoint = { model, limiter: makeLimiter({ concurrency: 1 }), retry, cache }
  const outcome: unknown = await request(endpoint, generateRequest('Hi'), attempts).then(
    ({ completion, keep }) => {
      keep()
      return completion
    },
    (error: unknown) => error,
  )
  return { outcome, attempts, calls: model.calls.length, kept: kept.map(({ text }) => text) }
}

const usage = { inputTokens: 3, outputTokens: 4 }
const broken = (): ProviderError =>
  new ProviderError('incomplete-reply', 'broke off', { action: 'retry', status: 200, usage })

test('a reply that broke off is asked for again, on record with what it took, and never kept', async () => {
  const { outcome, attempts, kept } = await ask(broken(), broken(), 'whole')
  expect(outcome).toMatchObject({ text: 'whole' })
  expect(attempts).toMatchObject([{ error: 'incomplete-reply', usage }, { error: 'incomplete-reply', usage }, {}])
  expect(kept).toEqual(['whole'])
})

test('one that always breaks off fails in the end', async () => {
  const { outcome, calls, kept } = await ask(broken())
  expect(outcome).toMatchObject({ code: 'incomplete-reply' })
  expect([calls, kept]).toEqual([defaultRetry.attempts, []])
})

test('an empty reply is asked for again, twice at most, and then it is the answer', async () => {
  const { outcome, attempts, calls, kept } = await ask({ text: ' \n', usage })
  expect(outcome).toMatchObject({ text: ' \n', finishReason: 'stop' })
  expect([calls, kept]).toEqual([3, []])
  expect(attempts).toMatchObject([{ error: 'empty-reply', usage }, { error: 'empty-reply', usage }, {}])
  expect((await ask('', 'said')).outcome).toMatchObject({ text: 'said' })
})

test('an empty reply that says why is not asked for again', async () => {
  for (const why of [{ reasoning: 'hm' }, { finishReason: 'length' }, { finishReason: 'content-filter' }] as const) {
    expect(await ask({ text: '', ...why })).toMatchObject({ calls: 1, attempts: [{}] })
  }
})

test('only whole answers are kept for others', async () => {
  expect((await ask('so')).kept).toEqual(['so'])
  expect((await ask({ text: 'so f', finishReason: 'length' })).kept).toEqual(['so f'])
  expect((await ask({ text: 'so f', finishReason: 'content-filter' })).kept).toEqual([])
  expect((await ask({ text: '', reasoning: 'hm' })).kept).toEqual([])
})

test('an answer that was asked for without a parameter says so in its attempt', async () => {
  expect((await ask({ text: 'so', dropped: ['temperature'] })).attempts).toMatchObject([{ dropped: ['temperature'] }])
})
