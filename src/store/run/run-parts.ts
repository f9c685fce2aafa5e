import type { LogScan } from '../index/log-scan.ts'
import { makeOffsetFinder, type OffsetFinder } from '../index/offset-finder.ts'
import { makeSampleList, type SampleList } from '../index/sample-list.ts'
import { epochHash } from './key.ts'

export type SamplePlaces = Pick<SampleList, 'size' | 'key' | 'offset'>

/** Some samples of a run in the order in which they are wanted, and where their lines stand. An offset of -1 is no line. */
export interface RunPart {
  samples: SamplePlaces
  outputs: Pick<OffsetFinder, 'offset'>
  judgments: Pick<OffsetFinder, 'offset'>
}

export interface RunScan {
  samples: LogScan
  outputs: LogScan
  judgments: LogScan
}

/** Sample epochs whose lines are looked up by one pass over a run's sidecars: some 6 MB, and 20 bytes read an entry. */
const PART = 1 << 16

/** Where a run's samples stand, in their order, some at a time. */
export async function* samplesOf({ samples }: Pick<RunScan, 'samples'>): AsyncGenerator<SampleList> {
  for (let from = 0; from < samples.size; from += PART) yield await samples.range(from, from + PART)
}

/** Their keys. */
export async function* keysOf(scan: Pick<RunScan, 'samples'>): AsyncGenerator<Float64Array> {
  for await (const list of samplesOf(scan)) yield Float64Array.from({ length: list.size }, (_, at) => list.key(at))
}

/** All of a run in its own order. The parts share their memory: one is done with before the next is asked for. */
export async function* partsOf(scan: RunScan, epochs: number, part = PART): AsyncGenerator<RunPart> {
  const locate = locator(scan, epochs, part)
  const step = stepOf(epochs, part)
  for (let from = 0; from < scan.samples.size; from += step) {
    yield await locate(await scan.samples.range(from, from + step))
  }
}

/** A run in the order of another's keys, with an offset of -1 for those that it has not; then the rest of it in its own order. */
export async function* partsLike(
  scan: RunScan,
  epochs: number,
  other: () => AsyncIterable<Float64Array>,
  part = PART,
): AsyncGenerator<RunPart> {
  const locate = locator(scan, epochs, part)
  for await (const places of likeOther(scan.samples, other, stepOf(epochs, part))) yield await locate(places)
}

/** Where samples stand, in the order of another's keys, with an offset of -1 for those that are not there; then the rest in their own order. */
export async function* likeOther(
  samples: LogScan,
  other: () => AsyncIterable<Float64Array>,
  step = PART,
): AsyncGenerator<SamplePlaces> {
  const finder = makeOffsetFinder(step)
  let at = 0
  let found = 0
  for await (const keys of other()) {
    for (let from = 0; from < keys.length; from += step) {
      const list = await reordered(samples, keys.subarray(from, from + step), at + from, finder)
      for (let i = 0; i < list.size; i++) if (list.offset(i) >= 0) found++
      yield list
    }
    at += keys.length
  }
  if (found === samples.size) return
  for (let from = 0; from < samples.size; from += step) {
    const own = await samples.range(from, from + step)
    finder.clear()
    for (let i = 0; i < own.size; i++) finder.want(own.key(i))
    for await (const keys of other()) for (const key of keys) finder.see(key, 0)
    const rest = makeSampleList()
    for (let i = 0; i < own.size; i++) if (finder.offset(own.key(i)) < 0) rest.add(own.key(i), own.offset(i))
    if (rest.size > 0) yield rest
  }
}

/** Where a run's samples of these keys stand: mostly in the same places as the other run's, else one pass finds them. */
async function reordered(
  samples: LogScan,
  keys: Float64Array,
  at: number,
  finder: OffsetFinder,
): Promise<SamplePlaces> {
  const same = await samples.range(at, at + keys.length)
  if (same.size === keys.length && keys.every((key, i) => same.key(i) === key)) return same
  finder.clear()
  for (const key of keys) finder.want(key)
  await samples.scan((key, offset) => finder.see(key, offset))
  return { size: keys.length, key: i => keys[i] ?? 0, offset: i => finder.offset(keys[i] ?? 0) }
}

function locator(scan: RunScan, epochs: number, part: number): (samples: RunPart['samples']) => Promise<RunPart> {
  const capacity = Math.min(stepOf(epochs, part), scan.samples.size) * epochs
  const [outputs, judgments] = [makeOffsetFinder(capacity), makeOffsetFinder(capacity)]
  return async samples => {
    for (const finder of [outputs, judgments]) finder.clear()
    for (let at = 0; at < samples.size; at++) {
      if (samples.offset(at) < 0) continue
      for (let epoch = 1; epoch <= epochs; epoch++) {
        const key = epochHash(samples.key(at), epoch)
        outputs.want(key)
        judgments.want(key)
      }
    }
    await scan.outputs.scan((key, offset) => outputs.see(key, offset))
    await scan.judgments.scan((key, offset) => judgments.see(key, offset))
    return { samples, outputs, judgments }
  }
}

const stepOf = (epochs: number, part: number): number => Math.max(1, Math.floor(part / epochs))
