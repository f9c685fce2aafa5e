import type { Benchmark } from '../core/benchmark.ts'
import type { Manifest } from '../core/manifest.ts'
import type { SuiteFacts } from '../core/report.ts'
import type { Suite } from '../core/suite.ts'

/** What the plug-ins of some runs say that a paper needs. */
export const suiteFacts = (
  { title }: Suite,
  manifests: readonly Manifest[],
  benchmarks: ReadonlyMap<string, Benchmark>,
): SuiteFacts => ({ title, citations: citationsOf(manifests, benchmarks) })

/** Datasets in the order of the table, then judges. BibTeX takes a key once: of two entries the fuller one stays. */
function citationsOf(manifests: readonly Manifest[], benchmarks: ReadonlyMap<string, Benchmark>): string[] {
  const plans = manifests.flatMap(manifest => manifest.benchmarks)
  const datasets = plans.map(({ name }) => benchmarks.get(name)?.dataset.card.citation)
  const judges = plans.map(
    ({ name, judge }) => benchmarks.get(name)?.judges.find(candidate => candidate.name === judge.name)?.citation,
  )
  const entries = new Map<string, string>()
  for (const citation of [...datasets, ...judges]) {
    if (citation === undefined || citation.trim() === '') continue
    const key = /^\s*@\w+\s*\{\s*([^,\s]+)/.exec(citation)?.[1] ?? citation
    if (citation.length > (entries.get(key)?.length ?? 0)) entries.set(key, citation.trim())
  }
  return [...entries.values()]
}
