import { resolve } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Settings } from '../core/settings.ts'
import type { Context } from './context.ts'
import { type OpenedRun, openRuns } from './open-runs.ts'

/** Two runs as a gate looks at them: without the benchmarks that bundled samples stood in for. */
export interface GatedRuns {
  before: OpenedRun
  after: OpenedRun
  /** Benchmark → data set of those. */
  bundled: ReadonlyMap<string, string>
}

type Place = Pick<Settings, 'out'>

/** Throws `gate-refused` for a run that is held against itself, and where nothing but bundled samples was run. */
export async function openGated(after: string, against: string, { out }: Place, context: Context): Promise<GatedRuns> {
  const [first, second] = await openRuns([against, after], out, context)
  if (first === undefined || second === undefined) throw new Error('openRuns gives what it is asked for')
  if (first.manifest.id === second.manifest.id || resolve(first.dir) === resolve(second.dir)) {
    throw new XevalError('gate-refused', `${second.manifest.id} cannot be compared with itself: it would always pass`, {
      hint: 'Gate another run: xeval run … && xeval gate RUN --against BASELINE.',
    })
  }
  const bundled = bundledIn([first.manifest, second.manifest])
  refuseNothingReal([first.manifest, second.manifest], bundled)
  return { before: without(first, bundled), after: without(second, bundled), bundled }
}

const REPEAT_HINT = '`xeval run SUITE --model REF --aa` asks a model twice and names the second run.'

/** The run that another run asked its model again in, beside that one: by what it says of itself, else the first of the two of its model. */
export async function openRepeat(
  name: string,
  { before, after, bundled }: GatedRuns,
  { out }: Place,
  context: Context,
): Promise<[OpenedRun, OpenedRun]> {
  const [again] = await openRuns([name], out, context)
  if (again === undefined) throw new Error('openRuns gives what it is asked for')
  const { id, model, repeats } = again.manifest
  if ([before, after].some(({ manifest }) => manifest.id === id)) {
    throw new XevalError(
      'bad-option',
      `--aa ${name} is one of the two runs that are compared, and no repeat of either`,
      {
        hint: REPEAT_HINT,
      },
    )
  }
  const own = [before, after].find(({ manifest }) =>
    repeats === undefined ? manifest.model.name === model.name : manifest.id === repeats,
  )
  if (own !== undefined) return [own, without(again, bundled)]
  if (repeats !== undefined) {
    const [first] = await openRuns([repeats], out, context)
    if (first !== undefined) return [without(first, bundled), without(again, bundled)]
  }
  throw new XevalError('bad-option', `--aa ${name}: its model ${model.name} is not that of either run`, {
    hint: '`xeval run SUITE --model REF --aa` runs a model twice and prints the name of the second run.',
  })
}

/** Benchmarks that one of the runs has bundled samples of: they stand for no data set, and no verdict rests on them. */
export const bundledIn = (manifests: readonly Manifest[]): Map<string, string> =>
  new Map(
    manifests.flatMap(({ benchmarks }) =>
      benchmarks.filter(({ dataset }) => dataset.bundled).map(({ name, dataset }) => [name, dataset.name] as const),
    ),
  )

export function refuseNothingReal(manifests: readonly Manifest[], bundled: ReadonlyMap<string, string>): void {
  const all = new Set(manifests.flatMap(({ benchmarks }) => benchmarks.map(({ name }) => name)))
  if (all.size > bundled.size) return
  const names = [...new Set(bundled.values())].join(' ')
  throw new XevalError('gate-refused', 'only bundled samples were run; a gate needs the full data', {
    hint: `Pull the data, run again, then gate: xeval pull ${names} (for data that was never published: xeval pull NAME --from FILE).`,
  })
}

function without(run: OpenedRun, names: ReadonlyMap<string, string>): OpenedRun {
  const { manifest, benchmarks } = run
  return {
    ...run,
    manifest: { ...manifest, benchmarks: manifest.benchmarks.filter(({ name }) => !names.has(name)) },
    benchmarks: new Map(Array.from(benchmarks).filter(([name]) => !names.has(name))),
  }
}
