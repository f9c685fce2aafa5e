import type { MetricDescription } from '../core/card.ts'
import { canonicalJson } from '../core/hash.ts'
import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'
import { type Remark, remarkText } from '../core/remark.ts'
import type { Topic } from '../core/topic.ts'
import type { DescribedBenchmark } from './scored-run.ts'

export interface Difference {
  topic: Topic
  remark: Remark
  /** The remark in English. */
  message: string
}

type Check = (topic: Topic, what: string, before: unknown, after: unknown, benchmark?: string) => void

/** What is only told: other samples make nothing incomparable, nor does what this xeval has become since the runs were scored. */
export const isSerious = ({ topic, remark }: Difference): boolean =>
  topic !== 'samples' && remark.code !== 'other-version'

const difference = (topic: Topic, remark: Remark): Difference => ({ topic, remark, message: remarkText(remark, 'en') })

/** All in which two runs differ besides their model, a sentence each. Empty where nothing does. */
export function differencesOf(before: Manifest, after: Manifest): Difference[] {
  const found: Difference[] = []
  const check: Check = (topic, what, a, b, benchmark) => {
    if (canonicalJson(a ?? null) === canonicalJson(b ?? null)) return
    const values = { ...(benchmark !== undefined && { benchmark }), what, before: show(a), after: show(b) }
    found.push(difference(topic, { code: 'differs', values }))
  }
  check('suite', 'suite', before.suite, after.suite)
  check('parameters', 'sampling parameters', before.parameters, after.parameters)
  check('parameters', 'reasoning tags', before.model.reasoningTags, after.model.reasoningTags)
  check('samples', 'focus', before.sampling.focus, after.sampling.focus)
  check('epochs', 'epochs', before.epochs, after.epochs)
  check('system', 'system prompt', before.model.system, after.model.system)
  check('template', 'chat template', before.model.template, after.model.template)
  check('template', 'API', before.model.api, after.model.api)
  const others = new Map(after.benchmarks.map(plan => [plan.name, plan]))
  for (const plan of before.benchmarks) {
    const other = others.get(plan.name)
    if (other !== undefined) checkBenchmark(plan, other, check)
  }
  return found
}

type Described = ReadonlyMap<string, DescribedBenchmark>

/** Whether two runs were scored alike, and by rules that this xeval still has. */
export function scoringDifferences(before: Described, after: Described): Difference[] {
  const found: Difference[] = []
  for (const [name, a] of before) {
    const b = after.get(name)
    if (b === undefined) continue
    const differs = (what: string, was: string, is: string): void => {
      if (was === is) return
      const values = { benchmark: name, what, before: show(was), after: show(is) }
      found.push(difference('version', { code: 'differs', values }))
    }
    // Where the versions themselves differ, that has been said.
    if (a.plan.version === b.plan.version) differs('scoring rules', `v${a.scoredBy}`, `v${b.scoredBy}`)
    if (a.scoredBy === b.scoredBy) differs('metrics', metricsText(a.card.metrics), metricsText(b.card.metrics))
  }
  const told = new Map([...after, ...before])
  for (const [name, { plan, scoredBy, current }] of told) {
    const now = scoredBy === plan.version ? current : scoredBy
    if (now === undefined || now === plan.version) continue
    found.push(difference('version', { code: 'other-version', values: { benchmark: name, in: plan.version, now } }))
  }
  return found
}

const metricsText = (metrics: readonly MetricDescription[]): string =>
  metrics.map(({ description: _, ...rules }) => canonicalJson(rules)).join(', ')

function checkBenchmark(a: BenchmarkPlan, b: BenchmarkPlan, check: Check): void {
  check('version', 'version', a.version, b.version, a.name)
  check('dataset', 'dataset', a.dataset.sha256, b.dataset.sha256, a.name)
  check('samples', 'sampled ids', a.sampleIds, b.sampleIds, a.name)
  // The texts of a task's prompts tell more than their hashes.
  if (!a.task || !b.task) check('prompt', 'prompts', a.prompts, b.prompts, a.name)
  check('parameters', 'token limit', a.maxTokens, b.maxTokens, a.name)
  checkJudge(a.name, a.judge, b.judge, check)
  checkTask(a, b, check)
}

/** What a task declares, field by field: the texts of its prompts rather than their hashes. */
function checkTask({ name, task: a = {} }: BenchmarkPlan, { task: b = {} }: BenchmarkPlan, check: Check): void {
  for (const field of new Set([...Object.keys(a), ...Object.keys(b)]))
    check(taskTopics[field] ?? 'dataset', `task: ${field}`, a[field], b[field], name)
}

const taskTopics: Record<string, Topic> = {
  prompt: 'prompt',
  system: 'prompt',
  messages: 'prompt',
  judge: 'judge',
  metrics: 'version',
  maxTokens: 'parameters',
  truncated: 'parameters',
}

/** A judge by what it is, not by where it is served: another host of the same model is no other judge. */
function checkJudge(benchmark: string, a: BenchmarkPlan['judge'], b: BenchmarkPlan['judge'], check: Check): void {
  const judge = (what: string, x: unknown, y: unknown): void => check('judge', what, x, y, benchmark)
  judge('judge', a.name, b.name)
  if (a.name !== b.name) return
  judge('judge version', a.version, b.version)
  judge('judge model', a.modelName ?? a.model, b.modelName ?? b.model)
  judge('judge model fingerprint', a.fingerprint, b.fingerprint)
  judge('judge prompts', a.prompts, b.prompts)
  judge('judge template', a.source, b.source)
  judge('judge API', a.api, b.api)
  judge('judge parsing', parsing(a), parsing(b))
  judge('judge parameters', a.parameters ?? usual, b.parameters ?? usual)
}

/** Temperature 0, and the judge's own limit. */
const usual: BenchmarkPlan['judge']['parameters'] = { temperature: 0 }

const parsing = ({ upstreamParsing = false }: BenchmarkPlan['judge']): string =>
  upstreamParsing ? 'upstream’s' : 'ours'

const show = (value: unknown): string => {
  if (value === undefined) return 'none'
  const text = typeof value === 'string' ? value : canonicalJson(value)
  return text.length > 100 ? `${text.slice(0, 97)}…` : text
}
