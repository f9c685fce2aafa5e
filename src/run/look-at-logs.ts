import { basename } from 'node:path'
import { answerMark } from '../core/answer-mark.ts'
import type { Manifest } from '../core/manifest.ts'
import { readLog } from '../files/read-log.ts'
import { isWork, toJudgment, toOutput, toSample } from '../store/run/checked-record.ts'
import { sampleHash, workHash } from '../store/run/key.ts'
import { files } from '../store/run/run-files.ts'
import { makeIdSet } from './plan-benchmark.ts'

/** A log, line by line: what is whole and of this run, and what is wrong with the others. */
export interface LookedAt {
  file: string
  lines: number
  /** Line by line from 0: whether it stands where another is thrown out. */
  kept: boolean[]
  problems: string[]
}

export interface Logs {
  samples: LookedAt
  outputs: LookedAt
  judgments: LookedAt
  /** Answers that are not there, and judgments of those that are. */
  missing: { outputs: number; judgments: number }
}

/** Reads every line of a run's logs, and holds them against each other and the manifest. */
export async function lookAtLogs(dir: string, manifest: Manifest): Promise<Logs> {
  const known = new Set<number>()
  const samples = await lookAtSamples(dir, manifest, known)
  /** Of the last answer of each piece of work, where there is one. */
  const marks = new Map<number, string | undefined>()
  const outputs = await look(files.outputs(dir), manifest, (record, path) => {
    if (!isWork(record) || !known.has(sampleHash(record.benchmark, record.sampleId)))
      return 'is of a sample that is not in the run'
    const { outcome } = toOutput(record, path)
    marks.set(workHash(record), outcome.ok && outcome.value.text !== '' ? answerMark(outcome.value.text) : undefined)
    return undefined
  })
  const judged = new Set<number>()
  const judgments = await look(files.judgments(dir), manifest, (record, path) => {
    if (!isWork(record) || !marks.has(workHash(record))) return 'is of an answer that is not in outputs.jsonl'
    const { answer } = toJudgment(record, path)
    const mark = marks.get(workHash(record))
    if (answer !== undefined && mark !== undefined && answer !== mark)
      return 'is of another answer than outputs.jsonl has'
    judged.add(workHash(record))
    return undefined
  })
  const wanted = manifest.benchmarks.reduce((sum, { n }) => sum + n, 0) * manifest.epochs
  const unjudged = [...marks].filter(([work, mark]) => mark !== undefined && !judged.has(work)).length
  return { samples, outputs, judgments, missing: { outputs: wanted - marks.size, judgments: unjudged } }
}

async function lookAtSamples(dir: string, { benchmarks }: Manifest, known: Set<number>): Promise<LookedAt> {
  const sets = new Map(benchmarks.map(({ name }) => [name, makeIdSet()]))
  const found = await look(files.samples(dir), undefined, (record, path) => {
    const { id, benchmark } = toSample(record, path)
    const key = sampleHash(benchmark, id)
    if (known.has(key)) return 'is a sample that is there already'
    known.add(key)
    sets.get(benchmark)?.add(id)
    return undefined
  })
  for (const { name, n, sampleIds } of benchmarks) {
    const set = sets.get(name)
    if (set === undefined || set.size !== n)
      found.problems.push(`${set?.size ?? 0} samples of ${name}; the run has ${n}`)
    else if (set.digest() !== sampleIds) found.problems.push(`other samples of ${name} than the manifest states`)
  }
  return found
}

type Judge = (record: Record<string, unknown>, path: string) => string | undefined

/** `manifest` is that of the run whose log it has to be. */
async function look(path: string, manifest: Manifest | undefined, problemOf: Judge): Promise<LookedAt> {
  const found: LookedAt = { file: basename(path), lines: 0, kept: [], problems: [] }
  const seen = new Map<string, number[]>()
  let foreign: string | undefined
  for await (const entries of readLog(path)) {
    for (const { record } of entries) {
      found.lines++
      const run = record?.['run']
      if (manifest?.mark !== undefined && typeof run === 'string' && run !== manifest.mark) foreign = run
      else if (typeof run === 'string') foreign = undefined
      const problem =
        foreign !== undefined
          ? `is of run ${foreign}`
          : record === undefined
            ? 'does not match its checksum'
            : tried(() => problemOf(record, path))
      found.kept.push(problem === undefined)
      if (problem !== undefined) seen.set(problem, [...(seen.get(problem) ?? []), found.lines])
    }
  }
  for (const [problem, lines] of seen) found.problems.push(linesText(lines, problem))
  return found
}

/** A record of no known shape is thrown out like any other. */
function tried(problemOf: () => string | undefined): string | undefined {
  try {
    return problemOf()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const SHOWN = 5

const linesText = (lines: readonly number[], problem: string): string => {
  const shown = lines.slice(0, SHOWN).join(', ')
  const more = lines.length > SHOWN ? ` and ${lines.length - SHOWN} more` : ''
  return lines.length === 1 ? `line ${shown} ${problem}` : `lines ${shown}${more}: each ${problem}`
}
