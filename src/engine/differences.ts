import { canonicalJson } from '../core/hash.ts'
import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'

/** A way in which two runs differ besides their model; `topic` is what `--allow-diff` takes. */
export interface Difference {
  topic:
    | 'suite'
    | 'dataset'
    | 'samples'
    | 'prompt'
    | 'judge'
    | 'parameters'
    | 'epochs'
    | 'system'
    | 'template'
    | 'version'
  message: string
}

/** All that makes two runs incomparable, a sentence each. Empty where only the model differs. */
export function differencesOf(before: Manifest, after: Manifest): Difference[] {
  const found: Difference[] = []
  const check = (topic: Difference['topic'], what: string, a: unknown, b: unknown): void => {
    if (canonicalJson(a ?? null) !== canonicalJson(b ?? null)) {
      found.push({ topic, message: `${what}: ${show(a)} before, ${show(b)} after` })
    }
  }
  check('suite', 'suite', before.suite, after.suite)
  check('parameters', 'sampling parameters', before.parameters, after.parameters)
  check('samples', 'focus', before.sampling.focus, after.sampling.focus)
  check('epochs', 'epochs', before.epochs, after.epochs)
  check('system', 'system prompt', before.model.system, after.model.system)
  check('template', 'chat template', before.model.template, after.model.template)
  check('template', 'API', before.model.api, after.model.api)
  const others = new Map(after.benchmarks.map(plan => [plan.name, plan]))
  for (const plan of before.benchmarks) {
    const other = others.get(plan.name)
    if (other !== undefined) compareBenchmarks(plan, other, check)
  }
  return found
}

function compareBenchmarks(
  a: BenchmarkPlan,
  b: BenchmarkPlan,
  check: (topic: Difference['topic'], what: string, a: unknown, b: unknown) => void,
): void {
  check('version', `${a.name} version`, a.version, b.version)
  check('dataset', `${a.name} dataset`, a.dataset.sha256, b.dataset.sha256)
  check('samples', `${a.name} sampled ids`, a.sampleIds, b.sampleIds)
  check('prompt', `${a.name} prompts`, a.prompts, b.prompts)
  check('parameters', `${a.name} token limit`, a.maxTokens, b.maxTokens)
  check('judge', `${a.name} judge`, a.judge, b.judge)
}

const show = (value: unknown): string => {
  if (value === undefined) return 'none'
  const text = typeof value === 'string' ? value : canonicalJson(value)
  return text.length > 100 ? `${text.slice(0, 97)}…` : text
}
