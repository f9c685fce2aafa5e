import { z } from 'zod'
import { judgeAliases, judges } from '../judges/index.ts'
import { Behaviour } from '../src/core/behaviour.ts'
import { Comparison } from '../src/core/comparison.ts'
import { GatePolicy } from '../src/core/gate-policy.ts'
import { GateReport } from '../src/core/gate-result.ts'
import { Leaderboard } from '../src/core/leaderboard.ts'
import { PublishedComparison, PublishedTable } from '../src/core/published.ts'
import { RunResult } from '../src/core/run-result.ts'
import { Series } from '../src/core/series.ts'
import { NearestResult } from '../src/overlap/nearest-result.ts'
import { OverlapRecord } from '../src/overlap/overlap-record.ts'
import { OverlapResult } from '../src/overlap/overlap-result.ts'
import { SftResult } from '../src/sft-check/sft-result.ts'
import { taskSchema } from '../src/tasks/task-schema.ts'

const schemas = {
  run: ['What `xeval run --json`, `xeval score --json` and metrics.json hold', RunResult],
  compare: ['What `xeval compare --json` prints', Comparison],
  gate: ['What `xeval gate --json` prints', GateReport],
  'gate-policy': ['What `xeval gate --policy FILE` and `gate` in the config hold', GatePolicy],
  series: ['What `xeval report BASE E1 E2 --format json` prints', Series],
  published: ['What `xeval compare --published FILE --json` prints', PublishedComparison],
  behaviour: ['What `xeval behaviour --json` prints', Behaviour],
  leaderboard: ['What `xeval tti FILE --json` prints', Leaderboard],
  overlap: ['What `xeval overlap --json` prints', OverlapResult],
  'overlap-nearest': ['What `xeval overlap --nearest BEFORE AFTER --json` prints', NearestResult],
  'overlap-samples': [
    'A line of what `xeval overlap --flagged FILE` writes, and of what `xeval compare --overlap FILE` reads',
    OverlapRecord,
  ],
  'sft-check': ['What `xeval sft-check --json` prints', SftResult],
  'published-table': ['What `xeval compare --published FILE.json` reads', PublishedTable],
} as const

const namedJudges = await Promise.all(
  Object.entries(judges).map(async ([name, load]) => ({
    names: [...Object.keys(judgeAliases).filter(short => judgeAliases[short] === name), name],
    judge: (await load()).default,
  })),
)

/** File name → JSON Schema (draft 2020-12) of what the command line prints and reads, made from the zod schemas. */
export const jsonSchemas = (): Record<string, string> =>
  Object.fromEntries([
    ...Object.entries(schemas).map(([name, [title, schema]]) => [
      `${name}.schema.json`,
      `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`,
    ]),
    ['task.schema.json', `${JSON.stringify(taskSchema(namedJudges), null, 2)}\n`],
  ])
