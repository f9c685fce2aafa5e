import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import { JudgmentRecord, OutputRecord, SampleRecord, ScoreRecord, type WorkKey } from '../../core/records.ts'

/**
 * Reads a record out of a line whose checksum matched: what we wrote ourselves. Its outline is looked at, which a hundred
 * times less work than the schema; where that does not fit, the schema says what is wrong.
 */
export type RecordReader<T> = (record: Record<string, unknown>, file: string) => T

export const toSample: RecordReader<SampleRecord> = (record, file) =>
  isSample(record) ? record : parsed(SampleRecord, record, file)

export const toOutput: RecordReader<OutputRecord> = (record, file) =>
  isOutput(record) ? record : parsed(OutputRecord, record, file)

export const toJudgment: RecordReader<JudgmentRecord> = (record, file) =>
  isJudgment(record) ? record : parsed(JudgmentRecord, record, file)

export const toScore: RecordReader<ScoreRecord> = (record, file) =>
  isScore(record) ? record : parsed(ScoreRecord, record, file)

/** Whether a line is of a piece of work, and which. */
export const isWork = (record: object): record is WorkKey =>
  'benchmark' in record &&
  typeof record.benchmark === 'string' &&
  'sampleId' in record &&
  typeof record.sampleId === 'string' &&
  'epoch' in record &&
  typeof record.epoch === 'number'

const isSample = (record: object): record is SampleRecord =>
  'id' in record &&
  typeof record.id === 'string' &&
  'benchmark' in record &&
  typeof record.benchmark === 'string' &&
  'input' in record &&
  Array.isArray(record.input) &&
  'metadata' in record &&
  isObject(record.metadata) &&
  'language' in record &&
  typeof record.language === 'string'

const isOutput = (record: object): record is OutputRecord =>
  isStage(record, value => 'text' in value && 'finishReason' in value && 'usage' in value)

const isJudgment = (record: object): record is JudgmentRecord =>
  'judge' in record && 'usage' in record && isStage(record, value => 'label' in value && 'raw' in value)

/** Scored, errored or unscored. */
const isScore = (record: object): record is ScoreRecord =>
  isWork(record) &&
  ('values' in record
    ? isObject(record.values)
    : ('errored' in record && typeof record.errored === 'string') ||
      ('unscored' in record && typeof record.unscored === 'string'))

function isStage(record: object, isValue: (value: object) => boolean): boolean {
  if (!isWork(record) || !('attempts' in record) || !Array.isArray(record.attempts)) return false
  if (!('outcome' in record) || !isObject(record.outcome) || !('ok' in record.outcome)) return false
  const { outcome } = record
  if (outcome.ok === true) return 'value' in outcome && isObject(outcome.value) && isValue(outcome.value)
  return 'error' in outcome && isObject(outcome.error) && 'code' in outcome.error
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function parsed<T>(schema: z.ZodType<T>, record: unknown, file: string): T {
  const result = schema.safeParse(record)
  if (result.success) return result.data
  throw new XevalError('malformed-record', `${file}: ${z.prettifyError(result.error)}`, {
    hint: 'The run was written by another version of xeval, or was edited.',
    location: { file },
  })
}
