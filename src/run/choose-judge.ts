import type { Benchmark } from '../core/benchmark.ts'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import type { Registry } from '../registry/registry.ts'

type Names = Pick<Registry, 'names' | 'foreignJudges'> & Partial<Pick<Registry, 'judgeAliases'>>

/** A judge of a benchmark, and the model that `--judge` gave it. */
export interface ChosenJudge {
  judge: Judge
  ref?: string
}

/**
 * Which of a benchmark's judges the user meant. `ID=REF` and `ID` name one; a bare REF is a model for the first judge that
 * asks a model in our own words. The first entry that fits the benchmark counts, so that suites can be mixed.
 */
export function chooseJudge(
  benchmark: Benchmark,
  wanted: readonly string[],
  demo: boolean,
  registry: Names,
): ChosenJudge {
  const ids = benchmark.judges.map(({ name }) => name)
  const find = (id: string): Judge | undefined => benchmark.judges.find(({ name }) => name === id)
  for (const entry of wanted) {
    const meant = meantBy(entry, benchmark, registry)
    if (meant !== undefined) return checked(meant.judge, meant.ref)
  }
  const embedded = find(benchmark.demoJudge)
  if (demo && embedded !== undefined) return { judge: embedded }
  const usual = wanted.length === 0 && benchmark.defaultJudge !== undefined ? find(benchmark.defaultJudge) : undefined
  if (usual !== undefined) return checked(usual, undefined)
  // A grader that needs no model, and has no rival, is no choice.
  const [only, ...others] = benchmark.judges
  if (only.model !== 'required' && others.length === 0) return { judge: only }
  throw new XevalError('no-judge', `${benchmark.name} needs a judge`, {
    hint: `Pass --judge ID or --judge ID=REF with one of ${ids.join(', ')}, such as --judge ${ids[0]}=http://localhost:8002/v1 .`,
  })
}

/**
 * Throws for a judge that fits a benchmark of the run and judges none, since another one was named first: nobody asked for it to
 * be left out; and for one by plug-in that fits no benchmark. `benchmarks` are those of all suites that were asked for.
 */
export function refuseIdleJudges(benchmarks: readonly Benchmark[], given: readonly string[], registry: Names): void {
  const wanted = [...new Set(given)]
  refuseMisfits(benchmarks, wanted, registry)
  for (const [at, entry] of wanted.entries()) {
    const fitting = benchmarks.filter(benchmark => meantBy(entry, benchmark, registry) !== undefined)
    const earlier = (benchmark: Benchmark) =>
      wanted.slice(0, at).find(other => meantBy(other, benchmark, registry) !== undefined)
    const [first] = fitting
    if (first === undefined || fitting.some(benchmark => earlier(benchmark) === undefined)) continue
    throw new XevalError('two-judges', `two judges for ${first.name}: ${earlier(first)} and ${entry}`, {
      hint: 'A benchmark has one judge. Pass one --judge; use a second run to judge the same answers with another.',
    })
  }
}

/** The judge of a benchmark that an entry stands for; nothing where it is meant for others. Throws for one that is meant for none. */
function meantBy(
  entry: string,
  benchmark: Benchmark,
  { names, foreignJudges, judgeAliases = {} }: Names,
): ChosenJudge | undefined {
  const { id, ref } = partsOf(entry)
  const wanted = judgeAliases[id ?? entry] ?? id ?? entry
  const isNamed = ({ name }: Judge): boolean => name === wanted
  const named = benchmark.judges.find(isNamed) ?? foreignJudges.find(judge => isNamed(judge) && fits(judge, benchmark))
  if (named !== undefined) return { judge: named, ...(ref !== undefined && { ref }) }
  if (names.judges.includes(wanted)) return undefined
  if (id !== undefined || !isRef(entry)) {
    const ids = benchmark.judges.map(({ name }) => name)
    throw notAJudge(id ?? entry, benchmark.name, ids)
  }
  const general = benchmark.judges.find(judge => judge.model !== 'none' && judge.upstream === undefined)
  return general === undefined ? undefined : { judge: general, ref: entry }
}

const partsOf = (entry: string): { id?: string; ref?: string } => {
  const [, id, ref] = /^([a-z][\w-]*)=(.+)$/s.exec(entry) ?? []
  return { ...(id !== undefined && { id }), ...(ref !== undefined && { ref }) }
}

/** A judge by plug-in may judge for a benchmark that doesn't know it, where it says what the benchmark's metrics read. */
const fits = (judge: Judge, { judges: [{ scale }] }: Benchmark): boolean =>
  judge.byPeople === undefined && scaleText(judge.scale) === scaleText(scale)

const scaleText = (scale: Judge['scale']): string =>
  'min' in scale ? `ratings from ${scale.min} to ${scale.max}` : `the labels ${scale.toSorted().join(', ')}`

/** Throws for a judge by plug-in that judges none of the benchmarks: it says other things than they read. */
function refuseMisfits(benchmarks: readonly Benchmark[], wanted: readonly string[], { foreignJudges }: Names): void {
  for (const entry of wanted) {
    const judge = foreignJudges.find(({ name }) => name === (partsOf(entry).id ?? entry))
    const isListed = benchmarks.some(({ judges }) => judges.some(({ name }) => name === judge?.name))
    const [first] = benchmarks
    if (judge === undefined || first === undefined || isListed || benchmarks.some(one => fits(judge, one))) continue
    const what = judge.byPeople ? 'uses human ratings' : `gives ${scaleText(judge.scale)}`
    throw new XevalError(
      'judge-scale',
      `judge ${judge.name} ${what}, but the metrics of ${first.name} need ${scaleText(first.judges[0].scale)}`,
      {
        hint: `Its judges are ${first.judges.map(({ name }) => name).join(', ')}; any other judge must give the same.`,
      },
    )
  }
}

function checked(judge: Judge, ref: string | undefined): ChosenJudge {
  if (judge.model === 'required' && ref === undefined) {
    throw new XevalError('no-judge-model', `judge ${judge.name} needs a model`, {
      hint: `Pass it: --judge ${judge.name}=REF, such as --judge ${judge.name}=http://localhost:8002/v1 .`,
    })
  }
  if (judge.model === 'none' && ref !== undefined) {
    throw new XevalError('judge-takes-no-model', `judge ${judge.name} is embedded and uses no model`, {
      hint: `Pass --judge ${judge.name} alone.`,
    })
  }
  return { judge, ...(ref !== undefined && { ref }) }
}

const isRef = (text: string): boolean => /[/:]/.test(text)

const notAJudge = (id: string, benchmark: string, ids: readonly string[]): XevalError =>
  new XevalError('unknown-judge', `${JSON.stringify(id)} is neither a judge of ${benchmark} nor a model reference`, {
    hint: `Its judges are ${ids.join(', ')}.`,
  })
