import { compareRuns } from '../analysis/compare-runs.ts'
import { XevalError } from '../core/errors.ts'
import type { SampleRecord } from '../core/records.ts'
import { findNearest } from '../overlap/nearest.ts'
import { type NearestResult, REGRESSIONS } from '../overlap/nearest-result.ts'
import type { OverlapResult } from '../overlap/overlap-result.ts'
import { readTraining } from '../overlap/read-training.ts'
import { at, type Context } from './context.ts'
import { openRuns } from './open-runs.ts'
import { itemOf, type OverlapSettings, passOver, trainingFiles } from './overlap.ts'
import { makeFlipList } from './read-flips.ts'

/** The training rows nearest to each sample that the run after scored lower than the run before. */
export async function nearestRows(
  names: readonly string[],
  settings: OverlapSettings & { out?: string | undefined },
  context: Context,
): Promise<NearestResult> {
  const files = trainingFiles(settings.train)
  if (names.length !== 2)
    throw new XevalError('bad-option', `--nearest takes two runs, got ${names.length}`, {
      hint: 'xeval overlap --nearest BEFORE AFTER --train sft.jsonl',
    })
  const { samples, regressed, before, after } = await regressions(names, settings.out, context)
  const items = samples.map(sample => itemOf({ name: sample.benchmark }, sample))
  const { count, add, rows } = findNearest(items)
  for (const file of files) await countFirst(file, count, context)
  const training: OverlapResult['training'] = []
  for (const file of files) training.push(await passOver(file, { texts: [] }, context, row => add(file, row)))
  const nearest = rows()
  return {
    schemaVersion: 1,
    before,
    after,
    training,
    regressed,
    samples: items.map(({ benchmark, id, question }, i) => ({ benchmark, id, question, rows: nearest[i] ?? [] })),
  }
}

async function regressions(names: readonly string[], out: string | undefined, context: Context) {
  const [before, after] = await openRuns(names, out, context)
  if (before === undefined || after === undefined) throw new Error('two names open two runs')
  const changed = makeFlipList()
  // Samples are listed, and no difference is claimed: whatever else differs between the runs is for `compare` to say.
  const asked = { force: true, minOverlap: 0, allowNothing: true }
  const { benchmarks } = await compareRuns(before, after, { ...asked, onFlip: changed.add })
  const samples: SampleRecord[] = []
  for await (const { direction, sample } of changed.read(before, after))
    if (direction === 'regressed' && samples.length < REGRESSIONS) samples.push(sample)
  const regressed = benchmarks.reduce((sum, { flips }) => sum + flips.regressed, 0)
  return { samples, regressed, before: before.manifest.id, after: after.manifest.id }
}

/** Rows of each file by which words are weighed. */
const COUNTED = 10_000

async function countFirst(
  file: string,
  count: ReturnType<typeof findNearest>['count'],
  context: Pick<Context, 'cwd' | 'signal'>,
): Promise<void> {
  let rows = 0
  for await (const row of readTraining(at(context, file), 0)) {
    context.signal.throwIfAborted()
    count(row)
    if (++rows === COUNTED) return
  }
}
