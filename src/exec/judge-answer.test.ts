import { expect, test } from 'vitest'
import { defineJudge, type HumanRating, type Judge } from '../core/judge.ts'
import { llmJudge } from '../core/llm-judge.ts'
import { makePrompt } from '../core/prompt.ts'
import { ProviderError } from '../core/provider-error.ts'
import { whyUnusable } from '../core/unusable.ts'
import { mockModel } from '../testing/index.ts'
import { benchmark, completion, people, sample } from './fixtures/rated.ts'
import { type JudgeSetup, judgeAnswer } from './judge-answer.ts'
import { makeLimiter } from './limiter.ts'
import { defaultRetry } from './request.ts'

const judged = async (ratings?: () => HumanRating[]) => {
  const options = { api: 'chat' as const, upstreamParsing: false }
  const setup = { judge: people, templates: {}, options, ...(ratings ? { ratings } : {}) }
  return (await judgeAnswer(setup, benchmark, sample, 1, completion, new AbortController().signal)).outcome
}

test('a judge that goes by people’s ratings is given those of this answer', async () => {
  expect(await judged(() => [{ rater: 'A', rating: 80 }])).toEqual({ ok: true, value: { label: 80, raw: '' } })
})

test('an answer that nobody has judged yet is counted, and may be judged by a resume', async () => {
  expect(await judged()).toEqual({
    ok: false,
    error: { code: 'no-rating', message: 'nobody has rated it', of: 'pending' },
  })
})

const verdict = llmJudge({
  name: 'verdict',
  version: 1,
  description: 'Good or bad',
  labels: ['good', 'bad'],
  prompts: { '*': makePrompt('ask', 'Judge {{answer}}') },
  reminders: { '*': makePrompt('remind', 'As JSON.') },
  variables: ({ completion }) => ({ answer: completion.text }),
})

const good = '{"rationale": "So.", "label": "good"}'
const cut = { text: '', reasoning: 'Hm', finishReason: 'length' as const }

/** What becomes of a judgment, and the limits and parameters that the judge was asked with. */
async function asked(answers: Parameters<typeof mockModel>[0], more: Partial<JudgeSetup> = {}) {
  const model = mockModel(answers)
  const endpoint = { model, limiter: makeLimiter({ concurrency: 1 }), retry: defaultRetry }
  const options = { api: 'chat' as const, upstreamParsing: false }
  const setup: JudgeSetup = { judge: verdict, templates: {}, options, endpoint, ...more }
  const judgeOnce = () => judgeAnswer(setup, benchmark, sample, 1, completion, new AbortController().signal)
  const { outcome } = await judgeOnce()
  return { outcome, judgeOnce, limits: () => model.calls.map(({ params }) => params.maxTokens), calls: model.calls }
}

test('a judge that thinks is asked again with more room, and gets it at once from then on', async () => {
  const { outcome, judgeOnce, limits } = await asked(({ params }) =>
    (params.maxTokens ?? 0) < 4000 ? cut : { text: good, reasoning: 'Hm' },
  )
  expect(outcome).toMatchObject({ ok: true, value: { label: 'good' } })
  await judgeOnce()
  expect(limits()).toEqual([1024, 4096, 4096])
})

test('thinking that only the token counts show is thinking all the same', async () => {
  const { limits } = await asked(({ params }) =>
    (params.maxTokens ?? 0) < 4000
      ? { text: '{"rationale": "S', finishReason: 'length', usage: { reasoningTokens: 900 } }
      : good,
  )
  expect(limits()).toEqual([1024, 4096])
})

const thought = { text: '<think>Well, it seems good' }
const thoughtFailure = { code: 'unparsable-judgment', message: expect.stringContaining('reasoning without a verdict') }

test('a judge that only thinks is reminded once, and its thought is kept', async () => {
  const { outcome, calls } = await asked(() => thought)
  expect(calls).toHaveLength(2)
  expect(outcome).toMatchObject({ ok: false, error: { ...thoughtFailure, raw: 'Well, it seems good', final: true } })
})

test('what a judge said before it only thought is kept as well', async () => {
  const { outcome } = await asked((_, attempt) => (attempt === 1 ? 'Hm.' : thought))
  expect(outcome).toMatchObject({ ok: false, error: { ...thoughtFailure, raw: 'Hm.\n\nWell, it seems good' } })
})

test.each([
  ['an unclosed thought', thought, thoughtFailure],
  ['a reply that is all reasoning', { text: '', reasoning: 'Well, it seems good' }, thoughtFailure],
  ['a thought that was cut off', { ...thought, finishReason: 'length' as const }, { code: 'truncated-judgment' }],
])('%s is no label, also to a reader that makes one of no text', async (_, said, error) => {
  const lenient = defineJudge<string>({
    name: 'lenient',
    version: 1,
    description: 'Not attempted, unless it says otherwise',
    scale: ['A', 'C'],
    model: 'required',
    prompts: [],
    async judge({ ask }) {
      const { text: raw } = await ask({ messages: [{ role: 'user', content: 'Which?' }] })
      return { label: /A/.test(raw) ? 'A' : 'C', raw }
    },
  })
  const options = { api: 'chat' as const, upstreamParsing: true }
  const { outcome } = await asked(() => said, { judge: lenient, options })
  expect(outcome).toMatchObject({ ok: false, error: { ...error, raw: 'Well, it seems good', of: 'judge' } })
  expect((await asked(() => '', { judge: lenient, options })).outcome).toMatchObject({ value: { label: 'C' } })
})

