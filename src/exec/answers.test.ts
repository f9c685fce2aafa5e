import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReasoningTags } from '../core/answer/marks.ts'
import type { Completion } from '../core/completion.ts'
import type { OutputRecord } from '../core/records.ts'
import { openRun } from '../store/run/open-run.ts'
import { askingJudge, mockModel, toyBenchmark, toyManifest, toySamples } from '../testing/index.ts'
import { makeLimiter } from './limiter.ts'
import { runPipeline } from './pipeline.ts'
import { defaultRetry } from './request.ts'

type Said = Partial<Completion> & { text: string }

/** What a model said, as it is recorded, and what its judge was shown. */
async function answer(said: Said, reasoningTags: readonly ReasoningTags[] = []) {
  const store = await openRun(await mkdtemp(join(tmpdir(), 'xeval-answer-')), { create: toyManifest(1) })
  for (const sample of toySamples(1)) await store.putSample({ ...sample, benchmark: 'toy' })
  const judgeModel = mockModel(() => 'good')
  const outputs: OutputRecord[] = []
  const limiter = makeLimiter({ concurrency: 1 })
  await runPipeline({
    tasks: new Map([
      [
        'toy',
        {
          benchmark: toyBenchmark,
          judge: {
            judge: askingJudge,
            templates: {},
            options: { api: 'chat', upstreamParsing: false },
            endpoint: { model: judgeModel, limiter, retry: defaultRetry },
          },
        },
      ],
    ]),
    arms: [
      {
        store,
        endpoint: { model: mockModel(() => said), limiter, retry: defaultRetry, reasoningTags },
        settings: { params: {}, seed: 0, epochs: 1 },
      },
    ],
    window: 1,
    stopping: new AbortController().signal,
    signal: new AbortController().signal,
    onOutput: (_, record) => outputs.push(record),
  })
  const [output] = outputs
  const completion = output?.outcome.ok === true ? output.outcome.value : undefined
  return { completion, shown: judgeModel.calls.map(({ messages }) => messages[0]?.content) }
}

test('a judge is shown the answer without its thoughts, and the record keeps both', async () => {
  const { completion, shown } = await answer({ text: '<think>\n\n</think>\n\n<think>Two and two.</think>\n\nFour.' })
  expect(completion).toMatchObject({ text: 'Four.', reasoning: 'Two and two.' })
  expect(shown).toEqual(['Judge: Four.'])
})

test('what the server put apart comes before what was left in the text', async () => {
  const { completion } = await answer({ text: 'and two.</think>Four.', reasoning: 'Two' })
  expect(completion).toMatchObject({ text: 'Four.', reasoning: 'Two\n\nand two.' })
})

test('tags of the user’s own are known to be thoughts', async () => {
  const { shown } = await answer({ text: '[[a]]Four.' }, [{ open: '[[', close: ']]' }])
  expect(shown).toEqual(['Judge: Four.'])
})

test('an answer that ran on to the token limit is whole, and the rest is kept', async () => {
  const more = '<|im_end|>\n<|im_start|>user\nAnd three?'
  const { completion, shown } = await answer({ text: `Four.${more}`, finishReason: 'length' })
  expect(completion).toMatchObject({
    text: 'Four.',
    finishReason: 'stop',
    removed: [{ kind: 'run-on', text: more }],
  })
  expect(shown).toEqual(['Judge: Four.'])
})

test('an answer that was cut off after its thoughts is no whole one', async () => {
  const { completion, shown } = await answer({ text: '<think>a</think>Fou', finishReason: 'length' })
  expect(completion).toMatchObject({ text: 'Fou', finishReason: 'length' })
  expect(shown).toEqual([])
})

test('thoughts without an end are shown to nobody', async () => {
  const { completion, shown } = await answer({ text: '<think>Two and two' })
  expect(completion).toMatchObject({
    text: '',
    reasoning: 'Two and two',
    removed: [{ kind: 'unclosed-thought', text: '<think>' }],
  })
  expect(shown).toEqual([])
})

test('an answer without a mark is recorded as it came', async () => {
  const said = { text: '  Four, as in `</think>`. \n', finishReason: 'stop' as const }
  expect((await answer(said)).completion).toMatchObject(said)
})
