import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'

/** The options that `compare`, `report` and `score` share; how runs are compared is among the settings. */
const ReportOptions = z.object({
  format: z.string().exactOptional(),
  output: z.string().exactOptional(),
  json: z.boolean().exactOptional(),
  lang: z.enum(['en', 'zh']).exactOptional(),
  out: z.string().exactOptional(),
  published: z.string().exactOptional(),
})
export type ReportOptions = z.infer<typeof ReportOptions>

export function parseReportOptions(options: Record<string, unknown>): ReportOptions {
  const parsed = ReportOptions.safeParse(options)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new XevalError('bad-option', `--${String(issue?.path[0])}: ${issue?.message}`, {
    hint: 'See --help of the command.',
  })
}
