import type { ReportOptions } from 'xeval'

type Language = ReportOptions['language']

/** What a reader calls the intervals and tests that results name; a name that is not here stands as it is. */
const names: Readonly<Record<string, Record<Language, string>>> = {
  wilson: { en: 'Wilson', zh: 'Wilson' },
  'clopper-pearson': { en: 'Clopper–Pearson', zh: 'Clopper–Pearson' },
  t: { en: 'Student t', zh: 'Student t' },
  'cluster-t': { en: 'cluster-robust t', zh: '聚类稳健 t' },
  'newcombe-paired': { en: 'Newcombe, paired', zh: '配对 Newcombe' },
  tango: { en: 'Tango', zh: 'Tango' },
  'bca-bootstrap': { en: 'BCa bootstrap', zh: 'BCa 自助法' },
  'cluster-bca-bootstrap': { en: 'BCa bootstrap over clusters', zh: '按聚类的 BCa 自助法' },
  'macro-mover': { en: 'MOVER for the mean of benchmarks', zh: '基准平均值的 MOVER' },
  'mcnemar-exact': { en: 'exact McNemar', zh: '精确 McNemar 检验' },
  'sign-flip-exact': { en: 'exact sign-flip permutation', zh: '精确符号置换检验' },
  'sign-flip-monte-carlo': { en: 'Monte Carlo sign-flip permutation', zh: '蒙特卡洛符号置换检验' },
}

/** The distinct names, in order of appearance. */
export const methodNames = (ids: readonly string[], language: Language): string[] => [
  ...new Set(ids.map(id => (Object.hasOwn(names, id) ? (names[id]?.[language] ?? id) : id))),
]
