import type { Benchmark } from '../core/benchmark.ts'
import { XevalError } from '../core/errors.ts'
import type { Sample } from '../core/sample.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { collectOverlap } from '../overlap/collect.ts'
import { countOverlap, type OverlapResult } from '../overlap/overlap-result.ts'
import { formatOf, readTraining, type TrainingRow } from '../overlap/read-training.ts'
import { indexItems, type OverlapRules, type TestIndex, type TestItem, usualRules } from '../overlap/test-index.ts'
import { locateData } from '../sources/locate.ts'
import { at, type Context } from './context.ts'
import { emptyTraining } from './no-rows.ts'
import { where } from './prepare-tasks.ts'

export interface OverlapSettings {
  train?: readonly string[] | undefined
  part?: OverlapRules['part'] | undefined
  ngram?: number | undefined
  threshold?: number | undefined
  data?: string | undefined
  /** Gets the samples found, a line each. */
  flagged?: string | undefined
}

/** Looks for the samples of suites and benchmarks in training data. Memory goes by the samples, not by the training data. */
export async function findOverlap(
  names: readonly string[],
  settings: OverlapSettings,
  context: Context,
): Promise<OverlapResult> {
  const files = trainingFiles(settings.train)
  const { items, benchmarks } = await testItems(names, settings, context)
  const rules = rulesOf(settings)
  const index = indexItems(items, rules)
  const { add, records } = collectOverlap(index)
  const training: OverlapResult['training'] = []
  for (const file of files) training.push(await passOver(file, index, context, row => add(file, row)))
  const flagged = records()
  if (settings.flagged !== undefined)
    await atomicWrite(at(context, settings.flagged), flagged.map(record => `${JSON.stringify(record)}\n`).join(''))
  return {
    schemaVersion: 1,
    rules: { ...rules, characters: index.alphabets[1]?.lengths.gram ?? rules.ngram },
    training,
    templates: index.templates,
    benchmarks: countOverlap(benchmarks, flagged),
    flagged,
  }
}

/** The files to read, checked by name. */
export function trainingFiles(files: readonly string[] | undefined): readonly string[] {
  if (files === undefined || files.length === 0)
    throw new XevalError('bad-option', '--train FILE is required: the training data to look through', {
      hint: 'xeval overlap reasoning --train sft.jsonl',
    })
  for (const file of files) formatOf(file)
  return files
}

/** Reads a file of training data once, and says what it was. */
export async function passOver(
  file: string,
  index: Pick<TestIndex, 'texts'>,
  context: Pick<Context, 'cwd' | 'signal'>,
  take: (row: TrainingRow) => void | Promise<void>,
): Promise<OverlapResult['training'][number]> {
  const shapes: OverlapResult['training'][number]['shapes'] = {}
  let rows = 0
  for await (const row of readTraining(at(context, file), reachOf(index))) {
    context.signal.throwIfAborted()
    const own = row.lines ?? 1
    rows += own
    shapes[row.shape] = (shapes[row.shape] ?? 0) + own
    const taken = take(row)
    // Most take it at once, and rows are many.
    if (taken !== undefined) await taken
  }
  if (rows === 0) throw emptyTraining(file)
  return { file, format: formatOf(file), rows, shapes }
}

/** Twice the longest test text: a near-duplicate may be longer. */
const reachOf = ({ texts }: Pick<TestIndex, 'texts'>): number =>
  texts.reduce((longest, { text }) => Math.max(longest, 2 * text.length), 2000)

export const rulesOf = ({ part, ngram, threshold }: OverlapSettings): OverlapRules => ({
  part: part ?? usualRules.part,
  ngram: ngram ?? usualRules.ngram,
  threshold: threshold ?? usualRules.threshold,
})

/** All samples of suites and benchmarks, in order. */
export async function testItems(
  names: readonly string[],
  settings: Pick<OverlapSettings, 'data'>,
  context: Context,
): Promise<{ items: TestItem[]; benchmarks: { name: string; n: number; bundled: boolean }[] }> {
  const selections = await context.registry.selectBenchmarks(names)
  const items: TestItem[] = []
  const benchmarks: { name: string; n: number; bundled: boolean }[] = []
  const { data } = settings
  for (const benchmark of selections.flatMap(selection => selection.benchmarks)) {
    const before = items.length
    const { path, bundled } = await locateData(
      benchmark.dataset,
      where(context, { ...(data !== undefined && { data }) }),
    )
    for await (const sample of benchmark.dataset.parse(path)) items.push(itemOf(benchmark, sample))
    benchmarks.push({ name: benchmark.name, n: items.length - before, bundled })
  }
  return { items, benchmarks }
}

/** Of several turns of the user the longest: "Are you sure?" is nobody's. */
export const itemOf = ({ name }: Pick<Benchmark, 'name'>, { id, group, input, target }: Sample): TestItem => ({
  benchmark: name,
  id,
  ...(group !== undefined && { group }),
  question: input
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content)
    .reduce((longest, content) => (content.length > longest.length ? content : longest), ''),
  answers: target ?? [],
})
