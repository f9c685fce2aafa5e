import type { Verb } from './define-verb.ts'
import { baselineList } from './verbs/baseline-list.ts'
import { baselineSet } from './verbs/baseline-set.ts'
import { batchCollect } from './verbs/batch-collect.ts'
import { batchWrite } from './verbs/batch-write.ts'
import { behaviour } from './verbs/behaviour.ts'
import { cacheClear, cachePrune } from './verbs/cache-clear.ts'
import { cacheExplain } from './verbs/cache-explain.ts'
import { cacheStats } from './verbs/cache-stats.ts'
import { check } from './verbs/check.ts'
import { compare } from './verbs/compare.ts'
import { completion } from './verbs/completion.ts'
import { doctor } from './verbs/doctor.ts'
import { gate } from './verbs/gate.ts'
import { init } from './verbs/init.ts'
import { list } from './verbs/list.ts'
import { merge } from './verbs/merge.ts'
import { overlap } from './verbs/overlap.ts'
import { plan } from './verbs/plan.ts'
import { pull } from './verbs/pull.ts'
import { rate } from './verbs/rate.ts'
import { ratingsAgreement } from './verbs/ratings-agreement.ts'
import { ratingsImport } from './verbs/ratings-import.ts'
import { ratingsTemplate } from './verbs/ratings-template.ts'
import { repair } from './verbs/repair.ts'
import { report } from './verbs/report.ts'
import { run } from './verbs/run.ts'
import { score } from './verbs/score.ts'
import { sftCheck } from './verbs/sft-check.ts'
import { show } from './verbs/show.ts'
import { ttiInit, ttiScore } from './verbs/tti.ts'

/** In the order of the help. */
export const verbs: readonly Verb[] = [
  run,
  plan,
  compare,
  report,
  behaviour,
  gate,
  baselineSet,
  baselineList,
  score,
  list,
  show,
  check,
  repair,
  pull,
  rate,
  ratingsTemplate,
  ratingsImport,
  ratingsAgreement,
  merge,
  batchWrite,
  batchCollect,
  overlap,
  sftCheck,
  ttiInit,
  ttiScore,
  cacheStats,
  cacheExplain,
  cachePrune,
  cacheClear,
  init,
  doctor,
  completion,
]

/** Verbs of two words, by the first one; `usual` is meant where the second is left out. */
export const groups: Readonly<Record<string, { help: string; usual?: string }>> = {
  baseline: { help: 'named runs for `xeval gate` to compare with', usual: 'list' },
  batch: { help: 'runs through request files, for `vllm run-batch`' },
  cache: { help: 'stored answers' },
  ratings: { help: 'blind ratings in files' },
  tti: { help: 'Technical Transparency Index: score what a project discloses', usual: 'score' },
}
