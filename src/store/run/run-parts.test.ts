import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutputRecord, SampleRecord } from '../../core/records.ts'
import type { RunItem } from '../../core/run-store.ts'
import { toyManifest, toySamples } from '../../testing/toy.ts'
import { scanRun } from '../index/run-index.ts'
import { joinRun } from './join-run.ts'
import { openRun, readRun } from './open-run.ts'
import { keysOf, partsLike, partsOf } from './run-parts.ts'

const SIZE = 12
const EPOCHS = 3
const samples: SampleRecord[] = toySamples(SIZE).map(sample => ({ ...sample, benchmark: 'toy' }))
const output = (at: number, epoch: number, text: string): OutputRecord => ({
  benchmark: 'toy',
  sampleId: samples[at]?.id ?? '',
  epoch,
  attempts: [],
  outcome:
    text === ''
      ? { ok: false, error: { code: 'http-500', message: 'no' } }
      : { ok: true, value: { text, finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 1 } },
})

/** Which samples a run took, in its order, and its answers in theirs: again and again, failed ones and missing ones too. */
const aRun = fc.record({
  order: fc.shuffledSubarray(
    samples.map((_, at) => at),
    { minLength: 0 },
  ),
  answers: fc.array(fc.record({ at: fc.nat(SIZE - 1), epoch: fc.integer({ min: 1, max: EPOCHS }), ok: fc.boolean() })),
  /** The sidecar is lost, and every line has to be found in the log. */
  bare: fc.boolean(),
})
type ARun = typeof aRun extends fc.Arbitrary<infer T> ? T : never

async function write(dir: string, { order, answers, bare }: ARun): Promise<string> {
  const store = await openRun(dir, { create: { ...toyManifest(SIZE), epochs: EPOCHS } })
  for (const at of order) await store.putSample(samples[at] ?? fail())
  for (const [i, { at, epoch, ok }] of answers.entries())
    await store.putOutput(output(at, epoch, ok ? `text ${i}` : ''))
  await store.close()
  if (bare) await Promise.all(['samples.idx', 'outputs.idx'].map(name => rm(join(dir, name))))
  return dir
}

const inFolder = async <T>(work: (root: string) => Promise<T>): Promise<T> => {
  const root = await mkdtemp(join(tmpdir(), 'xeval-parts-'))
  try {
    return await work(root)
  } finally {
    await rm(root, { recursive: true })
  }
}

test('read a part at a time, a run says what it says from an index in memory: the last line of each epoch', () =>
  inFolder(root =>
    fc.assert(
      fc.asyncProperty(aRun, fc.integer({ min: 1, max: 40 }), async (run, part) => {
        const dir = await write(await mkdtemp(join(root, 'run-')), run)
        const scan = await scanRun(dir)
        const read = await Array.fromAsync(joinRun(dir, EPOCHS, partsOf(scan, EPOCHS, part)))
        const writer = await openRun(dir)
        const whole = await Array.fromAsync(writer.items())
        await writer.close()
        expect(read).toEqual(whole)
        const lastOf = (at: number, epoch: number) => run.answers.findLastIndex(a => a.at === at && a.epoch === epoch)
        expect(read.map(textsOf)).toEqual(
          run.order.map(at =>
            Array.from({ length: EPOCHS }, (_, e) => {
              const last = lastOf(at, e + 1)
              return last < 0 ? undefined : run.answers[last]?.ok ? `text ${last}` : 'http-500'
            }),
          ),
        )
      }),
      { numRuns: 20 },
    ),
  ))

test('a run follows the order of another, with a gap for each sample that it lacks, and its others at the end', () =>
  inFolder(root =>
    fc.assert(
      fc.asyncProperty(aRun, aRun, fc.integer({ min: 1, max: 40 }), async (one, two, part) => {
        const [left, right] = [await mkdtemp(join(root, 'l-')), await mkdtemp(join(root, 'r-'))]
        const other = await scanRun(await write(left, one))
        const scan = await scanRun(await write(right, two))
        const items = await Array.fromAsync(
          joinRun(
            right,
            EPOCHS,
            partsLike(scan, EPOCHS, () => keysOf(other), part),
          ),
        )
        const followed = one.order.map(at => (two.order.includes(at) ? samples[at]?.id : undefined))
        const rest = two.order.filter(at => !one.order.includes(at)).map(at => samples[at]?.id)
        expect(items.map(item => item?.sample.id)).toEqual([...followed, ...rest])
        const own = new Map((await Array.fromAsync((await readRun(right)).items())).map(item => [item.sample.id, item]))
        for (const item of items) if (item !== undefined) expect(item).toEqual(own.get(item.sample.id))
      }),
      { numRuns: 20 },
    ),
  ))

test('an answer is found by its sample, the last one that was written', () =>
  inFolder(async root => {
    const answers = [true, false, true].map(ok => ({ at: 3, epoch: 2, ok }))
    const run = await readRun(await write(join(root, 'run'), { order: [1, 3], answers, bare: false }))
    const work = { benchmark: 'toy', sampleId: samples[3]?.id ?? '', epoch: 2 }
    expect(await run.output(work)).toEqual(output(3, 2, 'text 2'))
    expect(await run.output({ ...work, epoch: 1 })).toBeUndefined()
  }))

const textsOf = (item: RunItem | undefined) =>
  item?.epochs.map(({ output }) => {
    if (output === undefined) return undefined
    return output.outcome.ok ? output.outcome.value.text : output.outcome.error.code
  })

const fail = (): never => {
  throw new Error('no such sample')
}
