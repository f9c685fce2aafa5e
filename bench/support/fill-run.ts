// Fills a run with recorded answers and judgments, as if it had asked for them: all but the last LEFT samples.
// Use: node fill-run.ts RUN_FOLDER ANSWER_BYTES LEFT
import { openRun } from '../../src/store/run/open-run.ts'

const [dir = '', bytes = '2500', left = '1000'] = process.argv.slice(2)
const store = await openRun(dir)
const text = 'the river runs past an old mill '.repeat(Math.ceil(Number(bytes) / 32)).slice(0, Number(bytes))
const usage = { inputTokens: 20, outputTokens: 600 }
let written = 0
let waiting: Promise<void>[] = []
for await (const { benchmark, id } of store.samples()) {
  if (written >= store.sampleCount() - Number(left)) break
  const work = { benchmark, sampleId: id, epoch: 1 }
  const attempts = [{ latencyMs: 812.3, status: 200 }]
  const label = written++ % 3 === 0 ? 'unsafe' : 'safe'
  waiting.push(
    store.putOutput({
      ...work,
      attempts,
      outcome: { ok: true, value: { text, finishReason: 'stop', usage, servedModel: 'mock', latencyMs: 812.3 } },
    }),
    store.putJudgment({
      ...work,
      judge: 'safety-llm',
      attempts,
      usage,
      outcome: { ok: true, value: { label, rationale: 'the river ran', via: 'model', raw: `{"label":"${label}"}` } },
    }),
  )
  if (waiting.length >= 2000) {
    await Promise.all(waiting)
    waiting = []
  }
}
await Promise.all(waiting)
await store.close()
console.log(`${written} samples`)
