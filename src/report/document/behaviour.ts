import type { Behaviour, BehaviourBenchmark, BehaviourFigure } from '../../core/behaviour.ts'
import { remarkText } from '../../core/remark.ts'
import type { BehaviourInput } from '../../core/report.ts'
import { said } from '../../core/wording.ts'
import { differenceWithInterval, withInterval } from '../figures.ts'
import { shorten } from '../shorten.ts'
import type { Words } from '../words.ts'
import { type BehaviourWords, behaviourWords } from './behaviour-words.ts'
import { type Block, fig, type Text } from './block.ts'
import { causesTable } from './causes.ts'

/**
 * How answers behave, benchmark by benchmark: shares and their change, the 2 × 2 with the score, examples.
 *
 * @example
 * behaviourBlocks(toyInputs.behaviour, words.en)[0]?.kind // → 'title'
 */
export function behaviourBlocks({ behaviour }: BehaviourInput, words: Words): Block[] {
  const say = behaviourWords[words.language]
  const { suite, runs, benchmarks } = behaviour
  const isPair = runs.length === 2
  return [
    { kind: 'title', text: [suite, fig(`${words.colon}${say.title}`)] },
    { kind: 'warning', paragraphs: runs.some(({ demo }) => demo) ? [{ strong: words.demo }] : [] },
    {
      kind: 'list',
      items: runs.map((run, at) => [
        fig(isPair ? `${at === 0 ? words.before : words.after}${words.colon}` : ''),
        { code: run.model },
        fig(' ('),
        { code: run.id },
        fig(')'),
      ]),
    },
    ...differing(behaviour, words, say),
    { kind: 'paragraph', text: isPair ? say.note : say.noteAlone },
    { kind: 'paragraph', text: judgedBy(behaviour, words) },
    ...(benchmarks.length === 0 ? [{ kind: 'paragraph', text: say.none } as const] : []),
    ...benchmarks.flatMap(benchmark => [
      ...sharesOf(benchmark, isPair, words),
      ...failedOf(benchmark, words, say),
      ...crossedOf(benchmark, words, say),
      ...examplesOf(benchmark, words, say),
    ]),
  ]
}

/**
 * A row a behaviour: title, n, each arm's share, its change, what could not be decided.
 *
 * @example
 * const [benchmark] = toyInputs.behaviour.behaviour.benchmarks
 * benchmark && behaviourRows(benchmark, words.en)[0]?.[0] // → 'Refusal'
 */
export const behaviourRows = ({ behaviours }: BehaviourBenchmark, { language }: Words): Text[][] =>
  behaviours.map(({ title, unit, arms, delta }) => [
    said(title, language),
    fig(arms[0]?.n ?? 0),
    ...arms.map(({ value, ci95, n }) => fig(n === 0 ? '–' : withInterval(value, ci95, unit))),
    ...(arms.length === 2
      ? [fig(delta === undefined ? '–' : differenceWithInterval(delta.value, delta.ci95, unit))]
      : []),
    fig(arms.map(({ undecided }) => undecided).join(' → ')),
  ])

function differing({ differences, remarks }: Behaviour, { language }: Words, say: BehaviourWords): Block[] {
  if (differences.length === 0) return []
  const texts = remarks?.map(remark => remarkText(remark, language)) ?? differences
  return [
    { kind: 'paragraph', text: say.differ },
    { kind: 'list', items: texts },
  ]
}

/**
 * Who decided: the rules, and each model once.
 *
 * @example
 * judgedBy(toyInputs.behaviour.behaviour, words.en) === behaviourWords.en.rules // → true
 */
export function judgedBy({ benchmarks }: Behaviour, { language }: Words): string {
  const say = behaviourWords[language]
  const all = benchmarks.flatMap(({ behaviours }) => behaviours)
  const models = new Set(
    all.filter(({ by }) => by !== 'rules').map(({ title, by }) => say.byModel(said(title, language), by)),
  )
  return [say.rules, ...models].join(language === 'zh' ? '' : ' ')
}

function sharesOf(benchmark: BehaviourBenchmark, isPair: boolean, words: Words): Block[] {
  const say = behaviourWords[words.language]
  const size = `${benchmark.answers.join(' → ')}${benchmark.bundled ? ` ${words.bundled}` : ''}`
  const header = isPair ? say.header : say.headerAlone
  return [
    { kind: 'heading', text: say.benchmark(benchmark.name, size) },
    { kind: 'table', header, rows: behaviourRows(benchmark, words), right: header.map((_, i) => i).slice(1) },
  ]
}

/** The judgments that failed, by behaviour. */
function failedOf({ behaviours }: BehaviourBenchmark, words: Words, say: BehaviourWords): Block[] {
  const failing = behaviours.map(({ title, arms: [before, after] }) => ({
    name: said(title, words.language),
    causes: after === undefined ? (before?.causes ?? []) : { before: before?.causes ?? [], after: after.causes ?? [] },
  }))
  const table = causesTable(failing, words, say.header[0])
  return table.length === 0 ? [] : [{ kind: 'paragraph', text: say.failed }, ...table]
}

/** The 2 × 2 of each behaviour that some scored answer shows. */
function crossedOf({ behaviours, metric }: BehaviourBenchmark, words: Words, say: BehaviourWords): Block[] {
  const shown = behaviours.filter(({ arms }) =>
    arms.some(({ scored }) => scored !== undefined && scored.shown.right + scored.shown.wrong > 0),
  )
  if (shown.length === 0) return []
  const isPair = shown.some(({ arms }) => arms.length === 2)
  const header = isPair ? say.crossedHeader : say.crossedHeader.slice(0, 6)
  return [
    { kind: 'paragraph', text: { strong: say.crossed } },
    {
      kind: 'table',
      header,
      rows: shown.flatMap(one => crossedRows(one, isPair, words)),
      right: header.map((_, i) => i).slice(2),
    },
    { kind: 'paragraph', text: say.crossedNote(metric) },
  ]
}

function crossedRows(
  { title, arms, deltaRight, deltaWrong }: BehaviourFigure,
  isPair: boolean,
  words: Words,
): Text[][] {
  const changes = [deltaRight, deltaWrong].map(change =>
    fig(change === undefined ? '–' : differenceWithInterval(change.value, change.ci95, 'rate')),
  )
  return arms.map(({ scored }, at): Text[] => [
    at === 0 ? said(title, words.language) : '',
    isPair ? (at === 0 ? words.before : words.after) : '',
    ...[scored?.shown.right, scored?.shown.wrong, scored?.absent.right, scored?.absent.wrong].map(n => fig(n ?? '–')),
    ...(isPair ? (at === 0 ? ['', ''] : changes) : []),
  ])
}

function examplesOf({ behaviours }: BehaviourBenchmark, { language, colon }: Words, say: BehaviourWords): Block[] {
  const items = behaviours.flatMap(({ title, examples }) =>
    examples.slice(0, MOST).map(({ change, sampleId, question, answer, sign }) => ({
      text: [`${said(title, language)}, ${say.changes[change]}`, fig(colon), `“${sign}”`, fig(' '), { code: sampleId }],
      details: [
        `${say.question}${colon}${shorten(question, LONGEST)}`,
        `${say.answer}${colon}${shorten(answer, LONGEST)}`,
      ],
    })),
  )
  if (items.length === 0) return []
  return [
    { kind: 'paragraph', text: { strong: say.examples } },
    { kind: 'numbered', items },
  ]
}

const MOST = 2
const LONGEST = 160
