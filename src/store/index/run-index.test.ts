import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { JudgmentRecord, OutputRecord, SampleRecord } from '../../core/records.ts'
import { encodeLine } from '../../files/line.ts'
import { toyManifest, toySamples } from '../../testing/toy.ts'
import { openRun, readRun } from '../run/open-run.ts'
import { files } from '../run/run-files.ts'
import { loadIndex } from './run-index.ts'

const samples: SampleRecord[] = toySamples(40).map(sample => ({ ...sample, benchmark: 'toy' }))
const output = ({ id }: SampleRecord, text = 'good'): OutputRecord => ({
  benchmark: 'toy',
  sampleId: id,
  epoch: 1,
  attempts: [],
  outcome: { ok: true, value: { text, finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 1 } },
})
const failure = (sample: SampleRecord): OutputRecord => ({
  ...output(sample),
  outcome: { ok: false, error: { code: 'http-500', message: 'no' } },
})
const judgment = ({ id }: SampleRecord): JudgmentRecord => ({
  benchmark: 'toy',
  sampleId: id,
  epoch: 1,
  judge: 'word',
  attempts: [],
  usage: {},
  outcome: { ok: true, value: { label: 'good', raw: '' } },
})

let dir: string
const outputsIndex = () => join(dir, 'outputs.idx')

/** 40 samples: 30 answered out of order, of which 4 failed at first, and 20 judged. */
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xeval-run-'))
  const store = await openRun(dir, { create: toyManifest(40) })
  for (const sample of samples) await store.putSample(sample)
  for (const sample of samples.slice(0, 4)) await store.putOutput(failure(sample))
  for (const sample of samples.slice(0, 30).toReversed()) await store.putOutput(output(sample))
  for (const sample of samples.slice(0, 20)) await store.putJudgment(judgment(sample))
  await store.close()
})

async function found(): Promise<{ finished: number; answers: string[] }> {
  const store = await openRun(dir)
  const answers: string[] = []
  let finished = 0
  for await (const { sample, epochs } of store.items()) {
    const [first] = epochs
    if (first?.output?.outcome.ok) answers.push(sample.id)
    if (first?.output?.outcome.ok && first.judgment?.outcome.ok) finished++
  }
  await store.close()
  return { finished, answers }
}
const whole = { finished: 20, answers: samples.slice(0, 30).map(({ id }) => id) }

test('a run opens from its sidecars and reads back in the order of its samples', async () => {
  const { logs } = await loadIndex(dir)
  expect(logs.map(({ missing }) => missing.size)).toEqual([0, 0, 0])
  expect(logs.map(({ indexed }) => indexed / 20)).toEqual([40, 34, 20])
  expect(await found()).toEqual(whole)
})

test.each([
  ['is gone', () => rm(outputsIndex())],
  ['is torn', async () => truncate(outputsIndex(), 333)],
  ['ends in zeros', async () => appendFile(outputsIndex(), Buffer.alloc(400))],
  ['is of another log', async () => writeFile(outputsIndex(), await readFile(join(dir, 'judgments.idx')))],
  [
    'has one wrong bit',
    async () => {
      const bytes = await readFile(outputsIndex())
      bytes[20 * 10 + 9] = (bytes[20 * 10 + 9] ?? 0) ^ 4
      await writeFile(outputsIndex(), bytes)
    },
  ],
])('the answer is the same where a sidecar %s, and the sidecar is mended', async (_, damage) => {
  await damage()
  expect(await found()).toEqual(whole)
  expect((await stat(outputsIndex())).size).toBe(34 * 20)
  expect((await loadIndex(dir)).logs[1]?.missing.size).toBe(0)
})

test('lines behind the sidecar are read from the log, and a torn one is cut off', async () => {
  const late = samples[35]
  if (late === undefined) throw new Error('no sample')
  await appendFile(files.outputs(dir), encodeLine(output(late)))
  await appendFile(files.outputs(dir), '{"benchmark":"toy","samp')
  expect((await found()).answers).toEqual([...whole.answers, late.id])
})

test.each([
  ['in the middle of its last line', 10, 1],
  ['by several lines', 1000, 4],
])('a log that a power cut made shorter than its sidecar says, %s, is believed', async (_, bytes, atMost) => {
  const { size } = await stat(files.outputs(dir))
  await truncate(files.outputs(dir), size - bytes)
  const { answers } = await found()
  expect(answers.length).toBeLessThan(30)
  expect(answers.length).toBeGreaterThanOrEqual(30 - atMost - 1)
  expect((await loadIndex(dir)).logs[1]?.missing.size).toBe(0)
  expect((await readFile(files.outputs(dir), 'utf8')).trim().split('\n')).toHaveLength(4 + answers.length)
})

test('a resume reads only what is not finished', async () => {
  const store = await openRun(dir)
  const left = await Array.fromAsync(store.samples(key => store.finished(key)))
  expect(left.map(({ id }) => id)).toEqual(samples.slice(20).map(({ id }) => id))
  await store.close()
})

test('reading a run changes none of its files, torn tails and missing sidecars included', async () => {
  await rm(outputsIndex())
  await appendFile(files.outputs(dir), '{"torn')
  const before = await readFile(files.outputs(dir))
  const run = await readRun(dir)
  expect((await Array.fromAsync(run.items())).filter(({ epochs }) => epochs[0]?.output)).toHaveLength(30)
  expect(await readFile(files.outputs(dir))).toEqual(before)
  await expect(stat(outputsIndex())).rejects.toThrow('ENOENT')
})

test('a line that was edited after it was indexed is an error that names the file, never a missing answer', async () => {
  const bytes = await readFile(files.outputs(dir))
  bytes[bytes.indexOf('good')] = 66
  await writeFile(files.outputs(dir), bytes)
  await expect(found()).rejects.toThrow(/outputs\.jsonl: the line at byte \d+ is damaged/)
})
