import { readFileSync } from 'node:fs'
import { XevalError } from 'xeval'
import { textTable } from 'xeval/report'
import { z } from 'zod'

const Shared = z.object({
  /** Absent where no answer has a count. */
  tokens: z.number().exactOptional(),
  /** How many of how many answers have a count, where some have none. */
  counted: z.tuple([z.int(), z.int()]).exactOptional(),
  /** Of the accuracy, 0…1; the paper gives none. */
  ci95: z.tuple([z.number(), z.number()]).exactOptional(),
})
/** Accuracy on one benchmark at its average output tokens, as a count of questions or in per cent. */
const Cell = z.union([Shared.extend({ right: z.number(), of: z.int() }), Shared.extend({ percent: z.number() })])
const Published = z.object({
  source: z.string(),
  rows: z.array(z.object({ model: z.string(), aime2024: Cell, math500: Cell })),
})

export type Table1Cell = z.infer<typeof Cell>

/** A model's line; a benchmark that it was not run on is left out. */
export interface Table1Row {
  model: string
  aime2024?: Table1Cell
  math500?: Table1Cell
  /** Not in the paper: columns of its own where a model was run on it. */
  gsm8k?: Table1Cell
}

export interface Table1Options {
  format: 'markdown' | 'latex'
  /** The figures of the paper below the measured ones. @default false */
  published?: boolean
}

export interface Measured {
  /** Accuracy 0…1 over n questions, mean over epochs, with its interval. */
  accuracy: number
  ci95: readonly [number, number]
  n: number
  /** Absent where no answer has a count. */
  tokens?: number
  /** Answers that have a count, of all. @default all of them */
  counted?: number
  answers?: number
}

/**
 * A cell from what a run measured; AIME is customarily given as a count of questions. An interval without any width, of
 * questions that are all alike, is left out: resampling can say nothing of them.
 */
export function table1Cell(measured: Measured, as: 'count' | 'percent'): Table1Cell {
  const {
    accuracy,
    ci95: [low, high],
    n,
    tokens,
    counted,
    answers,
  } = measured
  const partly = counted !== undefined && answers !== undefined && counted < answers
  const shared: z.infer<typeof Shared> = {
    ...(tokens !== undefined && { tokens }),
    ...(partly && { counted: [counted, answers] }),
    ...(low < high && { ci95: [low, high] }),
  }
  return as === 'count' ? { right: accuracy * n, of: n, ...shared } : { percent: 100 * accuracy, ...shared }
}

/** Table 1 of O1 Replication Journey, Part 2: accuracy at average output tokens. */
export function table1(rows: readonly Table1Row[], { format, published = false }: Table1Options): string {
  const { rows: theirs, source } = readPublished()
  const markdown = format === 'markdown'
  const benchmarks = benchmarksOf(rows)
  const lines = (of: readonly Table1Row[], mark: string) =>
    of.map(row => [`${markdown ? plain(row.model) : latex(row.model)}${mark}`, ...figuresOf(row, benchmarks, markdown)])
  const body = [...lines(rows, ''), ...(published ? lines(theirs, markdown ? ' †' : '$^\\dagger$') : [])]
  const notes = [
    ...(published ? [`${markdown ? '†' : '$\\dagger$'} as published: ${source}`] : []),
    ...(rows.some(partlyCounted) ? ['(a/b) averaged over the a of b answers with a token count from the server'] : []),
  ]
  return markdown
    ? asMarkdown(headerOf(benchmarks), body, notes)
    : asLatex(headerOf(benchmarks), body, published ? rows.length : 0, notes)
}

/** The measured rows as cells, for a report. */
export const table1Cells = (rows: readonly Table1Row[]): string[][] =>
  rows.map(row => [row.model, ...figuresOf(row, benchmarksOf(rows), true)])

/** The table's header; `model` and `tokens` in the report's language. */
export const table1Header = (rows: readonly Table1Row[], model: string, tokens: string): string[] =>
  headerOf(benchmarksOf(rows), model, tokens)

const titles = { aime2024: 'AIME2024', math500: 'MATH500', gsm8k: 'GSM8K' } as const
type Column = keyof typeof titles

/** The paper's two, and the third where a row has it. */
const benchmarksOf = (rows: readonly Table1Row[]): Column[] => [
  'aime2024',
  'math500',
  ...(rows.some(({ gsm8k }) => gsm8k !== undefined) ? (['gsm8k'] as const) : []),
]

const headerOf = (benchmarks: readonly Column[], model = 'Model', tokens = 'Avg. tokens'): string[] => [
  model,
  ...benchmarks.flatMap(name => [titles[name], tokens]),
]

const figuresOf = (row: Table1Row, benchmarks: readonly Column[], markdown: boolean): string[] =>
  benchmarks.flatMap(name => [accuracy(row[name], markdown), tokens(row[name])])

/** `812 (29/30)`: the average of the 29 answers, of 30, that have a count; `– (0/30)` where none has. */
function tokens(cell: Table1Cell | undefined): string {
  if (cell === undefined) return '–'
  const average = cell.tokens === undefined ? '–' : Math.round(cell.tokens).toString()
  return cell.counted === undefined ? average : `${average} (${cell.counted.join('/')})`
}

const partlyCounted = ({ aime2024, math500, gsm8k }: Table1Row): boolean =>
  [aime2024, math500, gsm8k].some(cell => cell?.counted !== undefined)

function asMarkdown(header: readonly string[], body: readonly string[][], notes: readonly string[]): string {
  const right = header.flatMap((_, at) => (at === 0 ? [] : [at]))
  const table = textTable(header, body, { markdown: true, right })
  return `${[table, ...notes.flatMap(note => ['', note])].join('\n')}\n`
}

/** The paper's rows, if any, come after the first `own`. */
function asLatex(header: readonly string[], body: readonly string[][], own: number, notes: readonly string[]): string {
  const lines = body.map(cells => `${cells.join(' & ')} \\\\`)
  const rules = own === 0 ? lines : lines.toSpliced(own, 0, '\\midrule')
  return `${[
    `\\begin{tabular}{l${'r'.repeat(header.length - 1)}}`,
    '\\toprule',
    `${header.map(text => text.replace('. ', '.\\ ')).join(' & ')} \\\\`,
    '\\midrule',
    ...rules,
    '\\bottomrule',
    '\\end{tabular}',
    ...notes.map(note => `% ${note}`),
  ].join('\n')}\n`
}

function accuracy(cell: Table1Cell | undefined, markdown: boolean): string {
  if (cell === undefined) return '–'
  const number = (value: number) => (Number.isInteger(value) ? value.toString() : value.toFixed(1))
  const count = 'right' in cell ? `${number(cell.right)}/${cell.of}` : undefined
  const value = 'percent' in cell ? cell.percent.toFixed(1) : markdown ? count : `$${count}$`
  if (cell.ci95 === undefined) return `${value}`
  const [low, high] = cell.ci95.map(bound => ('right' in cell ? number(bound * cell.of) : (100 * bound).toFixed(1)))
  return `${value} [${low}, ${high}]`
}

const plain = (text: string): string => text.replaceAll('|', '\\|')
const latex = (text: string): string => text.replace(/[&%$#_{}]/g, '\\$&')

function readPublished(): z.infer<typeof Published> {
  const url = new URL('./published-table1.json', import.meta.url)
  const parsed = Published.safeParse(JSON.parse(readFileSync(url, 'utf8')))
  if (parsed.success) return parsed.data
  throw new XevalError('published-table', `${url.pathname}: not the table’s shape: ${parsed.error.message}`)
}
