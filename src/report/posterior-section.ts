import type { Analysis } from '../core/analysis.ts'
import type { Comparison } from '../core/comparison.ts'
import type { Language } from '../core/wording.ts'
import { differenceWithInterval } from './figures.ts'

interface SectionWords {
  title: string
  header: readonly string[]
  note(prior: string): string
  without(names: string): string
  priors: Record<'jeffreys' | 'uniform', string>
  separator: string
}

const words: Record<Language, SectionWords> = {
  en: {
    title: 'Posterior of the difference',
    header: ['benchmark', 'n', 'Δ, 95% credible interval', 'P(worse)', 'P(worse by more than the margin)'],
    note: prior =>
      `The prior is a Dirichlet distribution over the four cells of the paired table, ${prior}; the integrals are exact to 1e-8. Not adjusted for the number of benchmarks; verdicts do not depend on it.`,
    without: names => `No posterior: ${names}. It needs yes/no scores of independent samples.`,
    priors: { jeffreys: '½ for each (Jeffreys)', uniform: '1 for each (uniform)' },
    separator: ', ',
  },
  zh: {
    title: '差值的后验分布',
    header: ['基准', 'n', 'Δ，95% 可信区间', 'P(变差)', 'P(变差超过界值)'],
    note: prior => `先验为配对四格表上的狄利克雷分布，${prior}；积分精确到 1e-8。未按基准数校正，结论也不以此为依据。`,
    without: names => `没有后验分布的基准：${names}。后验分布只适用于独立样本的二分类得分。`,
    priors: { jeffreys: '每格 ½（Jeffreys）', uniform: '每格 1（均匀）' },
    separator: '、',
  },
}

/** The posteriors of a comparison as a section of every report; nothing where none was asked for. */
export function posteriorSection({ benchmarks }: Comparison, language: Language): Analysis[] {
  const say = words[language]
  const found = benchmarks.flatMap(({ name, n, unit, posterior }) => (posterior ? [{ name, n, unit, posterior }] : []))
  const [first] = found
  const without = benchmarks.filter(({ posterior }) => posterior === undefined).map(({ name }) => name)
  const notes = without.length > 0 ? [say.without(without.join(say.separator))] : []
  return [
    {
      title: say.title,
      notes: [...(first ? [say.note(say.priors[first.posterior.prior])] : []), ...notes],
      tables: first
        ? [
            {
              header: say.header,
              rows: found.map(({ name, n, unit, posterior: { mean, interval, loss, lossBeyondMargin } }) => [
                ...[name, `${n}`, differenceWithInterval(mean, interval, unit), probability(loss)],
                lossBeyondMargin === undefined ? '–' : probability(lossBeyondMargin),
              ]),
            },
          ]
        : [],
    },
  ]
}

const probability = (p: number): string => (p < 0.0005 ? '<0.001' : p > 0.9995 ? '>0.999' : p.toFixed(3))
