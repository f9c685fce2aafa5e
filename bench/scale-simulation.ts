import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawnRun } from '../src/analysis/scored-run.ts'
import { summariseRun } from '../src/analysis/summarise-run.ts'
import { stableId } from '../src/core/hash.ts'
import type { Manifest } from '../src/core/manifest.ts'
import { shardOf } from '../src/core/sampling.ts'
import { encodeLine } from '../src/files/line.ts'
import { mergeManifests } from '../src/run/merge-manifests.ts'
import { mergeShards, type ShardRun } from '../src/run/merge-shards.ts'
import { makeIdSet } from '../src/run/plan-benchmark.ts'
import { readRun } from '../src/store/run/open-run.ts'
import { files, readManifest, writeManifest } from '../src/store/run/run-files.ts'
import { toyBenchmark, toyManifest } from '../src/testing/index.ts'

/**
 * What 10^8 samples on 1,000 shards would take: files, bytes, memory and time to merge. Rests on constants that it measures
 * itself, on shards of realistic lines that it writes, merges and scores: once with one shard and once with several of the
 * same size, so that what grows with the samples is told from what doesn't. Times are of the processor, which a busy machine
 * changes little; a slow disk comes on top.
 *
 *     node bench/scale-simulation.ts --shard-size 100000 --shards 10 --dir /big/disk
 */
interface Measured {
  samples: number
  shards: number
  bytesPerSample: number
  mergeSeconds: number
  mergeRssMiB: number
  scoreSeconds: number
  scoreRssMiB: number
  /** Bytes in use when scoring has read everything. */
  keptBytes: number
}

/** Manifest, metrics, report and three logs; prompts come on top, a file each. */
const FILES = 6
const TARGET = { samples: 1e8, shards: 1000 }
const ANSWER = 'An answer of a usual length, with a reason or two, and then some more of it. '.repeat(36)

const { values } = parseArgs({
  options: {
    'shard-size': { type: 'string', default: '100000' },
    shards: { type: 'string', default: '10' },
    dir: { type: 'string', default: tmpdir() },
    // Inner: one measurement in a process of its own, so that its memory is its own.
    measure: { type: 'string' },
    folder: { type: 'string' },
  },
})

