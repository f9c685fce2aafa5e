import { hash } from 'node:crypto'
import type { Benchmark } from '../core/benchmark.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Prompt } from '../core/prompt.ts'
import type { Sample } from '../core/sample.ts'
import type { StratumCount } from '../core/sampling.ts'

/** Where a benchmark's samples come from, as found on this machine. */
export interface LocatedData {
  path: string
  sha256: string
  bundled: boolean
}

/** The plan of one benchmark, and its samples, which can be read more than once. */
export interface PlannedBenchmark {
  benchmark: Benchmark
  plan: BenchmarkPlan
  samples(): AsyncIterable<Sample>
}

export interface PlanOptions {
  data: LocatedData
  judge: BenchmarkPlan['judge']
  maxTokens: number
  select(path: string): Promise<SelectedSamples>
  /** The plan of an earlier session under the same selection: its ids stand where the data is the same to the last byte. */
  known?: BenchmarkPlan
}

/** A benchmark's samples as a stream that can be read more than once, and how many the dataset has, where that is another number. */
export interface SelectedSamples {
  samples(): AsyncIterable<Sample>
  available?: number
  /** The metadata key that they were stratified by. */
  stratify?: string
  strata?: StratumCount[]
}

export async function planBenchmark(benchmark: Benchmark, options: PlanOptions): Promise<PlannedBenchmark> {
  const { data, known } = options
  const { samples, ...found } =
    known !== undefined && isSame(known, benchmark, data)
      ? { ...known, samples: () => selectLater(options) }
      : await look(options)
  return {
    benchmark,
    samples,
    plan: {
      name: benchmark.name,
      version: benchmark.version,
      dataset: {
        name: benchmark.dataset.name,
        version: benchmark.dataset.version,
        sha256: data.sha256,
        bundled: data.bundled,
      },
      available: found.available,
      n: found.n,
      sampleIds: found.sampleIds,
      ...(found.stratify !== undefined && { stratify: found.stratify }),
      ...(found.strata && { strata: found.strata }),
      prompts: hashesOf(benchmark.prompts),
      maxTokens: options.maxTokens,
      judge: options.judge,
      ...(benchmark.task && { task: benchmark.task }),
    },
  }
}

async function look({ data, select }: PlanOptions) {
  const { samples, available, stratify, strata } = await select(data.path)
  const ids = makeIdSet()
  for await (const { id } of samples()) ids.add(id)
  const found = { samples, available: available ?? ids.size, n: ids.size, sampleIds: ids.digest() }
  return { ...found, ...(stratify !== undefined && { stratify }), ...(strata && { strata }) }
}

async function* selectLater({ data, select }: PlanOptions): AsyncGenerator<Sample> {
  yield* (await select(data.path)).samples()
}

const isSame = ({ version, dataset }: BenchmarkPlan, benchmark: Benchmark, data: LocatedData): boolean =>
  version === benchmark.version &&
  dataset.sha256 === data.sha256 &&
  dataset.bundled === data.bundled &&
  dataset.name === benchmark.dataset.name &&
  dataset.version === benchmark.dataset.version

export const hashesOf = (prompts: readonly Prompt[]): Record<string, string> =>
  Object.fromEntries(prompts.map(({ id, sha256 }) => [id, sha256]))

/**
 * A digest of a set of ids whatever their order, in constant memory: the sum of their SHA-256, mod 2^256 (an incremental
 * multiset hash; Bellare and Micciancio 1997, AdHASH, without an adversary).
 */
export function makeIdSet() {
  const sum = new Uint32Array(8)
  let size = 0
  return {
    get size() {
      return size
    },
    add(id: string): void {
      const digest = hash('sha256', id, 'buffer')
      let carry = 0
      for (let i = 0; i < 8; i++) {
        const total = (sum[i] ?? 0) + digest.readUInt32LE(4 * i) + carry
        sum[i] = total >>> 0
        carry = total > 0xffffffff ? 1 : 0
      }
      size++
    },
    digest: (): string => Buffer.from(sum.buffer).toString('hex'),
  }
}
