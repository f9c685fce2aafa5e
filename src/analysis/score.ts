import { notesOn } from '../core/answer/notes.ts'
import { answerMark } from '../core/answer-mark.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Completion } from '../core/completion.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Metric, Row } from '../core/metric.ts'
import type { Failure } from '../core/outcome.ts'
import type { JudgmentRecord } from '../core/records.ts'
import type { RunItem } from '../core/run-store.ts'
import type { Sample } from '../core/sample.ts'
import { type Drawn, type ScoredEpoch, type ScoredSample, scoredSample } from './scored-sample.ts'

/** The epochs of a sample that were answered and judged. */
export const rowsOf = ({ sample, epochs }: RunItem): Row[] =>
  epochs.flatMap(({ output, judgment }, index) =>
    output?.outcome.ok && judgment?.outcome.ok
      ? [{ sample, epoch: index + 1, completion: output.outcome.value, judgment: judgment.outcome.value }]
      : [],
  )

/** Draws a sample's scores by the rules of its benchmark. */
export function scoreItem(item: RunItem, benchmark: Benchmark): ScoredSample {
  const { sample } = item
  const rows = rowsOf(item)
  const values = drawAll(benchmark, rows)
  const drawn = scoredSample({
    id: sample.id,
    benchmark: benchmark.name,
    group: sample.group,
    breakdown: Object.fromEntries(benchmark.dataset.breakdowns.map(key => [key, breakdownOf(sample, key)])),
    values,
    byEpoch: item.epochs.map((epoch, index) => {
      const own = rows.filter(row => row.epoch === index + 1)
      return scoreEpoch(epoch, () => (own.length === rows.length ? values : drawAll(benchmark, own)))
    }),
  })
  return { ...drawn, item }
}

function scoreEpoch({ output, judgment }: RunItem['epochs'][number], draw: () => readonly Drawn[]): ScoredEpoch {
  const cached = output?.cached === true
  if (output?.outcome.ok !== true) {
    const failure = output?.outcome.error ?? notRun
    return { errored: failure.code, cause: causeOf('model', failure), cached }
  }
  const found = notesOn(output.outcome.value)
  const said = { ...markOf(output.outcome.value), ...(found.length > 0 && { notes: found }) }
  if (judgment !== undefined) refuseOther(judgment, said.answer)
  if (judgment?.outcome.ok !== true) {
    const failure = judgment?.outcome.error ?? notJudged
    return { unscored: failure.code, cause: causeOf('answer', failure), ...said, cached }
  }
  return { values: draw(), label: judgment.outcome.value.label, ...said, cached }
}

/** An empty answer is no answer that could be the same. */
function markOf({ text, usage: { outputTokens: tokens } }: Completion): Pick<ScoredEpoch, 'answer'> {
  const mark = { sha: answerMark(text), chars: text.length, ...(tokens !== undefined && { tokens }) }
  return text === '' ? {} : { answer: mark }
}

/** A judgment says which answer it is of: one of another answer is no judgment of this one. */
function refuseOther({ benchmark, sampleId, answer }: JudgmentRecord, mark: ScoredEpoch['answer']): void {
  if (answer === undefined || mark === undefined || answer === mark.sha) return
  throw new XevalError('other-judgment', `${benchmark} ${sampleId}: the recorded judgment is of another answer`, {
    hint: 'Files of two runs were mixed, or outputs.jsonl was edited. `xeval repair RUN` removes such judgments; resume the run then.',
  })
}

/** `usual` is what failed, unless the failure says otherwise. A message may quote a whole page that a server sent. */
const causeOf = (usual: 'model' | 'answer', { of, message, hint, zh }: Failure): NonNullable<ScoredEpoch['cause']> => ({
  of: of ?? usual,
  message: message.slice(0, MESSAGE),
  ...(hint !== undefined && { hint }),
  ...(zh !== undefined && { zh }),
})

const MESSAGE = 500
const notRun: Failure = {
  code: 'not-run',
  message: 'the run ended before this sample was sent to the model',
  of: 'pending',
}
const notJudged: Failure = { code: 'not-judged', message: 'the run ended before this answer was judged', of: 'pending' }

/** A sample’s value of a breakdown, as text. */
export function breakdownOf(sample: Sample, key: string): string {
  const value = key === 'language' ? sample.language : sample.metadata[key]
  return Array.isArray(value) ? value.join(', ') : String(value ?? '')
}

const drawAll = (benchmark: Benchmark, rows: readonly Row[]): Drawn[] =>
  benchmark.metrics.map(metric => (rows.length === 0 ? undefined : draw(benchmark, metric, rows)))

function draw(benchmark: Benchmark, metric: Metric, rows: readonly Row[]): Drawn {
  const where = (): string => `metric ${metric.name} of ${benchmark.name}, sample ${rows[0]?.sample.id}`
  let drawn: Drawn
  try {
    drawn = metric.kind === 'mean' ? metric.value(rows) : metric.columns(rows)
  } catch (cause) {
    if (XevalError.is(cause)) throw cause
    throw metricFailed(`${where()}: ${messageOf(cause)}`, cause)
  }
  const bad = [drawn ?? 0].flat().find(value => !Number.isFinite(value))
  if (bad !== undefined) throw metricFailed(`${where()}: it gave ${bad}`)
  return drawn
}

/** Every run of a session is closed all the same, so that each can be scored later. */
export const isMetricFailed = (error: unknown): error is XevalError =>
  XevalError.is(error) && error.code === 'metric-failed'

/** A metric is its plug-in's code: what it does wrong is neither a score nor a fault of the disk. */
const metricFailed = (message: string, cause?: unknown): XevalError =>
  new XevalError('metric-failed', message, {
    hint: 'Fix the metric, then recompute the scores: xeval score RUN . Answers and judgments are kept.',
    ...(cause !== undefined && { cause }),
  })