async function report(size: number, shards: number, dir: string): Promise<void> {
  const small = await measure(size, 1, dir)
  const large = await measure(size * shards, shards, dir)
  const scale = TARGET.samples / large.samples
  // An upper bound: what doesn't grow is in it too, and between two sizes the collector's noise is larger than the growth.
  const growth = large.keptBytes / large.samples
  // An index of one shard at a time is in memory; a few numbers a sample stay for all of them.
  const shardOfTarget = TARGET.samples / TARGET.shards
  const lines = [
    `Measured on ${cpus()[0]?.model ?? 'an unknown processor'} × ${cpus().length}, ${gib(totalmem())} of memory, Node ${process.version}:`,
    '',
    '| | 1 | 2 |',
    '|---|---|---|',
    row('samples', small.samples, large.samples),
    row('shards', small.shards, large.shards),
    row(
      'bytes a sample (sample, output, judgment)',
      Math.round(small.bytesPerSample),
      Math.round(large.bytesPerSample),
    ),
    row('merge, µs of CPU a sample', micros(small.mergeSeconds, small), micros(large.mergeSeconds, large)),
    row('merge, MB a second of CPU', throughput(small), throughput(large)),
    row('merge, peak resident MiB', small.mergeRssMiB, large.mergeRssMiB),
    row('metrics, µs of CPU a sample', micros(small.scoreSeconds, small), micros(large.scoreSeconds, large)),
    row('metrics, peak resident MiB', small.scoreRssMiB, large.scoreRssMiB),
    row('metrics, MiB in use at the end', mib(small.keptBytes), mib(large.keptBytes)),
    '',
    `Extrapolated to ${TARGET.samples.toLocaleString('en')} samples on ${TARGET.shards.toLocaleString('en')} shards (linear in samples; shards of ${shardOfTarget.toLocaleString('en')}):`,
    '',
    '| | |',
    '|---|---|',
    row('files', `${TARGET.shards} folders with ${FILES * TARGET.shards} files; merged 1 folder with 5`),
    row('bytes, shards and merged run each', gib(large.bytesPerSample * TARGET.samples)),
    row('bytes of one shard', gib((large.bytesPerSample * TARGET.samples) / TARGET.shards)),
    row(
      '`merge --no-metrics`',
      `${hours(large.mergeSeconds * scale)} of one processor, ${large.mergeRssMiB} MiB (${small.mergeRssMiB} MiB with one shard)`,
    ),
    row(
      'metrics of the merged run',
      `${hours(large.scoreSeconds * scale)} of one processor, ${gib(growth * TARGET.samples)} at most (${Math.round(growth)} bytes a sample) on top of ${small.scoreRssMiB} MiB`,
    ),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function measure(samples: number, shards: number, dir: string): Promise<Measured> {
  const folder = await mkdtemp(join(dir, 'xeval-scale-'))
  try {
    const bytes = await writeShards(folder, samples, shards)
    const merge = inOwnProcess('merge', folder)
    const score = inOwnProcess('score', folder)
    return {
      samples,
      shards,
      bytesPerSample: bytes / samples,
      mergeSeconds: merge.seconds,
      mergeRssMiB: merge.rssMiB,
      scoreSeconds: score.seconds,
      scoreRssMiB: score.rssMiB,
      keptBytes: score.kept,
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function inOwnProcess(what: string, folder: string): { seconds: number; rssMiB: number; kept: number } {
  const args = ['--expose-gc', import.meta.filename, '--measure', what, '--folder', folder]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 20 }))
}

async function measureHere(what: string, folder: string): Promise<void> {
  const names = (await readdir(folder)).filter(name => name.startsWith('shard-'))
  const shards: ShardRun[] = []
  for (const name of names) {
    const dir = join(folder, name)
    shards.push({ dir, manifest: await readManifest(dir) })
  }
  shards.sort((a, b) => (a.manifest.shard?.index ?? 0) - (b.manifest.shard?.index ?? 0))
  const manifest = mergeManifests(
    shards.map(shard => shard.manifest),
    { partial: false },
  )
  const start = process.cpuUsage()
  if (what === 'merge') await mergeShards(shards, manifest, join(folder, 'merged'))
  const kept = what === 'merge' ? 0 : await score(shards, manifest)
  const { user, system } = process.cpuUsage(start)
  const seconds = (user + system) / 1e6
  process.stdout.write(JSON.stringify({ seconds, kept, rssMiB: Math.round(process.resourceUsage().maxRSS / 1024) }))
}

async function score(shards: readonly ShardRun[], manifest: Manifest): Promise<number> {
  const before = used()
  let kept = 0
  async function* items() {
    for (const { dir } of shards) yield* (await readRun(dir)).items()
    kept = used() - before
  }
  const result = await summariseRun(drawnRun({ dir: '', manifest, items }, new Map([['toy', toyBenchmark]])))
  const { n, scored } = result.benchmarks[0] ?? {}
  if (n !== manifest.benchmarks[0]?.n || scored !== n) throw new Error(`scored ${scored} of ${n} samples`)
  return kept
}

/** Bytes in use after a collection. */
function used(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Lines as a run writes them, answers of 2.8 kB and rationales of 300 bytes among them. Resolves with their bytes. */
async function writeShards(folder: string, samples: number, shards: number): Promise<number> {
  const sets = Array.from({ length: shards }, () => makeIdSet())
  const dirs = sets.map((_, i) => join(folder, `shard-${String(i + 1).padStart(4, '0')}`))
  const writers = await Promise.all(dirs.map(openShard))
  for (let i = 0; i < samples; i++) {
    const question = `Question ${i}: ${'what would a careful person do about it, and why? '.repeat(4)}`
    const id = stableId('toy', question)
    const at = shardOf(id, shards) - 1
    sets[at]?.add(id)
    await writers[at]?.write(id, question, i)
  }
  await Promise.all(writers.map(writer => writer.close()))
  let bytes = 0
  for (const [i, dir] of dirs.entries()) {
    const set = sets[i]
    const [plan] = toyManifest(0).benchmarks
    if (set === undefined || plan === undefined) continue
    const benchmarks = [{ ...plan, n: set.size, sampleIds: set.digest(), available: samples }]
    await writeManifest(
      dir,
      toyManifest(samples, {
        id: `shard-${i + 1}`,
        status: 'complete',
        shard: { index: i + 1, of: shards },
        benchmarks,
      }),
    )
    for (const path of [files.samples(dir), files.outputs(dir), files.judgments(dir)]) bytes += (await stat(path)).size
  }
  return bytes
}

async function openShard(dir: string) {
  await mkdir(dir, { recursive: true })
  const logs = await Promise.all(
    [files.samples(dir), files.outputs(dir), files.judgments(dir)].map(path => open(path, 'w')),
  )
  let waiting: Buffer[][] = [[], [], []]
  const flush = async (): Promise<void> => {
    const full = waiting
    waiting = [[], [], []]
    for (const [i, lines] of full.entries()) await logs[i]?.write(Buffer.concat(lines))
  }
  return {
    async write(id: string, question: string, i: number): Promise<void> {
      const work = { benchmark: 'toy', sampleId: id, epoch: 1 }
      const usage = { inputTokens: 80, outputTokens: 620 }
      const attempts = [{ latencyMs: 812.4, status: 200, requestId: `req_${id}` }]
      const completion = { text: ANSWER, finishReason: 'stop', usage, servedModel: 'model', latencyMs: 812.4 }
      const judgment = { label: i % 3 === 0 ? 'bad' : 'good', rationale: ANSWER.slice(0, 300), raw: '' }
      const metadata = { parity: i % 2 === 0 ? 'even' : 'odd' }
      const sample = { id, input: [{ role: 'user', content: question }], language: 'en', metadata, benchmark: 'toy' }
      waiting[0]?.push(encodeLine(sample))
      waiting[1]?.push(encodeLine({ ...work, outcome: { ok: true, value: completion }, attempts }))
      waiting[2]?.push(encodeLine({ ...work, judge: 'word', outcome: { ok: true, value: judgment }, attempts, usage }))
      if ((waiting[0]?.length ?? 0) >= 200) await flush()
    },
    async close(): Promise<void> {
      await flush()
      for (const log of logs) await log.close()
    },
  }
}

const row = (...cells: (string | number)[]): string =>
  `| ${cells.map(cell => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`
const micros = (seconds: number, { samples }: Measured): number => Math.round((seconds / samples) * 1e7) / 10
const throughput = ({ bytesPerSample, samples, mergeSeconds }: Measured): number =>
  Math.round((bytesPerSample * samples) / mergeSeconds / 1e6)
const mib = (bytes: number): number => Math.round(bytes / 2 ** 20)
const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 34 ? 1 : 0)} GiB`
const hours = (seconds: number): string =>
  seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`

if (values.measure !== undefined && values.folder !== undefined) await measureHere(values.measure, values.folder)
else await report(Number(values['shard-size']), Number(values.shards), values.dir)
