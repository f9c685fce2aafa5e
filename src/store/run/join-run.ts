import { XevalError } from '../../core/errors.ts'
import type { JudgmentRecord, OutputRecord, SampleRecord, WorkKey } from '../../core/records.ts'
import type { RunItem } from '../../core/run-store.ts'
import { openLineReader } from '../../files/read-lines.ts'
import type { SampleList } from '../index/sample-list.ts'
import { type RecordReader, toJudgment, toOutput, toSample } from './checked-record.ts'
import { epochHash } from './key.ts'
import { files } from './run-files.ts'
import type { RunPart } from './run-parts.ts'

/** Samples that are read and joined at once: some hundred kilobytes of each log. */
const BLOCK = 128

/** A run's samples in their order; those that `skip` takes by key are not read. */
export async function* readSamples(
  dir: string,
  lists: Iterable<SampleList> | AsyncIterable<SampleList>,
  skip: (sampleKey: number) => boolean = () => false,
): AsyncGenerator<SampleRecord> {
  const reader = await openLineReader(files.samples(dir))
  try {
    for await (const samples of lists) {
      for (let from = 0; from < samples.size; ) {
        const offsets: number[] = []
        for (; offsets.length < BLOCK && from < samples.size; from++) {
          if (!skip(samples.key(from))) offsets.push(samples.offset(from))
        }
        for (const record of await reader.read(offsets)) yield toSample(record, files.samples(dir))
      }
    }
  } finally {
    await reader.close()
  }
}

/**
 * Samples with the last output and judgment of each epoch, in the order of the parts, whatever the order of the logs: a part
 * says where each line stands, and a block's lines are read in the order in which they lie. Nothing where a sample has no line.
 */
export async function* joinRun(
  dir: string,
  epochs: number,
  parts: Iterable<RunPart> | AsyncIterable<RunPart>,
): AsyncGenerator<RunItem | undefined> {
  const outputs = await stageOf<OutputRecord>(files.outputs(dir), toOutput)
  const judgments = await stageOf<JudgmentRecord>(files.judgments(dir), toJudgment)
  const samples = await stageOf<SampleRecord>(files.samples(dir), toSample)
  try {
    for await (const part of parts) {
      for (let from = 0; from < part.samples.size; from += BLOCK) {
        const to = Math.min(from + BLOCK, part.samples.size)
        const at: number[] = []
        const keys: number[] = []
        for (let i = from; i < to; i++) {
          at.push(part.samples.offset(i))
          for (let epoch = 1; epoch <= epochs; epoch++) keys.push(epochHash(part.samples.key(i), epoch))
        }
        const found = await samples.read(at)
        const answered = await outputs.read(keys.map(part.outputs.offset))
        const judged = await judgments.read(keys.map(part.judgments.offset))
        for (const [i, sample] of found.entries()) {
          yield sample && {
            sample,
            epochs: Array.from({ length: epochs }, (_, epoch) => {
              const output = checked(answered[i * epochs + epoch], sample, epoch + 1)
              const judgment = checked(judged[i * epochs + epoch], sample, epoch + 1)
              return { ...(output && { output }), ...(judgment && { judgment }) }
            }),
          }
        }
      }
    }
  } finally {
    await Promise.all([outputs, judgments, samples].map(({ close }) => close()))
  }
}

/** Reads a block's records of one log by their offsets, in the order that is asked for; -1 gives nothing. */
async function stageOf<T>(path: string, toRecord: RecordReader<T>) {
  const reader = await openLineReader(path)
  return {
    async read(offsets: readonly number[]): Promise<(T | undefined)[]> {
      const wanted = offsets
        .map((offset, at) => ({ at, offset }))
        .filter(({ offset }) => offset >= 0)
        .sort((a, b) => a.offset - b.offset)
      const records = await reader.read(wanted.map(({ offset }) => offset))
      const found = new Array<T | undefined>(offsets.length).fill(undefined)
      for (const [i, { at }] of wanted.entries()) {
        const record = records[i]
        if (record !== undefined) found[at] = toRecord(record, path)
      }
      return found
    },
    close: (): Promise<void> => reader.close(),
  }
}

/** Keys are hashes: the record says whose it is. */
function checked<T extends WorkKey>(record: T | undefined, sample: SampleRecord, epoch: number): T | undefined {
  if (record === undefined) return undefined
  if (record.sampleId === sample.id && record.benchmark === sample.benchmark && record.epoch === epoch) return record
  const [one, other] = [`${sample.benchmark} ${sample.id}`, `${record.benchmark} ${record.sampleId}`]
  throw new XevalError('key-collision', `the samples ${one} and ${other} have the same key`, {
    hint: 'This is a rare hash collision: leave one of them out and run again.',
  })
}
