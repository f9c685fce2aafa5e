import { z } from 'zod'
import { tableFormats } from './table-reading.ts'

const column = z.string().min(1).describe('Name of a column of the data')
const label = z.string().min(1)
const template = z.string().min(1).describe('Text with columns as placeholders: What is the capital of {{country}}?')

const Data = z.strictObject({
  file: z.string().min(1).describe('Path, from the folder of the task file'),
  format: z.enum(tableFormats).optional().describe('Default: by the ending of the name'),
  delimiter: z.enum([',', ';', '\t', '|']).optional().describe('Of CSV. Default: by the first lines'),
  decimal: z
    .enum(['.', ','])
    .optional()
    .describe('Of the gold answers in CSV. Default: a comma if a semicolon is between the columns'),
  where: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('Only rows that have these values'),
})

const Target = z.strictObject({
  column,
  separator: z.string().min(1).describe('What stands between accepted answers in one cell: |'),
})

const Choices = z.strictObject({
  column: column.optional().describe('A column that holds a list of choices'),
  separator: z.string().min(1).optional().describe('What stands between the choices in one cell; for CSV'),
  fixed: z.array(z.string().min(1)).min(2).max(26).optional().describe('The same choices for every row'),
})

const Metric = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_@-]*$/, 'expected lower-case letters, digits, _ and -')
    .describe('Name of the figure'),
  labels: z.array(label).min(1).optional().describe('The share of answers with one of these labels'),
  scores: z.record(z.string(), z.number()).optional().describe('The mean of a number per label'),
  rating: z.literal(true).optional().describe('The mean of the ratings of a judge that rates'),
  better: z.enum(['higher', 'lower']).optional().describe('Default: higher'),
  description: z.string().min(1).optional(),
})
export type TaskMetric = z.infer<typeof Metric>

const JudgeSpec = z.looseObject({ name: z.string().min(1).describe('Name of a judge: `xeval list judges`') })

/** A benchmark as it is declared in YAML or JSON, without code: docs/tasks.md. */
export const TaskFile = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a name in kebab-case, such as my-task')
    .refine(name => name !== 'all', 'all stands for every suite in `xeval run all`; choose another name')
    .describe('What `xeval run`, reports and gates call it'),
  data: z
    .union([z.string().min(1), Data])
    .describe('JSONL, JSON, CSV, TSV or Parquet file, from the folder of this file'),
  prompt: template.optional().describe('What the user asks, with columns as placeholders'),
  messages: column.optional().describe('Instead of `prompt`: a column that holds a list of { role, content }'),
  system: template.optional().describe('System message, with columns as placeholders'),
  target: z
    .union([column, z.array(column).min(1), Target])
    .optional()
    .describe('Column of the gold answer, or several'),
  choices: z
    .union([z.array(column).min(2).max(26), Choices])
    .optional()
    .describe('Columns of the choices, in the order of A, B, C; {{choices}} lists them in the prompt'),
  judge: z.union([z.string().min(1), JudgeSpec]).describe('How an answer is judged'),
  metrics: z.array(Metric).min(1).optional().describe('The first is the headline. Default: by the labels of the judge'),
  group: column.optional().describe('Column of what rows have in common: rows of a group are not independent'),
  breakdowns: z.array(column).optional().describe('Columns by which the report breaks figures down'),
  keep: z.array(column).optional().describe('Further columns that a judge reads'),
  language: z
    .union([z.string().regex(/^[a-z]{2,3}$/, 'expected a language such as en or zh'), z.strictObject({ column })])
    .optional()
    .describe('Language of the questions. Default: Chinese if a question has Chinese characters, else English'),
  id: column.optional().describe('Column of an id. Default: the question'),
  limit: z
    .union([z.int().positive(), z.literal('all')])
    .optional()
    .describe('Rows, unless --limit says otherwise. Default: all'),
  stratify: column.optional().describe('Column in proportion to which a limit samples; one of `breakdowns`'),
  maxTokens: z.int().positive().optional().describe('Output tokens at most. Default: 2048'),
  truncated: z
    .enum(['unscored', 'judged'])
    .optional()
    .describe('An answer that the token limit cut off. Default: unscored'),
  version: z.int().positive().optional().describe('Raise it when the task measures something else. Default: 1'),
  title: z.string().min(1).optional().describe('Above the column of the table. Default: the name'),
  description: z.string().min(1).optional(),
  source: z.string().min(1).optional().describe('Where the data are from, for the report'),
  licence: z.string().min(1).optional(),
  citation: z.string().min(1).optional().describe('One BibTeX entry'),
})
export type TaskFile = z.infer<typeof TaskFile>

/**
 * A task as it is written in a config or in code.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * await writeFile('capitals.csv', 'country,capital\nFrance,Paris\nJapan,Tokyo\n')
 * const task: WrittenTask = {
 *   name: 'capitals',
 *   data: 'capitals.csv',
 *   prompt: 'What is the capital of {{country}}?',
 *   target: 'capital',
 *   judge: 'exact',
 * }
 * const endpoint = await startMockEndpoint({ answer: () => 'Paris.' })
 * const { runs } = await evaluate({ suite: 'capitals', tasks: [task], model: `${endpoint.url}#mock` })
 * await endpoint.close()
 * runs[0]?.metrics.benchmarks[0]?.metrics[0]?.value // → 0.5
 */
export type WrittenTask = z.input<typeof TaskFile>
