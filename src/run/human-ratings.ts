import type { ReadableRun } from '../analysis/scored-run.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Completion } from '../core/completion.ts'
import type { HumanRating, Judge } from '../core/judge.ts'
import type { RunItem, RunReader } from '../core/run-store.ts'
import type { Sample } from '../core/sample.ts'
import { type JudgeSetup, judgeAnswer } from '../exec/judge-answer.ts'
import { panelsOf, ratingsOf } from '../ratings/from-run.ts'
import { readRatings } from '../ratings/rating-store.ts'

/** The judge that a run's benchmark was judged by, where that is people. */
function peopleOf({ manifest }: Pick<ReadableRun, 'manifest'>, benchmark: Benchmark | undefined): Judge | undefined {
  const plan = manifest.benchmarks.find(({ name }) => name === benchmark?.name)
  return benchmark?.judges.find(({ name, byPeople }) => name === plan?.judge.name && byPeople)
}

/**
 * A run as it is after all that people said of it so far: where its judge is people, the judgments are made anew from
 * `ratings.jsonl` while they are read, and `judgments.jsonl` stays as the run left it. So no figure is ever older than the
 * ratings, a changed rating counts as changed, and a comparison can be looked at while the rating page is open.
 */
export async function withRatings(run: ReadableRun, benchmarks: ReadonlyMap<string, Benchmark>): Promise<ReadableRun> {
  if (![...benchmarks.values()].some(benchmark => peopleOf(run, benchmark))) return run
  const records = await readRatings(run.dir)
  const look = ratingsOf(records)
  const ratings = (benchmark: string, sample: Sample, { text }: Completion): HumanRating[] =>
    look(benchmark, sample.id, text)
  const signal = new AbortController().signal
  const rated = mapItems(run, async item => {
    const { benchmark: name, ...sample } = item.sample
    const benchmark = benchmarks.get(name)
    const judge = peopleOf(run, benchmark)
    if (benchmark === undefined || judge === undefined) return item
    const setup: JudgeSetup = { judge, templates: {}, options: { api: 'chat', upstreamParsing: false }, ratings }
    const epochs = item.epochs.map(async ({ output }, i) => {
      if (output?.outcome.ok !== true) return { ...(output && { output }) }
      const judgment = await judgeAnswer(setup, benchmark, sample, i + 1, output.outcome.value, signal)
      return { output, judgment }
    })
    return { sample: item.sample, epochs: await Promise.all(epochs) }
  })
  return { ...rated, panels: panelsOf(records, name => peopleOf(run, benchmarks.get(name)) !== undefined) }
}

/** A run whose items are changed while they are read. */
function mapItems(run: ReadableRun, change: (item: RunItem) => Promise<RunItem>): ReadableRun {
  const { dir, manifest, sampleKeys, itemsLike } = run
  return {
    dir,
    manifest,
    async *items() {
      for await (const item of run.items()) yield change(item)
    },
    ...(sampleKeys && { sampleKeys }),
    ...(itemsLike && {
      async *itemsLike(other: Pick<RunReader, 'sampleKeys'>) {
        for await (const item of itemsLike(other)) yield item && change(item)
      },
    }),
  }
}
