import { extname } from 'node:path'
import { z } from 'zod'
import { type CompareOptions, compareRuns } from '../analysis/compare-runs.ts'
import type { ScoredRun } from '../analysis/scored-run.ts'
import type { ScoredSample } from '../analysis/scored-sample.ts'
import type { Analysis } from '../core/analysis.ts'
import type { BenchmarkComparison, Comparison } from '../core/comparison.ts'
import type { Language } from '../core/wording.ts'
import { differenceWithInterval } from '../report/figures.ts'
import { overlapDeltaWords } from '../report/overlap-delta-words.ts'
import { parseJson } from '../sources/json-text.ts'
import { readJsonl } from '../sources/jsonl.ts'
import { checkRow, malformed } from '../sources/malformed.ts'
import { readText } from '../sources/read-text.ts'

/** A difference with all samples, without those found in training data, and on those alone. */
interface Delta {
  n: number
  delta?: { value: number; ci95: readonly number[] }
}

/** Two runs compared once more without the samples that a file names, and on those alone; as a section of the report. */
export async function overlapSection(
  file: string,
  [before, after]: readonly [ScoredRun, ScoredRun],
  whole: Comparison,
  options: CompareOptions,
  language: Language,
): Promise<Analysis> {
  const flagged = await readFlagged(file)
  const { onFlip: _, onRow: __, ...asked } = options
  // What was accepted of the whole runs holds for parts of them.
  const compareSome = (keep: (sample: ScoredSample) => boolean): Promise<Comparison> =>
    compareRuns(someOf(before, keep), someOf(after, keep), { ...asked, force: true, minOverlap: 0, allowNothing: true })
  const without = await compareSome(sample => !flagged.has(keyOf(sample)))
  const only = await compareSome(sample => flagged.has(keyOf(sample)))
  const rows = whole.benchmarks.map(benchmark => {
    const of = ({ benchmarks, notCompared }: Comparison): Part => {
      const isOwn = ({ name }: { name: string }): boolean => name === benchmark.name
      const compared = benchmarks.find(isOwn)
      return compared ?? { n: notCompared.find(isOwn)?.pairs ?? 0 }
    }
    return { benchmark, without: of(without), only: of(only) }
  })
  const say = overlapDeltaWords[language]
  const shown = (one: Part): string[] =>
    one.delta === undefined
      ? [String(one.n), '–']
      : [String(one.n), differenceWithInterval(one.delta.value, one.delta.ci95, one.unit)]
  const isNone = rows.every(({ only }) => only.n === 0)
  return {
    title: say.title,
    notes: [say.file(file, flagged.size), ...(isNone ? [say.none] : []), say.note],
    tables: [
      {
        header: say.header,
        rows: rows.map(({ benchmark, without, only }) => [
          benchmark.name,
          ...[benchmark, without, only].flatMap(shown),
        ]),
      },
    ],
    data: {
      file,
      flagged: flagged.size,
      benchmarks: rows.map(({ benchmark, without, only }) => ({
        name: benchmark.name,
        all: figuresOf(benchmark),
        without: figuresOf(without),
        only: figuresOf(only),
      })),
    },
  }
}

/** Of a single sample, or of none that is scored, there may be no difference. */
type Part = BenchmarkComparison | { n: number; delta?: undefined }

const figuresOf = ({ n, delta }: Part): Delta => ({
  n,
  ...(delta && { delta: { value: delta.value, ci95: delta.ci95 } }),
})

const keyOf = ({ benchmark, id }: { benchmark: string; id: string }): string => `${benchmark}\u0000${id}`

/** A part of a run. Its samples are paired as they come: the order of a whole run would count those that are left out. */
const someOf = (
  { dir, manifest, benchmarks, scores }: ScoredRun,
  keep: (sample: ScoredSample) => boolean,
): ScoredRun => ({
  dir,
  manifest,
  benchmarks,
  async *scores() {
    for await (const sample of scores()) if (keep(sample)) yield sample
  },
})

const Flagged = z.object({ benchmark: z.string(), id: z.string() })

/** Samples by benchmark and id, from the file of `overlap --flagged`, or what `overlap --json` printed. */
async function readFlagged(file: string): Promise<Set<string>> {
  const found = new Set<string>()
  if (extname(file).toLowerCase() === '.json') {
    let text = ''
    for await (const piece of readText(file)) text += piece
    const { flagged } = checkRow(
      z.object({ flagged: z.array(Flagged) }),
      parseJson(text, { file }),
      { file },
      'document',
    )
    for (const one of flagged) found.add(keyOf(one))
    return found
  }
  for await (const { value, line } of readJsonl(file, Flagged)) {
    if (value.id === '') throw malformed({ file, line }, 'the id of the sample is empty')
    found.add(keyOf(value))
  }
  return found
}
