import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareRuns } from '../../src/analysis/compare-runs.ts'
import { summariseRun } from '../../src/analysis/summarise-run.ts'
import { XevalError } from '../../src/core/errors.ts'
import { sha256 } from '../../src/core/hash.ts'
import { makeRng } from '../../src/core/rng.ts'
import type { Rating } from '../../src/ratings/rating.ts'
import { addRatings, readRatings } from '../../src/ratings/rating-store.ts'
import { shortHash } from '../../src/ratings/study.ts'
import { type Context, makeContext } from '../../src/run/context.ts'
import { evaluate } from '../../src/run/evaluate.ts'
import { toyRegistry } from '../../src/run/fixtures/toy-registry.ts'
import { openRuns } from '../../src/run/open-runs.ts'
import { scoreRated } from '../../src/run/score-run.ts'
import type { Settings } from '../../src/run/settings.ts'
import { readRun } from '../../src/store/run/open-run.ts'
import { readManifest, readMetrics, writeManifest } from '../../src/store/run/run-files.ts'
import { mockModel } from '../../src/testing/index.ts'

/** What is done to a file, at a place that a seeded generator gives. */
export const corruptions = ['flip', 'truncate', 'delete', 'duplicate', 'swap', 'other'] as const
export type Corruption = (typeof corruptions)[number]

/** In what state the run is that is damaged: ended, stopped in order, or killed. */
export const states = ['complete', 'interrupted', 'killed'] as const
export type State = (typeof states)[number]

export interface Outcome {
  state: State
  file: string
  kind: Corruption
  tried: number
  same: number
  refused: number
  /** Other figures and no error, or an error that is none of ours. */
  wrong: string[]
}

/** Says good or bad, or what can't be read, by the question and who is asked. */
const registry = toyRegistry(async ref =>
  mockModel(
    ({ work }) => {
      const lot = Number.parseInt(sha256(`${ref} ${work.sampleId}`).slice(0, 4), 16) / 0xffff
      if (ref === 'j') return lot < 0.5 ? 'good' : 'bad'
      return lot < 0.1 ? 'hm' : `${lot < 0.55 ? 'good' : 'bad'} 风车 ${'turns '.repeat(Math.floor(lot * 9))}`
    },
    { ref },
  ),
)

const settings: Settings = { before: 'b', after: 'a', judge: ['word', 'other=j'], concurrency: 4, cache: false }

/** Damages every file of a run so many times in each way, and looks what the run says then. */
export async function corrupt(state: State, times: number, onOutcome: (outcome: Outcome) => void): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'xeval-corrupt-'))
  const base = join(root, 'base')
  const names = await makeRuns(base, state)
  const strangers = join(root, 'strangers')
  const others = await makeRuns(strangers, state)
  const [name = '', other = ''] = [names[1], others[0]]
  const expected = await figures(await copyOf(root, base), names, state)
  for (const file of await filesOf(join(base, name))) {
    const good = await readFile(join(base, name, file))
    const foreign = await Promise.all(
      [join(base, names[0] ?? ''), join(strangers, other), join(strangers, others[1] ?? '')].map(dir =>
        readFile(join(dir, file)).catch(() => undefined),
      ),
    )
    for (const kind of corruptions) {
      const outcome: Outcome = { state, file, kind, tried: 0, same: 0, refused: 0, wrong: [] }
      for (let seed = 0; seed < (kind === 'other' ? foreign.length : times); seed++) {
        const bad = kind === 'other' ? foreign[seed] : damaged(good, kind, seed, /\.idx$/.test(file))
        if (bad === undefined || bad.equals(good)) continue
        outcome.tried++
        const runs = state === 'complete' ? base : await copyOf(root, base)
        await writeFile(join(runs, name, file), bad)
        const found = await figures(runs, names, state).catch((error: unknown) => error)
        if (state === 'complete') await writeFile(join(runs, name, file), good)
        if (found === expected) outcome.same++
        else if (XevalError.is(found)) outcome.refused++
        else outcome.wrong.push(`seed ${seed}: ${found instanceof Error ? found.stack : 'other figures'}`)
      }
      onOutcome(outcome)
    }
  }
  await rm(root, { recursive: true })
}

const contextOf = (cwd: string, more: Partial<Context> = {}): Context =>
  makeContext({ registry, cwd, env: { XEVAL_HOME: 'home' }, ...more })