test('a judge that rambles is given twice as much once', async () => {
  const { outcome, limits } = await asked(() => ({ text: good.slice(0, 20), finishReason: 'length' }))
  expect(limits()).toEqual([1024, 2048])
  expect(outcome).toMatchObject({ ok: false, error: { code: 'truncated-judgment', raw: good.slice(0, 20) } })
})

test('a reply that was cut off twice can be asked for again, and says what to raise', async () => {
  const { outcome } = await asked(() => cut)
  expect(outcome.ok ? {} : outcome.error).toEqual({
    code: 'truncated-judgment',
    message: 'verdict: its reply was cut off by the token limit of 4096 tokens',
    hint: 'Run again with a larger --judge-max-tokens, and with --cache to reuse the model’s answers.',
    raw: '',
    of: 'judge',
  })
})

test('a limit that the user set is kept', async () => {
  const { outcome, limits } = await asked(() => cut, { params: { temperature: 0, maxTokens: 512 } })
  expect(limits()).toEqual([512])
  expect(outcome).toMatchObject({ ok: false, error: { code: 'truncated-judgment' } })
})

test('a fragment that looks like a verdict is none', async () => {
  const { outcome } = await asked(() => ({ text: good, finishReason: 'length' }))
  expect(outcome).toMatchObject({ ok: false, error: { code: 'truncated-judgment' } })
})

test('the authors’ own parsing reads what was cut off, and says so where it can’t', async () => {
  const options = { api: 'chat' as const, upstreamParsing: true }
  const read = await asked(() => ({ text: good, finishReason: 'length' }), { options })
  expect(read.outcome).toMatchObject({ ok: true })
  expect(read.limits()).toEqual([1024])
  const unread = await asked(() => ({ text: 'Hm', finishReason: 'length' }), { options })
  expect(unread.outcome).toMatchObject({ ok: false, error: { code: 'truncated-judgment', of: 'judge' } })
})

test('a reply that was withheld is told from one that could not be read', async () => {
  const withheld = await asked(() => ({ text: good, finishReason: 'content-filter' }))
  expect(withheld.outcome).toMatchObject({
    ok: false,
    error: { code: 'withheld-judgment', final: true, of: 'judge' },
  })
  const refused = await asked(() => new ProviderError('content-filter', 'no', { action: 'give-up', status: 403 }))
  expect(refused.outcome).toMatchObject({ ok: false, error: { code: 'withheld-judgment', final: true } })
  const unreadable = await asked(() => 'Good, I think.')
  expect(unreadable.outcome).toMatchObject({
    ok: false,
    error: { code: 'unparsable-judgment', final: true, of: 'judge' },
  })
})

test.each([
  `<think>It is bad, or {"rationale": "x", "label": "bad"}?</think>\n${good}`,
  `The label "bad"?\n</think>\n\n${good}`,
  `<|channel|>analysis<|message|>Bad?<|end|><|start|>assistant<|channel|>final<|message|>${good}`,
  `${good}<|im_end|>\n<|im_start|>user\nAnd this?`,
])('a judge’s thoughts are no verdict: %j', async text => {
  expect((await asked(() => text)).outcome).toMatchObject({ ok: true, value: { label: 'good', via: 'model' } })
})

test('what the user asks of a judge reaches it', async () => {
  const params = { temperature: 0.3, extra: { reasoning_effort: 'low' } }
  const { calls } = await asked(() => good, { params })
  expect(calls[0]?.params).toEqual({ ...params, maxTokens: 1024 })
})

test.each([
  ['unclosed-thought', { text: '', removed: [{ kind: 'unclosed-thought' as const, text: '<think>' }] }],
  ['answer-only-in-reasoning', { text: '', reasoning: 'Four.' }],
  ['empty-answer', { text: ' \n' }],
  ['content-filter', { text: 'Fou', finishReason: 'content-filter' as const }],
  ['tool-call', { text: 'Let me look that up.', finishReason: 'tool-calls' as const }],
  ['tool-call', { text: '', finishReason: 'tool-calls' as const }],
])('%s is no answer, also where cut-off ones are judged', (code, said) => {
  for (const truncated of ['judged', 'unscored'] as const)
    expect(whyUnusable({ truncated }, { ...completion, ...said })).toMatchObject({ code })
})

test('an answer that was cut off is judged where the benchmark says so', () => {
  const half = { ...completion, text: '', finishReason: 'length' as const, reasoning: 'Hm' }
  expect(whyUnusable({ truncated: 'judged' }, half)).toBeUndefined()
  expect(whyUnusable({}, half)).toMatchObject({ code: 'truncated-answer' })
})

test('a label off the scale that comes from a model is no judgment, kept whole and counted', async () => {
  const judge: Judge<number> = {
    ...people,
    model: 'required',
    async judge({ ask }) {
      const { text } = await ask({ messages: [{ role: 'user', content: 'How good?' }] })
      return { label: Number(text), raw: text }
    },
  }
  const endpoint = { model: mockModel(() => '101'), limiter: makeLimiter({ concurrency: 1 }), retry: defaultRetry }
  const setup: JudgeSetup = { judge, templates: {}, options: { api: 'chat', upstreamParsing: false }, endpoint }
  const { outcome } = await judgeAnswer(setup, benchmark, sample, 1, completion, new AbortController().signal)
  expect(outcome).toMatchObject({
    ok: false,
    error: { code: 'unparsable-judgment', raw: '101', of: 'judge', final: true },
  })
})
