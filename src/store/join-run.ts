import type { JudgmentRecord, OutputRecord, SampleRecord } from '../core/records.ts'
import type { RunItem } from '../core/run-store.ts'
import { type RecordReader, toJudgment, toOutput, toSample } from './checked-record.ts'
import type { IndexTable } from './index-table.ts'
import { epochHash } from './key.ts'
import { type LineReader, openLineReader } from './read-lines.ts'
import { files } from './run-files.ts'
import type { RunIndex } from './run-index.ts'

/** Samples that are read and joined at once: some hundred kilobytes of each log. */
const BLOCK = 128

/** A run's samples in their order; those that `skip` takes by key are not read. */
export async function* readSamples(
  dir: string,
  { samples }: Pick<RunIndex, 'samples'>,
  skip: (sampleKey: number) => boolean = () => false,
): AsyncGenerator<SampleRecord> {
  const reader = await openLineReader(files.samples(dir))
  try {
    for (let from = 0; from < samples.size; ) {
      const offsets: number[] = []
      for (; offsets.length < BLOCK && from < samples.size; from++) {
        if (!skip(samples.key(from))) offsets.push(samples.offset(from))
      }
      for (const record of await reader.read(offsets)) yield toSample(record, files.samples(dir))
    }
  } finally {
    await reader.close()
  }
}

/**
 * Samples with the last output and judgment of each epoch, in the order of the samples, whatever the order of the logs: the
 * index says where each line stands, and a block's lines are read in the order in which they lie.
 */
export async function* joinRun(dir: string, epochs: number, index: RunIndex): AsyncGenerator<RunItem> {
  const outputs = await stageOf<OutputRecord>(files.outputs(dir), index.outputs, toOutput)
  const judgments = await stageOf<JudgmentRecord>(files.judgments(dir), index.judgments, toJudgment)
  const samples = await openLineReader(files.samples(dir))
  try {
    for (let from = 0; from < index.samples.size; from += BLOCK) {
      const to = Math.min(from + BLOCK, index.samples.size)
      const keys: number[] = []
      const offsets: number[] = []
      for (let at = from; at < to; at++) {
        offsets.push(index.samples.offset(at))
        for (let epoch = 1; epoch <= epochs; epoch++) keys.push(epochHash(index.samples.key(at), epoch))
      }
      const [found, answered, judged] = [
        await samples.read(offsets),
        await outputs.read(keys),
        await judgments.read(keys),
      ]
      for (const [i, record] of found.entries()) {
        yield {
          sample: toSample(record, files.samples(dir)),
          epochs: Array.from({ length: epochs }, (_, epoch) => {
            const output = answered[i * epochs + epoch]
            const judgment = judged[i * epochs + epoch]
            return { ...(output && { output }), ...(judgment && { judgment }) }
          }),
        }
      }
    }
  } finally {
    await Promise.all([outputs, judgments, samples].map((reader: Pick<LineReader, 'close'>) => reader.close()))
  }
}

/** Looks records of one log up by their keys, a block at a time. */
async function stageOf<T>(path: string, table: IndexTable, toRecord: RecordReader<T>) {
  const reader = await openLineReader(path)
  return {
    async read(keys: readonly number[]): Promise<(T | undefined)[]> {
      const wanted = keys
        .map((key, at) => ({ at, offset: table.offset(key) }))
        .filter(({ offset }) => offset >= 0)
        .sort((a, b) => a.offset - b.offset)
      const records = await reader.read(wanted.map(({ offset }) => offset))
      const found = new Array<T | undefined>(keys.length)
      for (const [i, { at }] of wanted.entries()) {
        const record = records[i]
        if (record !== undefined) found[at] = toRecord(record, path)
      }
      return found
    },
    close: () => reader.close(),
  }
}
