import type { Benchmark } from '../../core/benchmark.ts'
import { XevalError } from '../../core/errors.ts'
import type { Suite } from '../../core/suite.ts'
import type { Wording } from '../../core/wording.ts'
import type { Selection } from '../../registry/registry.ts'
import { locateData } from '../../sources/locate.ts'
import { locateTemplate } from '../../sources/template.ts'
import { armsOf, isDemo } from '../arms.ts'
import { chooseJudge, refuseIdleJudges } from '../choose-judge.ts'
import { type Context, homeOf } from '../context.ts'
import { where } from '../prepare-tasks.ts'
import type { Settings } from '../settings.ts'

/** A suite, or one of its benchmarks, that can't be run with what was given. */
export interface LeftOut {
  suite: string
  benchmark?: string
  code: string
  why: Wording
}

/** Every suite that can run with what was given: its judge needs nothing that is missing, and its data are there. Nothing is asked. */
export async function chooseSuites(
  settings: Settings,
  context: Context,
): Promise<{ selections: Selection[]; leftOut: LeftOut[] }> {
  const selections: Selection[] = []
  const leftOut: LeftOut[] = []
  const demo = armsOf(settings).some(({ ref }) => isDemo(ref))
  for (const suite of await context.registry.allSuites()) {
    const whole = await wholeSuiteLacks(suite, demo, settings, context)
    if (whole !== undefined) {
      leftOut.push({ suite: suite.name, ...whole })
      continue
    }
    const benchmarks: Benchmark[] = []
    for (const benchmark of suite.benchmarks) {
      const lacks = await benchmarkLacks(benchmark, demo, settings, context)
      if (lacks === undefined) benchmarks.push(benchmark)
      else leftOut.push({ suite: suite.name, benchmark: benchmark.name, ...lacks })
    }
    if (benchmarks.length > 0) selections.push({ suite, benchmarks })
  }
  refuseIdleJudges(
    selections.flatMap(selection => selection.benchmarks),
    settings.judge ?? [],
    context.registry,
  )
  return { selections, leftOut }
}

type Lack = Omit<LeftOut, 'suite' | 'benchmark'>

/** A suite of the user's own files has nothing to measure until they are there: its bundled samples only show their form. */
async function wholeSuiteLacks(
  suite: Suite,
  demo: boolean,
  settings: Settings,
  context: Context,
): Promise<Lack | undefined> {
  if (demo && suite.demo === undefined)
    return { code: 'no-demo', why: { en: 'it has no recorded demonstration', zh: '没有预先录制的演示' } }
  if (demo || !suite.benchmarks.every(({ dataset }) => dataset.file.kind === 'own')) return undefined
  for (const { dataset } of suite.benchmarks)
    if (!(await locateData(dataset, where(context, settings))).bundled) return undefined
  const [first] = suite.benchmarks
  const pull = `xeval pull ${first?.dataset.name ?? suite.name} --from FILE`
  return {
    code: 'no-own-file',
    why: { en: `it needs a file of your own (${pull})`, zh: `需要自备数据文件（${pull}）` },
  }
}

/** Codes of what may be missing for a benchmark while others run. */
const missing = ['no-judge', 'no-judge-model', 'missing-template']

async function benchmarkLacks(
  benchmark: Benchmark,
  demo: boolean,
  settings: Settings,
  context: Context,
): Promise<Lack | undefined> {
  try {
    const { judge } = chooseJudge(benchmark, settings.judge ?? [], demo, context.registry)
    if (judge.byPeople)
      return {
        code: 'by-people',
        why: { en: 'people rate its answers: run it by itself', zh: '由人工评分，请单独运行' },
      }
    if (judge.upstream !== undefined) await locateTemplate(judge.name, judge.upstream, homeOf(context))
    return undefined
  } catch (error) {
    if (!XevalError.is(error) || !missing.includes(error.code)) throw error
    return { code: error.code, why: whyOf(error, benchmark) }
  }
}

function whyOf({ code, message }: XevalError, { judges }: Benchmark): Wording {
  const names = judges.filter(({ byPeople }) => byPeople === undefined).map(({ name }) => `--judge ${name}=REF`)
  if (code === 'missing-template') return message
  return {
    en: `it needs a judge (${names.slice(0, 2).join(' or ')})`,
    zh: `需要指定评判（${names.slice(0, 2).join(' 或 ')}）`,
  }
}
