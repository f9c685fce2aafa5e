import type { FileDigest, Manifest } from './manifest.ts'
import type { JudgmentRecord, OutputRecord, SampleRecord, WorkKey } from './records.ts'

/** What the run's files already hold of one piece of work. `failed` work is done again by a resume. */
export type StageState = 'missing' | 'failed' | 'done'

/**
 * A sample with the last record of each stage, by epoch (index 0 is epoch 1).
 *
 * @example
 * const { runs } = await evaluate({ suite: 'diasafety', limit: 2 })
 * const items: RunItem[] = await Array.fromAsync((await openRun(runs[0]?.dir ?? '')).records())
 * items.map(({ epochs }) => epochs.length) // → [1, 1]
 */
export interface RunItem {
  sample: SampleRecord
  epochs: readonly { output?: OutputRecord; judgment?: JudgmentRecord }[]
}

/** One run on disk, for reading. Samples are known by keys, 52-bit numbers that are made from their benchmark and id. */
export interface RunReader {
  readonly dir: string
  readonly manifest: Manifest
  /** The last output of a piece of work, read back from disk. */
  output(work: WorkKey): Promise<OutputRecord | undefined>
  /** In their order. Those whose key `skip` takes are not even read. */
  samples(skip?: (sampleKey: number) => boolean): AsyncIterable<SampleRecord>
  /** The three files joined, in the order of the samples, as a stream. */
  items(): AsyncIterable<RunItem>
  /** The samples' keys in their order, some at a time. */
  sampleKeys(): AsyncIterable<Float64Array>
  /** The items in the order of another run's samples, nothing in the place of each that this run has not; then the others. */
  itemsLike(other: Pick<RunReader, 'sampleKeys'>): AsyncIterable<RunItem | undefined>
}

/** A run's three logs as they are. */
export type LogDigests = Record<'samples' | 'outputs' | 'judgments', FileDigest>

/** One run on disk, as the engine works on it. A `put…` resolves when the record survives the death of this process. */
export interface RunStore extends Pick<RunReader, 'dir' | 'manifest' | 'output' | 'samples' | 'items'> {
  /** Replaces `manifest.json` atomically. */
  saveManifest(manifest: Manifest): Promise<void>
  putSample(record: SampleRecord): Promise<void>
  putOutput(record: OutputRecord): Promise<void>
  putJudgment(record: JudgmentRecord): Promise<void>
  outputState(work: WorkKey): StageState
  judgmentState(work: WorkKey): StageState
  /** Whether its logs were held against its seal when it was opened. */
  readonly held: boolean
  /** Samples in the file. */
  sampleCount(): number
  /** Whether the sample at this place of the file, from 0, is this one. */
  isSampleAt(place: number, benchmark: string, id: string): boolean
  /** Whether every epoch of the sample with this key is answered and judged. */
  finished(sampleKey: number): boolean
  /** Sample epochs that are answered and judged. */
  finishedCount(): number
  /** Sample epochs that are answered. */
  answeredCount(): number
  /** Resolves when all that was put survives a power cut. */
  sync(): Promise<void>
  digests(): Promise<LogDigests>
  close(): Promise<void>
}
