import type { Comparison, Conjunction, MetricComparison, Verdict } from '../core/comparison.ts'
import type { Series } from '../core/series.ts'
import { adjustment, levelText } from './adjustment.ts'
import { differenceRange, differenceWithInterval, pValue } from './figures.ts'
import { methodNames } from './method-names.ts'
import { verdictName } from './verdict-words.ts'
import type { Words } from './words.ts'

/**
 * What decided, besides the p-values of a table: its primary endpoint, or on how many benchmarks the model changed at least; and what runs
 * that took partly other samples say together.
 *
 * @example
 * const { comparison } = toyInputs.comparison
 * decisionNotes({ ...comparison, primary: 'toy' }, words.en)[0] // → 'Primary endpoint: toy, tested at 0.05; significant, so that the others stand by their own p (Holm).'
 */
export function decisionNotes(comparison: Comparison, words: Words): string[] {
  const { conjunction, benchmarks } = comparison
  const say = texts[words.language]
  return [
    ...primaryNotes(comparison, words),
    ...(conjunction === undefined ? [] : [`${atLeast(conjunction, words)}${words.stop}`]),
    ...benchmarks.flatMap(({ name, unit, delta, fixedQuestions: fixed }) =>
      fixed === undefined
        ? []
        : [say.fixed(name, fixed.answers, differenceWithInterval(delta.value, fixed.ci95, unit))],
    ),
    ...combinedNotes(comparison, words),
  ]
}

/**
 * The same as far as a screen needs it: on how many benchmarks the model changed is said where it is one at least, and where no pair changed in a line.
 *
 * @example
 * shortNotes(toyInputs.comparison.comparison, words.en) // → []
 */
export function shortNotes(comparison: Comparison, words: Words): string[] {
  const { improved, regressed, k = 0 } = comparison.conjunction ?? {}
  const say = texts[words.language]
  const still = comparison.benchmarks.filter(({ remark }) => remark?.code === 'none-changed').map(({ name }) => name)
  const part = (found: Conjunction['improved'] | undefined, verdict: Verdict): string[] =>
    found === undefined || found.atLeast === 0
      ? []
      : [say.atLeastOf(found.atLeast, k, words.verdicts[verdict], found.names.join(words.separator))]
  return [
    ...primaryNotes(comparison, words),
    ...part(improved, 'improved'),
    ...part(regressed, 'regressed'),
    ...(still.length === 0 ? [] : [`${say.still}${words.colon}${still.join(words.separator)}`]),
    ...combinedNotes(comparison, words),
  ]
}

function primaryNotes(comparison: Comparison, words: Words): string[] {
  const { primary, alpha, benchmarks, suiteScore } = comparison
  if (primary === undefined) return []
  const endpoint = primary === 'mean' ? suiteScore : benchmarks.find(({ name }) => name === primary)
  const say = texts[words.language]
  return [say.primary(nameIn(primary, words), levelText(alpha), stands(endpoint?.test, alpha), adjustment(comparison))]
}

const combinedNotes = ({ benchmarks }: Comparison, words: Words): string[] =>
  benchmarks.flatMap(({ name, unit, combined }) => {
    if (combined === undefined) return []
    const { n, delta, test } = combined
    const [method = ''] = methodNames([delta.method], words.language)
    const shown = differenceWithInterval(delta.value, delta.ci95, unit)
    return [texts[words.language].combined(name, n.before, n.after, shown, pValue(test.p), method)]
  })

/**
 * The same of a series: how its tables share the level, and for each later run on how many benchmarks it changed at least.
 *
 * @example
 * seriesNotes(toyInputs.series.series, words.en) // → []
 */
export function seriesNotes(
  { primary, conjunctions = [], suiteScores = [], runs, alpha, ...series }: Series,
  words: Words,
): string[] {
  const say = texts[words.language]
  return [
    ...(primary === undefined
      ? []
      : [say.primaryOfSeries(nameIn(primary, words), levelText(alpha), runs.length - 1, adjustment(series))]),
    ...suiteScores.flatMap((score, i) => {
      if (score === null) return []
      const { delta } = score.macro
      const range = differenceRange(delta.ci95, score.unit)
      return [say.meanOfRun(i + 1, range, pValue(score.test.pAdjusted), verdictName(score, words.language))]
    }),
    ...conjunctions.flatMap((one, i) =>
      one === null ? [] : [`${i + 1}${words.colon}${atLeast(one, words)}${words.stop}`],
    ),
  ]
}

/**
 * A benchmark's name in a table, marked where it is the primary endpoint; the mean's, which is the endpoint `mean` by whatever name.
 *
 * @example
 * endpointName('toy', { primary: 'toy' }, words.en) // → 'toy (primary)'
 */
export const endpointName = (
  name: string,
  { primary }: Pick<Comparison, 'primary'>,
  words: Words,
  endpoint: string = name,
): string => (endpoint === primary ? texts[words.language].marked(name) : name)

