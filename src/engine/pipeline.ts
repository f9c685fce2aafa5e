import type { Benchmark } from '../core/benchmark.ts'
import type { JudgmentRecord, OutputRecord } from '../core/records.ts'
import type { RunStore } from '../core/run-store.ts'
import type { Sample } from '../core/sample.ts'
import { type GenerateSettings, generate } from './generate.ts'
import { type JudgeSetup, judgeAnswer } from './judge-answer.ts'
import type { Endpoint } from './request.ts'

/** One model on its way through the samples. */
export interface Arm {
  store: RunStore
  endpoint: Endpoint
  settings: GenerateSettings
}

export interface Task {
  benchmark: Benchmark
  judge: JudgeSetup
  /** Output tokens at most; left out, nothing is sent of it. */
  maxTokens?: number
}

export interface PipelineEvents {
  /** A stage of one piece of work is on disk. `arm` is its index. */
  onOutput?(arm: number, record: OutputRecord): void
  onJudgment?(arm: number, record: JudgmentRecord): void
}

export interface PipelineOptions extends PipelineEvents {
  /** By benchmark name. */
  tasks: ReadonlyMap<string, Task>
  arms: readonly Arm[]
  /** Pieces of work under way at once, in whatever stage. */
  window: number
  /** Says that no new work should begin; what is under way is finished. */
  stopping: AbortSignal
  /** Ends what is under way too. */
  signal: AbortSignal
}

interface Work {
  arm: number
  task: Task
  sample: Sample
  epoch: number
}

/**
 * Generates and judges everything that the arms' files don't hold yet, as one stream: a sample's answer goes to its judge
 * while others are still being generated. The arms take turns sample by sample, so that both see the same conditions.
 * Memory is bounded by the window. Resolves when all is done or `stopping` was heeded; rejects on the first error that
 * concerns the whole run, after what was under way has ended.
 */
export async function runPipeline(options: PipelineOptions): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([options.signal, failed.signal])
  const source = workOf(options)
  const { stopping } = options
  const close = (): void => closeLimiters(options)
  if (stopping.aborted) close()
  stopping.addEventListener('abort', close, { once: true })
  const takeTurns = async (): Promise<void> => {
    while (!options.stopping.aborted && !signal.aborted) {
      const { value: work, done } = await source.next()
      if (done === true) return
      await perform(work, options, signal).catch(error => {
        // It was still waiting for its turn: a resume does it.
        if (!stopping.aborted || error !== stopping.reason) throw error
      })
    }
  }
  let first: { error: unknown } | undefined
  const worker = (): Promise<void> =>
    takeTurns().catch(error => {
      first ??= { error }
      failed.abort(error)
    })
  await Promise.all(Array.from({ length: options.window }, worker))
  stopping.removeEventListener('abort', close)
  await source.return(undefined)
  if (first !== undefined) throw first.error
  if (options.signal.aborted) throw options.signal.reason
}

function closeLimiters({ arms, tasks, stopping }: PipelineOptions): void {
  for (const { endpoint } of arms) endpoint.limiter.close(stopping.reason)
  for (const { judge } of tasks.values()) judge.endpoint?.limiter.close(stopping.reason)
}

/** An async generator serialises its callers, so that workers can share it. */
async function* workOf({ arms, tasks }: PipelineOptions): AsyncGenerator<Work, undefined> {
  const [first] = arms
  if (first === undefined) return
  const isFinished = (sampleKey: number): boolean => arms.every(({ store }) => store.finished(sampleKey))
  for await (const { benchmark, ...sample } of first.store.samples(isFinished)) {
    const task = tasks.get(benchmark)
    if (task === undefined) continue
    for (let epoch = 1; epoch <= first.settings.epochs; epoch++) {
      const key = { benchmark, sampleId: sample.id, epoch }
      for (const [arm, { store }] of arms.entries()) {
        const judged = store.outputState(key) === 'done' && store.judgmentState(key) === 'done'
        if (!judged) yield { arm, task, sample, epoch }
      }
    }
  }
}

async function perform(
  { arm: index, task, sample, epoch }: Work,
  options: PipelineOptions,
  signal: AbortSignal,
): Promise<void> {
  const arm = options.arms[index]
  if (arm === undefined) return
  const key = { benchmark: task.benchmark.name, sampleId: sample.id, epoch }
  let output = arm.store.outputState(key) === 'done' ? await arm.store.output(key) : undefined
  if (output === undefined) {
    const settings = { ...arm.settings, maxTokens: task.maxTokens }
    output = await generate(arm.endpoint, task.benchmark, sample, epoch, settings, signal)
    await arm.store.putOutput(output)
    options.onOutput?.(index, output)
  }
  if (!output.outcome.ok) return
  const judgment = await judgeAnswer(task.judge, task.benchmark, sample, epoch, output.outcome.value, signal)
  await arm.store.putJudgment(judgment)
  options.onJudgment?.(index, judgment)
}
