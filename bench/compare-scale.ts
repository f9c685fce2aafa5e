/**
 * How large a comparison can be: `node --conditions=@xeval/source bench/compare-scale.ts [--rows 1000000]`.
 * 100,000 paired, clustered samples with 10,000 bootstrap resamples; then two run folders, compared without
 * scores of their own, scored, and compared by their scores.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeRng } from 'xeval'
import { compareRuns } from '../src/analysis/compare-runs.ts'
import { holdNursery } from '../src/cli/process/hold-nursery.ts'
import { builtIn } from '../src/registry/built-in.ts'
import { type Fate, writeSyntheticRun } from '../src/run/fixtures/synthetic-run.ts'
import { openRunAt } from '../src/run/open-runs.ts'
import { scoreRunAt } from '../src/run/score-run.ts'
import { bootstrapPairedMean } from '../src/stats/bootstrap.ts'

export interface Scale {
  samples: number
  seconds: number
  /** Processor time of the whole process: what the work takes, whoever else is on the machine. */
  cpuSeconds: number
  /** Largest resident set of the process. */
  peakMiB: number
}

/** A BCa interval of a clustered paired difference: ratings of 1–5 in clusters of four. */
export function measureBootstrap(samples: number, resamples: number): Scale {
  const rng = makeRng('compare-scale', samples)
  const before = Float64Array.from({ length: samples }, () => 1 + rng.int(5))
  const after = before.map(score => Math.min(5, score + (rng.next() < 0.1 ? 1 : 0)))
  const groups = Uint32Array.from({ length: samples }, (_, i) => i >> 2)
  const start = performance.now()
  bootstrapPairedMean(before, after, { seed: ['compare-scale'], resamples, groups })
  return { samples, seconds: (performance.now() - start) / 1000, cpuSeconds: cpu(), peakMiB: peakMiB() }
}

/** Two runs of one benchmark on disk, compared as `xeval compare` does. */
export async function measureComparison(root: string): Promise<Scale> {
  const start = performance.now()
  holdNursery()
  const open = (id: string) => openRunAt(join(root, id), { registry: builtIn })
  const [before, after] = [await open('before'), await open('after')]
  const { benchmarks } = await compareRuns(before, after)
  return {
    samples: benchmarks[0]?.n ?? 0,
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: cpu(),
    peakMiB: peakMiB(),
  }
}

/** Both runs' scores drawn and written, as `xeval score` does. */
async function measureScoring(root: string): Promise<Scale> {
  const start = performance.now()
  holdNursery()
  let samples = 0
  for (const id of ['before', 'after']) {
    const { result } = await scoreRunAt(join(root, id), { registry: builtIn })
    samples += result.benchmarks[0]?.n ?? 0
  }
  return { samples, seconds: (performance.now() - start) / 1000, cpuSeconds: cpu(), peakMiB: peakMiB() }
}

export async function writeRuns(root: string, n: number): Promise<void> {
  const fateOf =
    (every: number) =>
    (index: number): Fate =>
      index % every === 0 ? 'unsafe' : 'safe'
  await writeSyntheticRun({ root, id: 'before', n, fate: fateOf(7) })
  await writeSyntheticRun({ root, id: 'after', n, fate: fateOf(6) })
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const peakMiB = (): number => Math.round(process.resourceUsage().maxRSS / 1024)

/** Each measurement in a process of its own, so that its peak is its own. */
function apart(...args: string[]): Scale {
  const node = [...process.execArgv, import.meta.filename, ...args]
  const { stdout, stderr, status } = spawnSync(process.execPath, node, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

async function measureAll(rows: number): Promise<void> {
  const print = (what: string, { samples, seconds, cpuSeconds, peakMiB }: Scale): void =>
    console.log(
      `${what}: ${samples} samples, ${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s of processor time, ${peakMiB} MiB`,
    )
  print('clustered bootstrap, 10,000 resamples', apart('--bootstrap'))
  for (const n of [rows / 10, rows]) {
    const root = await mkdtemp(join(tmpdir(), 'xeval-scale-'))
    try {
      await writeRuns(root, n)
      print('compare, scores drawn while they are read', apart('--compare', root))
      print('score', apart('--score', root))
      print('compare', apart('--compare', root))
    } finally {
      await rm(root, { recursive: true })
    }
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000000' },
      bootstrap: { type: 'boolean' },
      compare: { type: 'string' },
      score: { type: 'string' },
    },
  })
  if (values.bootstrap) console.log(JSON.stringify(measureBootstrap(100_000, 10_000)))
  else if (values.compare !== undefined) console.log(JSON.stringify(await measureComparison(values.compare)))
  else if (values.score !== undefined) console.log(JSON.stringify(await measureScoring(values.score)))
  else await measureAll(Number(values.rows))
}