const nameIn = (primary: string, words: Words): string => (primary === 'mean' ? words.mean : primary)

const stands = (test: MetricComparison['test'] | undefined, alpha: number): boolean | undefined =>
  test && test.pAdjusted < alpha

function atLeast({ k, level, improved, regressed }: Conjunction, words: Words): string {
  const say = texts[words.language]
  const part = ({ atLeast: u, p, names }: Conjunction['improved'], verdict: Verdict) =>
    say.atLeast(u, k, words.verdicts[verdict], pValue(p[Math.max(0, u - 1)] ?? 1), names.join(words.list))
  return say.conjunction(part(improved, 'improved'), part(regressed, 'regressed'), levelText(level))
}

interface Texts {
  fixed(name: string, answers: number, difference: string): string
  combined(name: string, before: number, after: number, difference: string, p: string, method: string): string
  marked(name: string): string
  /** `stands` is undefined where the endpoint has no figure. */
  primary(name: string, alpha: string, stands: boolean | undefined, how: string): string
  primaryOfSeries(name: string, alpha: string, tables: number, how: string): string
  meanOfRun(run: number, range: string, p: string, verdict: string): string
  /** Before the names of benchmarks. */
  still: string
  atLeastOf(u: number, k: number, verdict: string, names: string): string
  atLeast(u: number, k: number, verdict: string, p: string, names: string): string
  conjunction(improved: string, regressed: string, level: string): string
}

const texts: Record<Words['language'], Texts> = {
  en: {
    combined: (name, before, after, difference, p, method) =>
      `${name}: over all ${before} samples before and ${after} after Δ ${difference}, p ${p}, unadjusted (${method}); the verdict uses only the shared samples.`,
    fixed: (name, answers, difference) =>
      `${name}: for these same questions, each answered ${answers} times again, Δ ${difference}; the interval in the table is for other questions.`,
    marked: name => `${name} (primary)`,
    primary: (name, alpha, stands, how) =>
      `Primary endpoint: ${name}, tested at ${alpha}; ${
        stands === undefined
          ? 'it has no figure, so no conclusion is drawn about the others'
          : stands
            ? `significant, so the others are decided by their own p (${how})`
            : 'not significant, so no conclusion is drawn about the others'
      }.`,
    primaryOfSeries: (name, alpha, tables, how) =>
      `Primary endpoint: ${name}, in each run’s table at ${alpha}/${tables}; conclusions about the others (${how}) are drawn only in tables where it is significant.`,
    meanOfRun: (run, range, p, verdict) => `${run}: mean of the benchmarks Δ ${range}, p ${p}, ${verdict}.`,
    atLeast: (u, k, verdict, p, names) =>
      `at least ${u} of ${k} benchmarks ${verdict} (${names === '' ? '' : `${names}; `}p ${u === 0 ? 'for one or more ' : ''}${p})`,
    still: 'no pair changed',
    atLeastOf: (u, k, verdict, names) => `at least ${u} of ${k} benchmarks ${verdict} (${names})`,
    conjunction: (improved, regressed, level) =>
      `By partial conjunction (Bonferroni, one-sided at ${level} each): ${improved}; ${regressed}`,
  },
  zh: {
    combined: (name, before, after, difference, p, method) =>
      `${name}：取微调前全部 ${before} 个和微调后全部 ${after} 个样本时，Δ ${difference}，p ${p}，未校正（${method}）；结论仅依据共同样本。`,
    fixed: (name, answers, difference) =>
      `${name}：若仅就这些题目各重新作答 ${answers} 次，Δ ${difference}；表中的置信区间可推广到同类的其他题目。`,
    marked: name => `${name}（主要终点）`,
    primary: (name, alpha, stands, how) =>
      `主要终点：${name}，按显著性水平 ${alpha} 检验；${
        stands === undefined
          ? '该终点没有数值，因此对其余各项不下结论'
          : stands
            ? `显著，因此其余各项按各自的 p (${how}) 下结论`
            : '不显著，因此对其余各项不下结论'
      }。`,
    primaryOfSeries: (name, alpha, tables, how) =>
      `主要终点：${name}，每次运行各按显著性水平 ${alpha}/${tables} 检验；仅当其显著时，才对该次运行的其余各项（${how}）下结论。`,
    meanOfRun: (run, range, p, verdict) => `${run}：各基准平均值的 Δ 的 95% 置信区间为 ${range}，p ${p}，${verdict}。`,
    atLeast: (u, k, verdict, p, names) =>
      `${k} 个基准中至少 ${u} 个${verdict}（${names === '' ? '' : `${names}；`}${u === 0 ? '至少一个：' : ''}p ${p}）`,
    still: '各对样本均无变化',
    atLeastOf: (u, k, verdict, names) => `${k} 个基准中至少 ${u} 个${verdict}（${names}）`,
    conjunction: (improved, regressed, level) =>
      `部分合取检验（Bonferroni，两个方向各按单侧水平 ${level}）：${improved}；${regressed}`,
  },
}
