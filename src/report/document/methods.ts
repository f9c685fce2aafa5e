import type { BenchmarkComparison } from '../../core/comparison.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { ComparisonInput, RunInput, SeriesInput } from '../../core/report.ts'
import { adjustment, levelText } from '../adjustment.ts'
import { difference } from '../figures.ts'
import { differencesIn } from '../in-words.ts'
import { citedMethods } from '../method-references.ts'
import type { Words } from '../words.ts'
import type { Block } from './block.ts'
import { type MethodsWords, methodsWords } from './methods-words.ts'
import { isRecorded, parameterText } from './provenance.ts'

type Input = RunInput | ComparisonInput | SeriesInput
type Plan = Manifest['benchmarks'][number]

export function methods(input: Input, words: Words): Block[] {
  const say = methodsWords[words.language]
  return [
    { kind: 'heading', text: say.heading },
    { kind: 'paragraph', text: methodsParagraph(input, words) },
  ]
}

/**
 * All that a paper's methods section must say of these runs, from their manifests and results alone, as plain text.
 *
 * @example
 * methodsParagraph(toyInputs.comparison, words.en).startsWith('We compared') // → true
 */
export function methodsParagraph(input: Input, words: Words): string {
  const say = methodsWords[words.language]
  const manifests = manifestsOf(input)
  const sentences = [
    ...(manifests.some(({ demo }) => demo) ? [say.demo] : []),
    ...dataSentences(manifests, say),
    ...answerSentences(manifests, words, say),
    ...cachedSentences(manifests, say),
    ...judgeSentences(manifests, words, say),
    ...analysis(input, words, say),
  ]
  return sentences.join(words.language === 'zh' ? '' : ' ')
}

const manifestsOf = (input: Input): readonly Manifest[] => {
  if (input.kind === 'run') return [input.manifest]
  return input.kind === 'series' ? input.manifests : [input.manifests.before, input.manifests.after]
}

function dataSentences(manifests: readonly Manifest[], say: MethodsWords): string[] {
  const plans = plansOf(manifests)
  const bundled = plans.filter(({ dataset }) => dataset.bundled).map(({ name }) => name)
  const [first] = manifests
  const sampled = plans.some(({ n, available }) => n < available)
  const data = plans.map(({ name, dataset, n, available }) =>
    say.dataset(name, dataset.name, dataset.version, n, available, short(dataset.sha256)),
  )
  return [
    say.models(
      manifests.map(({ model }) => model.name),
      distinct(manifests.map(({ suite }) => suite)).join(say.list),
      distinct(manifests.map(({ versions }) => versions.xeval)).join(say.list),
    ),
    say.data(distinct(data).join(say.clause)),
    ...(bundled.length > 0 ? [say.bundled(distinct(bundled).join(say.list))] : []),
    ...(sampled && first !== undefined ? [say.sampling(first.seed, first.sampling.stratify)] : []),
  ]
}

/** Of answers that were recorded elsewhere nothing is claimed but that: their runs know no temperature and no limit. */
function answerSentences(manifests: readonly Manifest[], words: Words, say: MethodsWords): string[] {
  const asked = manifests.filter(manifest => !isRecorded(manifest))
  const recorded = manifests.filter(isRecorded).map(({ model }) => model.name)
  const limits = distinct(asked.flatMap(limitsOf))
  const parameters = distinct(asked.map(manifest => parameterText(manifest, words)))
  const system = manifests.flatMap(({ model }) => (model.system === undefined ? [] : [`system ${short(model.system)}`]))
  const prompts = distinct([...system, ...hashes(plansOf(asked).map(({ prompts }) => prompts))])
  return [
    ...distinct(asked.map(({ epochs }) => `${epochs}`)).map(epochs =>
      say.answers(Number(epochs), parameters.join(' / '), limits.length > 0 ? limits.join(' / ') : undefined),
    ),
    ...(recorded.length > 0 ? [say.recorded(distinct(recorded).join(say.list), asked.length === 0)] : []),
    ...(asked.length === 0 ? [] : [prompts.length > 0 ? say.prompts(prompts.join(say.list)) : say.noPrompts]),
  ]
}

