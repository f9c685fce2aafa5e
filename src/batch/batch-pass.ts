import type { GenerateRequest, Model } from '../core/provider.ts'
import type { JudgmentRecord, OutputRecord, WorkKey } from '../core/records.ts'
import { generate } from '../exec/generate.ts'
import { judgeAnswer } from '../exec/judge-answer.ts'
import type { Limiter } from '../exec/limiter.ts'
import type { PipelineEvents } from '../exec/pipeline.ts'
import type { Endpoint } from '../exec/request.ts'
import { type Arm, isDone, type Work, type WorkOptions, workThrough } from '../exec/work.ts'
import type { RunBatches } from './run-batches.ts'

export interface BatchArm extends Arm {
  batches: RunBatches
  /** Work that failed for good in this process; a resume does it again. */
  gaveUp: Set<string>
}

export interface PassOptions extends PipelineEvents, WorkOptions<BatchArm> {
  /** Whether a model is asked through batches. */
  batched(model: Model): boolean
}

/**
 * Goes once through everything that the arms' files don't hold. What a batch has answered is recorded, what nobody was
 * asked yet is parked. A judge runs from its beginning each time, with the answers that it has had so far: one that waits
 * keeps nothing in memory, and a crash loses none of its questions. Resolves with the number of parked pieces of work.
 */
export async function passOnce(options: PassOptions): Promise<number> {
  let parked = 0
  await workThrough(
    options,
    (arm, key) => !isDone(arm, key) && !arm.gaveUp.has(nameOf(key)),
    async (work, signal) => {
      if ((await perform(work, options, signal)) === 'parked') parked++
    },
  )
  return parked
}

async function perform(work: Work<BatchArm>, options: PassOptions, signal: AbortSignal): Promise<'parked' | 'done'> {
  const { arm, index, task, sample, key } = work
  const { store } = arm
  const waiting = Promise.withResolvers<'parked'>()
  const through = (endpoint: Endpoint): Endpoint =>
    options.batched(endpoint.model) ? parking(endpoint, arm.batches, () => waiting.resolve('parked')) : endpoint
  let output: OutputRecord | undefined = store.outputState(key) === 'done' ? await store.output(key) : undefined
  if (output === undefined) {
    const settings = { ...arm.settings, maxTokens: task.maxTokens }
    const asked = generate(through(arm.endpoint), task.benchmark, sample, key.epoch, settings, signal)
    const made = await Promise.race([asked, waiting.promise])
    if (made === 'parked') return 'parked'
    output = made
    await store.putOutput(output)
    options.onOutput?.(index, output)
  }
  if (!output.outcome.ok) {
    arm.gaveUp.add(nameOf(key))
    return 'done'
  }
  const { endpoint } = task.judge
  const judge = endpoint === undefined ? task.judge : { ...task.judge, endpoint: through(endpoint) }
  const asked = judgeAnswer(judge, task.benchmark, sample, key.epoch, output.outcome.value, signal)
  const judgment: JudgmentRecord | 'parked' = await Promise.race([asked, waiting.promise])
  if (judgment === 'parked') return 'parked'
  await store.putJudgment(judgment)
  if (!judgment.outcome.ok) arm.gaveUp.add(nameOf(key))
  options.onJudgment?.(index, judgment)
  return 'done'
}

/** The same endpoint with its questions going to batches: no pace, and no retry but the batches' own. */
const parking = ({ hedge: _, ...endpoint }: Endpoint, batches: RunBatches, park: () => void): Endpoint => ({
  ...endpoint,
  limiter: unlimited,
  retry: { ...endpoint.retry, attempts: 1 },
  model: {
    ref: endpoint.model.ref,
    provider: endpoint.model.provider,
    local: endpoint.model.local,
    identity: signal => endpoint.model.identity(signal),
    generate: (request: GenerateRequest) => batches.ask(endpoint.model, request, park),
  },
})

const unlimited: Limiter = {
  limit: Number.POSITIVE_INFINITY,
  inFlight: 0,
  acquire: () => Promise.resolve(),
  release: () => undefined,
  pause: () => undefined,
  heed: () => undefined,
  close: () => undefined,
  closed: new AbortController().signal,
}

const nameOf = ({ benchmark, sampleId, epoch }: WorkKey): string => `${benchmark}\u0000${sampleId}\u0000${epoch}`
