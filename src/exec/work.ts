import type { Benchmark } from '../core/benchmark.ts'
import type { WorkKey } from '../core/records.ts'
import type { RunStore } from '../core/run-store.ts'
import type { Sample } from '../core/sample.ts'
import type { GenerateSettings } from './generate.ts'
import type { JudgeSetup } from './judge-answer.ts'
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

/** A sample of one arm in one epoch. */
export interface Work<A extends Arm = Arm> {
  arm: A
  /** Of the arm. */
  index: number
  task: Task
  sample: Sample
  key: WorkKey
}

export interface WorkOptions<A extends Arm = Arm> {
  /** By benchmark name. */
  tasks: ReadonlyMap<string, Task>
  arms: readonly A[]
  /** Pieces of work under way at once, in whatever stage. */
  window: number
  /** Says that no new work should begin; what is under way is finished. */
  stopping: AbortSignal
  /** Ends what is under way too. */
  signal: AbortSignal
}

export const isDone = ({ store }: Arm, key: WorkKey): boolean =>
  store.outputState(key) === 'done' && store.judgmentState(key) === 'done'

/**
 * Performs what is wanted of all the samples, epochs and arms. The arms take turns sample by sample, so that both see the
 * same conditions; memory is bounded by the window. Resolves when all is done or `stopping` was heeded; rejects on the first
 * error, after what was under way has ended.
 */
export async function workThrough<A extends Arm>(
  options: WorkOptions<A>,
  isWanted: (arm: A, key: WorkKey) => boolean,
  perform: (work: Work<A>, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([options.signal, failed.signal])
  const source = workOf(options, isWanted)
  const takeTurns = async (): Promise<void> => {
    while (!options.stopping.aborted && !signal.aborted) {
      const { value: work, done } = await source.next()
      if (done === true) return
      await perform(work, signal)
    }
  }
  let first: { error: unknown } | undefined
  const worker = (): Promise<void> =>
    takeTurns().catch(error => {
      first ??= { error }
      failed.abort(error)
    })
  await Promise.all(Array.from({ length: options.window }, worker))
  await source.return(undefined)
  if (first !== undefined) throw first.error
  if (options.signal.aborted) throw options.signal.reason
}

/** An async generator serialises its callers, so that workers can share it. */
async function* workOf<A extends Arm>(
  { arms, tasks }: WorkOptions<A>,
  isWanted: (arm: A, key: WorkKey) => boolean,
): AsyncGenerator<Work<A>, undefined> {
  const [first] = arms
  if (first === undefined) return
  const isFinished = (sampleKey: number): boolean => arms.every(({ store }) => store.finished(sampleKey))
  for await (const { benchmark, ...sample } of first.store.samples(isFinished)) {
    const task = tasks.get(benchmark)
    if (task === undefined) continue
    for (let epoch = 1; epoch <= first.settings.epochs; epoch++) {
      const key = { benchmark, sampleId: sample.id, epoch }
      for (const [index, arm] of arms.entries()) if (isWanted(arm, key)) yield { arm, index, task, sample, key }
    }
  }
}
