import type { z } from 'zod'
import { XevalError } from '../core/errors.ts'
import { JudgmentRecord, OutputRecord, SampleRecord, type WorkKey } from '../core/records.ts'
import type { RunItem } from '../core/run-store.ts'
import type { IndexTable } from './index-table.ts'
import { workHash } from './key.ts'
import { readLog } from './read-log.ts'
import { files } from './run-files.ts'

/**
 * Samples with their outputs and judgments, in the order of the samples. The logs are nearly in that order, so three
 * streams and a small set of early records do; the index says which of several records of one work is the last.
 */
export async function* joinRun(
  dir: string,
  epochs: number,
  index: { outputs: IndexTable; judgments: IndexTable },
): AsyncGenerator<RunItem> {
  const outputs = lookahead(files.outputs(dir), OutputRecord, index.outputs)
  const judgments = lookahead(files.judgments(dir), JudgmentRecord, index.judgments)
  try {
    for await (const sample of records(files.samples(dir), SampleRecord)) {
      const found: { output?: OutputRecord; judgment?: JudgmentRecord }[] = []
      for (let epoch = 1; epoch <= epochs; epoch++) {
        const work = { benchmark: sample.value.benchmark, sampleId: sample.value.id, epoch }
        const output = await outputs.take(work)
        const judgment = await judgments.take(work)
        found.push({ ...(output && { output }), ...(judgment && { judgment }) })
      }
      yield { sample: sample.value, epochs: found }
    }
  } finally {
    await outputs.close()
    await judgments.close()
  }
}

/** Whole records of a log, checked against their schema. */
export async function* records<T>(path: string, schema: z.ZodType<T>): AsyncGenerator<{ value: T; offset: number }> {
  let line = 0
  for await (const entries of readLog(path)) {
    for (const { record, offset } of entries) {
      line++
      if (record === undefined) continue
      const parsed = schema.safeParse(record)
      if (!parsed.success) throw malformed(path, line, parsed.error)
      yield { value: parsed.data, offset }
    }
  }
}

/** Reads on until the wanted record comes by, keeping what comes earlier than it is asked for. */
function lookahead<T extends WorkKey>(path: string, schema: z.ZodType<T>, index: IndexTable) {
  const stream = records(path, schema)
  const early = new Map<number, T>()
  return {
    async take(work: WorkKey): Promise<T | undefined> {
      const key = workHash(work)
      if (index.offset(key) < 0) return undefined
      const kept = early.get(key)
      if (kept !== undefined) {
        early.delete(key)
        return kept
      }
      for (let next = await stream.next(); !next.done; next = await stream.next()) {
        const { value, offset } = next.value
        const of = workHash(value)
        if (index.offset(of) !== offset) continue
        if (of === key) return value
        early.set(of, value)
      }
      return undefined
    },
    close: () => stream.return(undefined),
  }
}

const malformed = (file: string, line: number, error: z.ZodError): XevalError =>
  new XevalError(
    'malformed-record',
    `${file}:${line}: ${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}`,
    {
      hint: 'The run was written by another version of xeval, or edited.',
      location: { file, line },
    },
  )
