import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { defineJudge } from '../core/judge.ts'
import type { RunItem } from '../core/run-store.ts'
import { workspace } from '../testing/index.ts'
import { judgeBeside } from './judge-beside.ts'

const asking = defineJudge<number>({
  name: 'asking',
  version: 1,
  description: 'Asks for the first sample, and has no model to ask',
  scale: { min: 0, max: 1 },
  model: 'none',
  prompts: [],
  judge: async ({ sample, ask }) => {
    if (sample.id === 'a') await ask({ messages: [] })
    return { label: 1, raw: '' }
  },
})

test('what would fail every sample ends the judging, also where it happens while the next sample is read', async () => {
  const dir = await workspace()
  async function* items(): AsyncGenerator<RunItem> {
    for (const id of ['a', 'b']) {
      const message = { role: 'user' as const, content: 'Why?' }
      yield { sample: { benchmark: 'x', id, input: [message], language: 'en', metadata: {} }, epochs: [{}] }
      await setTimeout(20)
    }
  }
  const setup = { judge: asking, templates: {}, options: { api: 'chat' as const, upstreamParsing: false } }
  const judge = { setup, plan: { name: 'asking', version: 1, prompts: {}, source: 'xeval v1' } }
  const completion = { text: 'So.', finishReason: 'stop' as const, usage: {}, servedModel: 'm', latencyMs: 0 }
  const task = { of: 'x', judge, completionOf: () => completion, takes: () => true }
  const { signal } = new AbortController()
  await expect(judgeBeside({ dir, items }, task, { signal, stopping: signal })).rejects.toMatchObject({
    code: 'no-judge-model',
  })
})