/** Output tokens that were asked for; a server that refused so many was asked for as many as it gives. */
function limitsOf({ benchmarks, counts }: Manifest): string[] {
  const ceilings = Object.keys(counts?.dropped?.model ?? {}).map(name => Number(/^max_tokens > (\d+)$/.exec(name)?.[1]))
  const most = Math.min(...ceilings.filter(ceiling => ceiling > 0))
  return benchmarks.flatMap(({ maxTokens }) => (maxTokens === undefined ? [] : [`${Math.min(maxTokens, most)}`]))
}

/** What was taken from the cache was asked for by another run, or by this one before it was resumed. */
function cachedSentences(manifests: readonly Manifest[], say: MethodsWords): string[] {
  const cached = manifests.flatMap(({ model, counts, benchmarks, epochs }) => {
    const answers = counts?.cachedAnswers ?? 0
    const of = benchmarks.reduce((sum, { n }) => sum + n, 0) * epochs
    return answers === 0 ? [] : [say.cachedOf(model.name, answers, of)]
  })
  return cached.length === 0 ? [] : [say.cached(cached.join(say.clause))]
}

function judgeSentences(manifests: readonly Manifest[], words: Words, say: MethodsWords): string[] {
  const plans = plansOf(manifests)
  const prompts = distinct(hashes(plans.map(({ judge }) => judge.prompts)))
  return [
    say.judged(judgeList(manifests, words).join(say.clause)),
    ...(prompts.length > 0 ? [say.judgePrompts(prompts.join(say.list))] : []),
    ...(plans.some(({ judge }) => judge.upstreamParsing === true) ? [say.upstreamParsing] : []),
  ]
}

/**
 * Each judge as it was used, with its benchmarks.
 *
 * @example
 * judgeList([toyManifest(24)], words.en) // → ['word v1 (embedded rules, xeval v1) for toy']
 */
export function judgeList(manifests: readonly Manifest[], words: Words): string[] {
  const say = methodsWords[words.language]
  const judges = new Map<string, Plan[]>()
  for (const plan of plansOf(manifests)) {
    const key = JSON.stringify([
      plan.judge.name,
      plan.judge.version,
      plan.judge.model,
      plan.judge.source,
      plan.judge.parameters,
    ])
    judges.set(key, [...(judges.get(key) ?? []), plan])
  }
  return [...judges.values()].flatMap(group => {
    const [first] = group
    if (first === undefined) return []
    const { name, version } = first.judge
    const names = distinct(group.map(plan => plan.name)).join(say.list)
    return [say.judge(names, name, version, judgedBy(first.judge, words, say))]
  })
}

