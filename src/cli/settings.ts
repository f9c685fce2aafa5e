import { z } from 'zod'
import { XevalError } from '../core/errors.ts'

const count = z.coerce.number().int().positive()
const share = z.union([
  z.number().min(0).max(1),
  z
    .string()
    .regex(/^\d+(\.\d+)?%$/, 'a share such as 5%')
    .transform(text => Number(text.slice(0, -1)) / 100),
  z
    .string()
    .regex(/^0?\.\d+$|^[01]$/, 'a share such as 5%')
    .transform(Number),
])
const concurrency = z.union([z.literal('auto'), count])
const pairs = (value: z.ZodType<string | number>) =>
  z.union([
    z.record(z.string(), value),
    z
      .array(z.string().regex(/^[^=]+=/, 'name=value'))
      .transform(all =>
        Object.fromEntries(all.map(text => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])),
      ),
  ])
const list = z.union([z.array(z.string()), z.string().transform(one => [one])])

/** All that a run can be told, on the command line or in `xeval.config.*`; the same names, in camelCase. */
export const Settings = z.strictObject({
  model: z.string().exactOptional(),
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
  judge: list.exactOptional(),
  judgeApi: z.enum(['chat', 'completions']).exactOptional(),
  judgeConcurrency: concurrency.exactOptional(),
  upstreamParsing: z.boolean().exactOptional(),
  limit: z.union([z.literal('all'), count]).exactOptional(),
  seed: z.coerce.number().int().exactOptional(),
  stratify: z.string().exactOptional(),
  focus: z.string().exactOptional(),
  epochs: count.exactOptional(),
  temperature: z.union([z.literal('default'), z.coerce.number().min(0).max(2)]).exactOptional(),
  topP: z.coerce.number().gt(0).max(1).exactOptional(),
  maxTokens: count.exactOptional(),
  system: z.string().exactOptional(),
  api: z.enum(['chat', 'completions']).exactOptional(),
  template: z.string().exactOptional(),
  param: pairs(z.union([z.string(), z.number()])).exactOptional(),
  concurrency: concurrency.exactOptional(),
  rpm: z.coerce.number().positive().exactOptional(),
  tpm: z.coerce.number().positive().exactOptional(),
  timeout: z.coerce.number().positive().exactOptional(),
  onRateLimit: z.enum(['wait', 'fail']).exactOptional(),
  maxErrors: share.exactOptional(),
  budgetTokens: count.exactOptional(),
  data: z.string().exactOptional(),
  out: z.string().exactOptional(),
  resume: z.union([z.boolean(), z.string()]).exactOptional(),
  force: z.boolean().exactOptional(),
  margin: pairs(z.coerce.number().gt(0).max(100)).exactOptional(),
  dryRun: z.boolean().exactOptional(),
  json: z.boolean().exactOptional(),
  report: z.string().exactOptional(),
  lang: z.enum(['en', 'zh']).exactOptional(),
  config: z.string().exactOptional(),
})
export type Settings = z.infer<typeof Settings>

/** Checks settings; an error names the option or the field, and what it takes. */
export function parseSettings(input: unknown, source: 'command line' | { file: string }): Settings {
  const parsed = Settings.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path.map(String) ?? []
  const expected = issue === undefined ? '' : describeIssue(issue)
  if (source === 'command line') {
    throw new XevalError('bad-option', `--${kebab(path[0] ?? '')}: ${expected}`, {
      hint: '`xeval run --help` shows every option.',
    })
  }
  throw new XevalError('bad-config', `${source.file}: ${path.join('.') || 'config'}: ${expected}`, {
    hint: 'Mend the field. `xeval run --help` shows what each one means; names are in camelCase there.',
    location: { file: source.file },
  })
}

/** `a=1` margins as numbers by suite or benchmark. */
export function marginsOf(settings: Settings): Record<string, number> {
  return Object.fromEntries(
    Object.entries(settings.margin ?? {}).map(([name, value]) => {
      const margin = Number(value)
      if (margin > 0 && Number.isFinite(margin)) return [name, margin]
      throw new XevalError('bad-option', `--margin ${name}: ${value} is not a margin above 0`, {
        hint: 'Rates are in 0…1: two points are 0.02.',
      })
    }),
  )
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown field ${issue.keys.map(key => JSON.stringify(key)).join(', ')}`
  if (issue.code !== 'invalid_union') return issue.message
  const texts = issue.errors.flatMap(branch => branch.map(inner => inner.message))
  return [...new Set(texts)].join(', or ')
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
