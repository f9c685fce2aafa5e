import { createHash } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { XevalError } from '../../core/errors.ts'
import type { FileDigest } from '../../core/manifest.ts'
import type { ScoreRecord } from '../../core/records.ts'
import type { RunReader } from '../../core/run-store.ts'
import { atomicWrite } from '../../files/atomic-write.ts'
import { indexPath, openIndexWriter } from '../../files/index-file.ts'
import { encodeLine } from '../../files/line.ts'
import { openLineReader } from '../../files/read-lines.ts'
import { scanLog } from '../index/run-index.ts'
import { isWork, toScore } from './checked-record.ts'
import { sampleHash } from './key.ts'
import { files } from './run-files.ts'
import { likeOther, type SamplePlaces, samplesOf } from './run-parts.ts'

/** A sample's lines of `scores.jsonl`, by epoch. */
export type SampleScores = readonly ScoreRecord[]

/** Lines that are written at once. */
const AT_ONCE = 512

/** Replaces a run's scores as a whole, with their sidecar, and gives back what ties the file to its manifest. */
export async function writeScores(dir: string, samples: AsyncIterable<SampleScores>): Promise<FileDigest> {
  const path = files.scores(dir)
  const sidecar = indexPath(path)
  const index = await openIndexWriter(`${sidecar}.tmp`, 0)
  const hash = createHash('sha256')
  let bytes = 0
  async function* chunks(): AsyncGenerator<Buffer> {
    let waiting: Buffer[] = []
    const take = (): Buffer => {
      const chunk = Buffer.concat(waiting)
      waiting = []
      hash.update(chunk)
      return chunk
    }
    for await (const records of samples) {
      const [first] = records
      if (first !== undefined) index.add(sampleHash(first.benchmark, first.sampleId), bytes, true)
      for (const record of records) {
        const line = encodeLine(record)
        bytes += line.length
        waiting.push(line)
      }
      if (waiting.length < AT_ONCE) continue
      await index.flush()
      yield take()
    }
    yield take()
  }
  try {
    // A sidecar of other scores would point into the middle of lines: none is better, the scores are then read to make one.
    await rm(sidecar, { force: true })
    await atomicWrite(path, chunks())
  } finally {
    await index.close()
  }
  await rename(`${sidecar}.tmp`, sidecar)
  return { bytes, sha256: hash.digest('hex') }
}

/** A run's scores for reading, in memory that does not grow with them. */
export interface ScoresReader {
  samples(): AsyncIterable<SampleScores>
  /** In the order of another run's keys, nothing in the place of each that this one has not; then the others. */
  samplesLike(other: Pick<RunReader, 'sampleKeys'>): AsyncIterable<SampleScores | undefined>
}

/** `samples` is their number: a sidecar that has another is not of these scores. */
export async function openScores(dir: string, epochs: number, samples: number): Promise<ScoresReader> {
  const path = files.scores(dir)
  const known = await scanLog(path, sampleKeyOf)
  const scan = known.size === samples ? known : await scanLog(path, sampleKeyOf, true)
  return {
    async *samples() {
      for await (const scores of readScores(dir, epochs, samplesOf({ samples: scan }))) if (scores) yield scores
    },
    samplesLike: ({ sampleKeys }) => readScores(dir, epochs, likeOther(scan, sampleKeys)),
  }
}

/** Samples that are read at once. */
const BLOCK = 256

async function* readScores(
  dir: string,
  epochs: number,
  parts: AsyncIterable<SamplePlaces>,
): AsyncGenerator<SampleScores | undefined> {
  const path = files.scores(dir)
  const reader = await openLineReader(path)
  try {
    for await (const places of parts) {
      for (let from = 0; from < places.size; from += BLOCK) {
        const wanted = Array.from({ length: Math.min(BLOCK, places.size - from) }, (_, i) => places.offset(from + i))
        const offsets = wanted.filter(offset => offset >= 0).sort((a, b) => a - b)
        const records = await reader.read(offsets, epochs)
        const at = new Map(offsets.map((offset, i) => [offset, i * epochs]))
        for (const [i, offset] of wanted.entries()) {
          const first = at.get(offset)
          if (first === undefined) yield undefined
          else yield checked(records.slice(first, first + epochs), places.key(from + i), path)
        }
      }
    }
  } finally {
    await reader.close()
  }
}

/** The lines of one sample, whose key is known: a sidecar may be of other scores. */
function checked(records: readonly Record<string, unknown>[], key: number, path: string): SampleScores {
  const scores = records.map(record => toScore(record, path))
  const [first] = scores
  const isWhole = scores.every(({ sampleId, epoch }, i) => sampleId === first?.sampleId && epoch === i + 1)
  if (first !== undefined && isWhole && sampleHash(first.benchmark, first.sampleId) === key) return scores
  throw new XevalError('corrupt-log', `${path} does not match its index ${indexPath(path)}`, {
    hint: `Delete ${indexPath(path)}; it is rebuilt automatically.`,
    location: { file: path },
  })
}

/** A sample is known by the line of its first epoch; the others follow it. */
const sampleKeyOf = (record: Record<string, unknown>): number | undefined =>
  isWork(record) && record.epoch === 1 ? sampleHash(record.benchmark, record.sampleId) : undefined
