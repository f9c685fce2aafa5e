import { behaviourJudge } from '../behaviour/behaviour-judge.ts'
import type { Detector, Finding } from '../behaviour/detector.ts'
import { answerIn } from '../behaviour/observe.ts'
import type { Completion } from '../core/completion.ts'
import { XevalError } from '../core/errors.ts'
import type { Values } from '../core/option.ts'
import type { behaviourOptions } from '../core/options/behaviour.ts'
import type { RunItem } from '../core/run-store.ts'
import { unknownName } from '../registry/near.ts'
import { makeAnswerCaches } from './answer-caches.ts'
import type { Context } from './context.ts'
import { type BesideJudging, type BesideRecord, besideKey, judgeBeside } from './judge-beside.ts'
import { makeJudgePreparer, type PreparedJudge } from './judge-setup.ts'
import { namedAddresses } from './named-addresses.ts'
import type { OpenedRun } from './open-runs.ts'

export type BehaviourSettings = Pick<
  Values<typeof behaviourOptions>,
  | 'judge'
  | 'judgeApi'
  | 'apiKeyEnv'
  | 'insecure'
  | 'judgeConcurrency'
  | 'judgeTemperature'
  | 'judgeMaxTokens'
  | 'judgeParam'
  | 'judgeReasoning'
  | 'cache'
>

/** What models said, one look-up a run, and which model judged what. */
export interface JudgedBeside {
  runs: readonly ((detector: string, benchmark: string, sampleId: string, epoch: number) => Finding | undefined)[]
  judges: ReadonlyMap<string, string>
}

export const REASONING = 'reasoning-wrong'

/** Asks the models that `--judge NAME=REF` names, and with `--judge-reasoning` the run's own judge for the reasoning. */
export async function askBeside(
  runs: readonly OpenedRun[],
  detectors: readonly Detector[],
  settings: BehaviourSettings,
  context: Context,
): Promise<JudgedBeside> {
  const wanted = wantedOf(settings.judge ?? [], detectors)
  const judges = new Map(Array.from(wanted, ([{ name }, ref]) => [name, ref]))
  const caches = makeAnswerCaches(context, settings)
  const preparer = makeJudgePreparer(settings, context, caches, namedAddresses(settings.judge ?? []))
  caches.belongTo(runs.map(({ manifest }) => manifest.id))
  const found: Map<string, Map<string, Finding>>[] = []
  try {
    const prepared: [Detector, PreparedJudge][] = []
    for (const [detector, ref] of wanted)
      prepared.push([detector, await preparer.prepare({ judge: behaviourJudge(detector), ref })])
    for (const run of runs) {
      const byName = new Map<string, Map<string, Finding>>()
      found.push(byName)
      for (const [{ name }, judge] of prepared) {
        const task = { of: name, judge, completionOf: answerCompletion, takes: () => true }
        byName.set(name, findingsOf(await judgeBeside(run, task, context), said))
      }
      if (!settings.judgeReasoning) continue
      const reasoned = new Map<string, Finding>()
      byName.set(REASONING, reasoned)
      for (const task of await reasoningTasks(run, preparer)) {
        judges.set(REASONING, task.judge.plan.model ?? task.judge.plan.name)
        for (const [key, finding] of findingsOf(await judgeBeside(run, task, context), worth))
          reasoned.set(key, finding)
      }
    }
  } finally {
    await preparer.close()
    await caches.close()
  }
  return {
    judges,
    // Where a model was asked, the rules find nothing instead. What had nothing to be judged, as a reply without reasoning, can't be told.
    runs: found.map(byName => (detector, benchmark, sampleId, epoch) => {
      const known = byName.get(detector)
      return known && (known.get(besideKey(benchmark, sampleId, epoch)) ?? { label: 'undecided' })
    }),
  }
}

/** The run's own judge, benchmark by benchmark, over the thinking in place of the answer. */
async function reasoningTasks(
  run: OpenedRun,
  preparer: ReturnType<typeof makeJudgePreparer>,
): Promise<BesideJudging[]> {
  const tasks: BesideJudging[] = []
  for (const { name, judge: plan } of run.manifest.benchmarks) {
    const judge = run.plugins.benchmarks.get(name)?.judges.find(one => one.name === plan.name)
    if (judge === undefined) throw noJudge(run.manifest.id, name, plan.name, run.plugins.missing)
    if (judge.byPeople) throw noJudge(run.manifest.id, name, plan.name, 'people are its judge')
    const prepared = await preparer.prepare({ judge, ...(plan.model !== undefined && { ref: plan.model }) })
    tasks.push({ of: 'thinking', judge: prepared, completionOf: reasoningCompletion, takes: other => other === name })
  }
  return tasks
}

function wantedOf(given: readonly string[], detectors: readonly Detector[]): Map<Detector, string> {
  const wanted = new Map<Detector, string>()
  for (const entry of given) {
    const [, name = '', ref = ''] = /^([a-z][a-z-]*)=(.+)$/s.exec(entry) ?? []
    const named = name === 'all' ? detectors : detectors.filter(detector => detector.name === name)
    if (ref === '') {
      throw new XevalError(
        'bad-option',
        `--judge ${entry}: expected NAME=REF, a behaviour and the model that judges it`,
        {
          hint: 'For example --judge hedging=http://localhost:8002/v1, or --judge all=REF for every behaviour.',
        },
      )
    }
    if (named.length === 0) throw unknownName('behaviour', name, ['all', ...detectors.map(one => one.name)])
    for (const detector of named) wanted.set(detector, ref)
  }
  return wanted
}

const answerCompletion = ({ epochs }: RunItem, at: number): Completion | undefined => {
  const outcome = epochs[at]?.output?.outcome
  return answerIn(epochs[at]) !== undefined && outcome?.ok ? outcome.value : undefined
}

/** The thinking as if it were the answer, and finished. */
const reasoningCompletion = ({ epochs }: RunItem, at: number): Completion | undefined => {
  const outcome = epochs[at]?.output?.outcome
  if (outcome?.ok !== true) return undefined
  const { reasoning: text = '', removed: _, ...completion } = outcome.value
  return text.trim() === '' ? undefined : { ...completion, text, reasoning: '', finishReason: 'stop' }
}

const findingsOf = (
  records: ReadonlyMap<string, BesideRecord>,
  read: (label: string | number, sign: string) => Finding,
): Map<string, Finding> =>
  new Map(
    Array.from(records, ([key, { outcome }]): [string, Finding] => {
      if (outcome.ok) return [key, read(outcome.value.label, outcome.value.rationale ?? '')]
      const { error } = outcome
      return [key, error.of === 'judge' ? { label: 'undecided', failure: error } : { label: 'undecided' }]
    }),
  )

const said = (label: string | number, sign: string): Finding => ({
  label: label === 'yes' || label === 'no' ? label : 'undecided',
  sign: sign.slice(0, 80),
})

/** Shown is a reasoning that is wrong or unsafe; a rating says neither. */
const worth = (label: string | number, sign: string): Finding => {
  if (label === 'correct' || label === 'safe') return { label: 'no' }
  if (label === 'incorrect' || label === 'not-attempted' || label === 'unsafe')
    return { label: 'yes', sign: sign.slice(0, 80) }
  return { label: 'undecided' }
}

const noJudge = (run: string, benchmark: string, judge: string, why = 'it is not here'): XevalError =>
  new XevalError(
    'no-judge',
    `the reasoning of ${run} can't be judged: ${benchmark} was judged by ${judge}, and ${why}`,
    {
      hint: 'Leave --judge-reasoning out, or install the plug-in that the run was made with.',
    },
  )
