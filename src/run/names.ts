import type { Completes } from '../core/option.ts'
import { listBaselines } from '../store/baselines.ts'
import { baselinesFolder } from './baselines.ts'
import type { Context } from './context.ts'
import { type Entry, listAll } from './list.ts'

/** The names that a shell offers for one kind of thing; `out` is the folder of runs. */
export async function namesOf(
  what: Exclude<Completes, 'file' | 'folder'>,
  out: string | undefined,
  context: Context,
): Promise<Entry[]> {
  const list = async (kind: string): Promise<Entry[]> => (await listAll(kind, out, context))[kind] ?? []
  const benchmarks = async () => [...(await list('suites')), ...(await list('benchmarks'))]
  switch (what) {
    case 'benchmark':
      return benchmarks()
    case 'judge':
      return list('judges')
    case 'report':
      return list('reports')
    case 'run':
      return list('runs')
    case 'baseline':
      return [...(await baselines(out, context)), ...(await list('runs'))]
    case 'pullable':
      return pullables(await list('datasets'), await list('judges'))
    case 'anything':
      return [...(await benchmarks()), ...(await list('datasets')), ...(await list('judges')), ...(await list('runs'))]
  }
}

/** A name of both kinds stands for both, unless it says which is meant. */
function pullables(datasets: readonly Entry[], judges: readonly Entry[]): Entry[] {
  const kinds = { dataset: datasets, judge: judges }
  const isBoth = ({ name }: Entry): boolean => Object.values(kinds).every(all => all.some(entry => entry.name === name))
  const which = Object.entries(kinds).flatMap(([kind, all]) =>
    all.filter(isBoth).map(({ name, description }) => ({ name: `${kind}:${name}`, description })),
  )
  return [...datasets, ...judges.filter(entry => !isBoth(entry)), ...which]
}

const baselines = async (out: string | undefined, context: Context): Promise<Entry[]> =>
  (await listBaselines(baselinesFolder(context, out))).map(({ name, run }) => ({ name, description: run }))
