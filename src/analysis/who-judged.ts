import type { Manifest } from '../core/manifest.ts'
import type { Remark } from '../core/remark.ts'
import { isSameModel } from '../core/served-name.ts'
import type { Origins } from './origins.ts'

type Judged = Pick<Manifest, 'benchmarks' | 'sessions'> & Pick<Origins, 'servedJudges'>

/** Names that are not of one model. */
export const distinctModels = (names: readonly string[]): string[] =>
  names.filter((name, i) => !names.slice(0, i).some(other => isSameModel(other, name)))

/** Whether the models that judged a run were those that were asked, and one each all along. */
export function judgeRemarks({ benchmarks, sessions, servedJudges }: Judged): Remark[] {
  const remarks = Object.entries(servedJudges).flatMap(([asked, served]): Remark[] => {
    const known = [
      asked,
      ...benchmarks.flatMap(({ judge }) => (judge.modelName === asked ? (judge.fingerprint ?? []) : [])),
    ]
    const of = Object.values(served).reduce((sum, n) => sum + n, 0)
    const others = Object.entries(served).filter(([name]) => !known.some(own => isSameModel(own, name)))
    const names = distinctModels(Object.keys(served))
    return [
      ...others.map(
        ([name, n]): Remark => ({ code: 'judge-another-answered', values: { asked, served: name, n, of } }),
      ),
      ...(names.length > 1
        ? [{ code: 'judge-several-answered', values: { asked, served: names.join(', ') } } as const]
        : []),
    ]
  })
  const changes = sessions.flatMap(({ judgeChanges = [] }) =>
    judgeChanges.map((change): Remark => ({ code: 'judge-server-changed', values: change })),
  )
  return [...remarks, ...changes]
}

/** Whether two runs were judged by two models under one name. Where the names differ, the runs can't be compared anyway. */
export const judgesDiffer = (before: Judged, after: Judged): Remark[] =>
  Object.entries(before.servedJudges).flatMap(([asked, served]): Remark[] => {
    const [was, is] = [Object.keys(served), Object.keys(after.servedJudges[asked] ?? {})]
    const isKnown = is.length > 0 && was.length > 0
    const isOther = (names: string[], others: string[]): boolean =>
      names.some(name => !others.some(other => isSameModel(name, other)))
    if (!isKnown || !(isOther(was, is) || isOther(is, was))) return []
    return [{ code: 'judges-differ', values: { asked, was: was.join(', '), is: is.join(', ') } }]
  })
