import type { JudgmentRecord, OutputRecord } from '../core/records.ts'
import { generate } from './generate.ts'
import { judgeAnswer } from './judge-answer.ts'
import { isDone, type Work, type WorkOptions, workThrough } from './work.ts'

export interface PipelineEvents {
  /** A stage of one piece of work is on disk. `arm` is its index. */
  onOutput?(arm: number, record: OutputRecord): void
  onJudgment?(arm: number, record: JudgmentRecord): void
}

export interface PipelineOptions extends PipelineEvents, WorkOptions {}

/**
 * Generates and judges everything that the arms' files don't hold yet, as one stream: a sample's answer goes to its judge
 * while others are still being generated. Rejects on the first error that concerns the whole run.
 */
export async function runPipeline(options: PipelineOptions): Promise<void> {
  const { stopping } = options
  const close = (): void => closeLimiters(options)
  if (stopping.aborted) close()
  stopping.addEventListener('abort', close, { once: true })
  try {
    await workThrough(
      options,
      (arm, key) => !isDone(arm, key),
      (work, signal) =>
        perform(work, options, signal).catch(error => {
          // It was still waiting for its turn: a resume does it.
          if (!stopping.aborted || error !== stopping.reason) throw error
        }),
    )
  } finally {
    stopping.removeEventListener('abort', close)
  }
}

function closeLimiters({ arms, tasks, stopping }: PipelineOptions): void {
  for (const { endpoint } of arms) endpoint.limiter.close(stopping.reason)
  for (const { judge } of tasks.values()) judge.endpoint?.limiter.close(stopping.reason)
}

async function perform(
  { arm, index, task, sample, key }: Work,
  options: PipelineOptions,
  signal: AbortSignal,
): Promise<void> {
  let output = arm.store.outputState(key) === 'done' ? await arm.store.output(key) : undefined
  if (output === undefined) {
    const settings = { ...arm.settings, maxTokens: task.maxTokens }
    output = await generate(arm.endpoint, task.benchmark, sample, key.epoch, settings, signal)
    await arm.store.putOutput(output)
    options.onOutput?.(index, output)
  }
  if (!output.outcome.ok) return
  const judgment = await judgeAnswer(task.judge, task.benchmark, sample, key.epoch, output.outcome.value, signal)
  await arm.store.putJudgment(judgment)
  options.onJudgment?.(index, judgment)
}
