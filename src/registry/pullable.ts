import type { Dataset } from '../core/dataset.ts'
import type { Judge } from '../core/judge.ts'
import { unknownName } from './near.ts'
import type { Registry } from './registry.ts'

export type Pullable = { kind: 'dataset'; plugin: Dataset } | { kind: 'judge'; plugin: Judge }

/**
 * What a name stands for: `dataset:auto-j` and `judge:auto-j` are one thing each, `auto-j` is both of that name, so that
 * neither hides the other. `what` names it in the error for an unknown one.
 */
export async function pullables(
  name: string,
  what: string,
  { names, loadDataset, loadJudge }: Pick<Registry, 'names' | 'loadDataset' | 'loadJudge'>,
): Promise<Pullable[]> {
  const [, kind, bare = name] = /^(dataset|judge):(.+)$/.exec(name) ?? []
  const found: Pullable[] = []
  if (kind !== 'judge' && names.datasets.includes(bare))
    found.push({ kind: 'dataset', plugin: await loadDataset(bare) })
  if (kind !== 'dataset' && names.judges.includes(bare)) found.push({ kind: 'judge', plugin: await loadJudge(bare) })
  if (found.length > 0) return found
  const known = { dataset: names.datasets, judge: names.judges }
  throw kind === 'dataset' || kind === 'judge'
    ? unknownName(kind, bare, known[kind])
    : unknownName(what, name, [...names.datasets, ...names.judges])
}
