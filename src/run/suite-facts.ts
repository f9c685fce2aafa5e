import type { Manifest } from '../core/manifest.ts'
import type { SuiteFacts } from '../core/report.ts'

/** What some runs say of themselves that a paper needs. */
export const suiteFacts = (manifests: readonly Manifest[]): SuiteFacts => ({
  title: manifests[0]?.suiteCard?.title ?? manifests[0]?.suite ?? '',
  citations: citationsOf(manifests),
})

/** Datasets in the order of the table, then judges. BibTeX takes a key once: of two entries the fuller one stays. */
function citationsOf(manifests: readonly Manifest[]): string[] {
  const cards = manifests.flatMap(({ benchmarks }) => benchmarks.flatMap(({ card }) => card ?? []))
  const entries = new Map<string, string>()
  for (const citation of [...cards.map(card => card.dataset.citation), ...cards.map(card => card.judge.citation)]) {
    if (citation === undefined || citation.trim() === '') continue
    const key = /^\s*@\w+\s*\{\s*([^,\s]+)/.exec(citation)?.[1] ?? citation
    if (citation.length > (entries.get(key)?.length ?? 0)) entries.set(key, citation.trim())
  }
  return [...entries.values()]
}