function judgedBy(
  { model, source, byPeople, scale, parameters }: Plan['judge'],
  words: Words,
  say: MethodsWords,
): string {
  const rated = scale === undefined ? [] : [say.scale(scale.min, scale.max)]
  if (byPeople) return say.byPeople(rated)
  if (model === undefined) return say.byRules(source)
  const asked = parameters === undefined ? [] : [parameterText({ parameters }, words)]
  // Where a judge's server stands is no part of a method; what it serves is.
  return say.byModel(model.replace(/^https?:[^#]*#/, ''), source, [...rated, ...asked])
}

/**
 * Every prompt, of benchmarks and judges, with its hash.
 *
 * @example
 * promptList([toyManifest(24)]) // → []
 */
export const promptList = (manifests: readonly Manifest[]): string[] =>
  distinct(hashes(plansOf(manifests).flatMap(({ prompts, judge }) => [prompts, judge.prompts])))

/**
 * Every benchmark with the hash of its data.
 *
 * @example
 * dataList([toyManifest(24)]) // → ['toy 000000000000']
 */
export const dataList = (manifests: readonly Manifest[]): string[] =>
  distinct(plansOf(manifests).map(({ name, dataset }) => `${name} ${short(dataset.sha256)}`))

function analysis(input: Input, words: Words, say: MethodsWords): string[] {
  const names = (ids: readonly string[]) => citedMethods(ids, words.language).join(say.list)
  if (input.kind === 'run') {
    const { benchmarks } = input.run
    const used = benchmarks.flatMap(({ metrics }) => metrics.map(({ method }) => method))
    return [
      ...(used.length > 0 ? [say.intervals(names(used)), say.estimand] : []),
      failureSentence(
        benchmarks.map(({ name, errored, unscored }) => ({ name, errored: `${errored}`, unscored: `${unscored}` })),
        say,
      ),
    ]
  }
  const result = input.kind === 'series' ? input.series : input.comparison
  const headlines =
    input.kind === 'series'
      ? input.series.benchmarks.flatMap(({ name, changes }) =>
          changes.flatMap(change => (change ? [{ name, ...change }] : [])),
        )
      : input.comparison.benchmarks
  const inItsUnit = (figure: string, name: string, unit: string): string => {
    const scale = plansOf(manifestsOf(input)).find(plan => plan.name === name)?.judge.scale
    return unit !== 'number' || scale === undefined ? figure : say.onScale(figure, say.scale(scale.min, scale.max))
  }
  const margins = headlines.flatMap(({ name, margin, unit }) =>
    margin === undefined ? [] : [`${name} ${inItsUnit(difference(margin, unit).replace('+', ''), name, unit)}`],
  )
  const score = input.kind === 'comparison' ? input.comparison.suiteScore : undefined
  const isBounded = (one: object): boolean => 'bounds' in one
  const differences = differencesIn(result, words)
  return [
    ...(headlines.length === 0
      ? [say.nothing]
      : [
          say.pairing(names(headlines.map(({ delta }) => delta.method)), names(headlines.map(({ test }) => test.name))),
          ...(score === undefined ? [] : [say.mean(names([score.test.name]))]),
          ...(headlines.some(isBounded) ? [say.bounds] : []),
          say.adjusted(
            headlines.length + (score === undefined ? 0 : 1) - (result.primary === undefined ? 0 : 1),
            Number(levelText(result.alpha)),
            adjustment(result),
          ),
          say.estimand,
        ]),
    ...(input.kind === 'comparison' && input.comparison.benchmarks.some(one => one.fixedQuestions) ? [say.fixed] : []),
    ...(result.primary === undefined ? [] : [say.primary(result.primary === 'mean' ? words.mean : result.primary)]),
    ...(hasConjunction(input) ? [say.conjunction] : []),
    ...(margins.length > 0 ? [say.margins(distinct(margins).join(say.list))] : []),
    ...(input.kind === 'comparison' ? [failureSentence(armFailures(input), say)] : []),
    ...(differences.length > 0 ? [say.forced(differences.join(say.clause))] : []),
  ]
}

const hasConjunction = (input: Input): boolean =>
  input.kind === 'comparison'
    ? input.comparison.conjunction !== undefined
    : input.kind === 'series' && (input.series.conjunctions ?? []).some(one => one !== null)

type Failing = Pick<BenchmarkComparison, 'name'> & { errored: string; unscored: string }

const armFailures = ({ comparison }: ComparisonInput): Failing[] =>
  [...comparison.benchmarks, ...comparison.notCompared].map(({ name, errored, unscored }) => ({
    name,
    errored: both(errored),
    unscored: both(unscored),
  }))

const both = ({ before, after }: { before: number; after: number }): string =>
  before === 0 && after === 0 ? '0' : `${before} → ${after}`

function failureSentence(benchmarks: readonly Failing[], say: MethodsWords): string {
  const failing = benchmarks.filter(({ errored, unscored }) => errored !== '0' || unscored !== '0')
  if (failing.length === 0) return say.noFailures
  return say.failures(
    failing.map(({ name, errored, unscored }) => say.failure(name, errored, unscored)).join(say.clause),
  )
}

const plansOf = (manifests: readonly Manifest[]): Plan[] => manifests.flatMap(({ benchmarks }) => benchmarks)
const hashes = (records: readonly Readonly<Record<string, string>>[]): string[] =>
  records.flatMap(record => Object.entries(record).map(([id, sha256]) => `${id} ${short(sha256)}`))
const short = (sha256: string): string => sha256.slice(0, 12)
const distinct = (texts: readonly string[]): string[] => [...new Set(texts)]