/** Both arms of a comparison, with ratings; of one that did not end, as far as it came. Gives their folders' names. */
async function makeRuns(root: string, state: State): Promise<string[]> {
  const stopping = new AbortController()
  let seen = 0
  const onEvent: Context['onEvent'] = ({ type }) => {
    if (type === 'judgment' && ++seen === 45 && state !== 'complete') stopping.abort()
  }
  const context = contextOf(root, { onEvent, stopping: stopping.signal })
  const names: string[] = []
  for await (const done of evaluate(await registry.selectBenchmarks(['toys']), { ...settings, out: '.' }, context)) {
    for (const { id, dir } of done.kind === 'dry-run' ? [] : done.runs) {
      names.push(id)
      if (state === 'killed') await asKilled(dir)
      if (state === 'complete') await rate(dir)
    }
  }
  return names
}

/** As a process leaves a run that is killed: nothing sealed, no figures. */
async function asKilled(dir: string): Promise<void> {
  const { scores: _, usage: __, counts: ___, ...manifest } = await readManifest(dir)
  await writeManifest(dir, { ...manifest, status: 'running' })
  for (const file of ['scores.jsonl', 'scores.idx', 'metrics.json']) await rm(join(dir, file), { force: true })
}

async function rate(dir: string): Promise<void> {
  const common = { kind: 'rating' as const, rater: 'Ann', at: '2026-01-01T00:00:00Z' }
  const ratings: Rating[] = []
  for await (const { sample, epochs } of (await readRun(dir)).items()) {
    const outcome = epochs[0]?.output?.outcome
    if (!outcome?.ok || ratings.length === 10) continue
    const work = { benchmark: sample.benchmark, sampleId: sample.id, item: `q${ratings.length}` }
    ratings.push({ ...common, ...work, rating: 7 * ratings.length, answer: shortHash(outcome.value.text) })
  }
  await addRatings(dir, ratings)
  await scoreRated({ after: dir }, { registry })
}

/** All that is said of the runs, after a resume where they did not end. */
async function figures(root: string, names: readonly string[], state: State): Promise<string> {
  const context = contextOf(root)
  if (state !== 'complete') {
    const again = { ...settings, out: '.', resume: names[1] ?? '' }
    for await (const done of evaluate(await registry.selectBenchmarks(['toys']), again, context))
      if (done.kind !== 'complete') throw new Error(`ended as ${done.kind}`)
  }
  const runs = await openRuns(names, '.', context)
  const [before, after] = runs
  if (before === undefined || after === undefined) throw new Error('there are two')
  const { benchmarks, differences } = await compareRuns(before, after, {})
  const said: unknown[] = [benchmarks, differences]
  for (const run of runs) {
    said.push((await summariseRun(run)).benchmarks, (await readMetrics(run.dir, run.manifest))?.benchmarks)
    said.push(await readRatings(run.dir))
    for await (const { sample, epochs } of run.items()) said.push([sample, epochs.map(plain)])
  }
  return JSON.stringify(said)
}

/** Without what says when, how fast and by whom it was written. */
const plain = ({ output, judgment }: { output?: object; judgment?: object }): unknown =>
  [output, judgment].map(record => record && { ...record, run: undefined, attempts: undefined })

let copies = 0
async function copyOf(root: string, base: string): Promise<string> {
  await rm(join(root, `copy-${copies}`), { recursive: true, force: true })
  const to = join(root, `copy-${++copies}`)
  await cp(base, to, { recursive: true })
  return to
}

const filesOf = async (dir: string): Promise<string[]> =>
  (await readdir(dir)).filter(name => /\.(jsonl|json|idx)$/.test(name) && name !== 'flips.jsonl').sort()

function damaged(
  good: Buffer,
  kind: Exclude<Corruption, 'other'>,
  seed: number,
  isBinary: boolean,
): Buffer | undefined {
  const rng = makeRng('corruption', kind, seed)
  if (good.length === 0) return undefined
  if (kind === 'flip') {
    const bad = Buffer.from(good)
    const at = rng.int(good.length)
    bad.writeUInt8((bad[at] ?? 0) ^ (1 << rng.int(8)), at)
    return bad
  }
  if (kind === 'truncate') return good.subarray(0, rng.int(good.length))
  const lines = isBinary ? recordsOf(good) : linesOf(good)
  if (lines.length === 0) return undefined
  const [i, j] = [rng.int(lines.length), rng.int(lines.length)]
  const [one = Buffer.alloc(0), other = one] = [lines[i], lines[j]]
  if (kind === 'delete') lines.splice(i, 1)
  else if (kind === 'duplicate') lines.splice(j, 0, one)
  else {
    lines[i] = other
    lines[j] = one
  }
  return Buffer.concat(lines)
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0, to = bytes.indexOf(10); to >= 0; from = to + 1, to = bytes.indexOf(10, from))
    lines.push(bytes.subarray(from, to + 1))
  return lines
}

const recordsOf = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / 20) }, (_, i) => bytes.subarray(20 * i, 20 * i + 20))
