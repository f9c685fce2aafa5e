import type { ReportOptions } from '../core/report.ts'
import { methodNames } from './method-names.ts'

/** Where each interval and test is described; the same in every language. */
const references: Readonly<Record<string, string>> = {
  wilson: 'Wilson 1927',
  'clopper-pearson': 'Clopper & Pearson 1934',
  t: 'Student 1908',
  'crossed-summed-t': 'Banerjee 1960',
  'paired-crossed-summed-t': 'Banerjee 1960',
  'cluster-t': 'Pustejovsky & Tipton 2018',
  'effective-wilson': 'Korn & Graubard 1998',
  'cluster-effective-wilson': 'Korn & Graubard 1998; Bell & McCaffrey 2002',
  'paired-shares': 'Zou & Donner 2008',
  'cluster-paired-shares': 'Zou & Donner 2008; Bell & McCaffrey 2002',
  'bounded-score': 'Wilson 1927',
  'cluster-bounded-score': 'Wilson 1927; Pustejovsky & Tipton 2018',
  'linearised-t': 'Binder 1983',
  'linearised-cluster-t': 'Binder 1983; Pustejovsky & Tipton 2018',
  'log-t': 'Binder 1983',
  'log-cluster-t': 'Binder 1983; Pustejovsky & Tipton 2018',
  'paired-cluster-t': 'Pustejovsky & Tipton 2018',
  'linearised-paired-t': 'Binder 1983',
  'linearised-paired-cluster-t': 'Binder 1983; Pustejovsky & Tipton 2018',
  'newcombe-paired': 'Newcombe 1998',
  'newcombe-tango': 'Newcombe 1998; Tango 1998',
  tango: 'Tango 1998',
  'bca-bootstrap': 'Efron 1987',
  'cluster-bca-bootstrap': 'Efron 1987; Davison & Hinkley 1997',
  'macro-mover': 'Zou & Donner 2008',
  'mcnemar-mid-p': 'Fagerland, Lydersen & Laake 2013',
  'mcnemar-exact': 'McNemar 1947',
  'sign-flip-exact': 'Fisher 1935',
  'sign-flip-monte-carlo': 'Phipson & Smyth 2010',
}

/**
 * The distinct names with where they are described, in order of appearance.
 *
 * @example
 * citedMethods(['newcombe-tango'], 'en') // → ['the farther of Newcombe’s and Tango’s limits, paired (Newcombe 1998; Tango 1998)']
 */
export const citedMethods = (ids: readonly string[], language: ReportOptions['language']): string[] => [
  ...new Set(
    ids.map(id => {
      const [name = id] = methodNames([id], language)
      const source = Object.hasOwn(references, id) ? references[id] : undefined
      if (source === undefined) return name
      return language === 'zh' ? `${name}（${source}）` : `${name} (${source})`
    }),
  ),
]
