import { dirname, extname } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { Report } from '../core/report.ts'
import type { Language } from '../core/wording.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { writeAnalysisFiles } from './analysis-files.ts'
import type { Context } from './context.ts'
import type { ReportMaterial } from './report-material.ts'

/** The report that its extension asks for, unless `format` does, with the suite's own files beside it. */
export async function writeReport(
  material: ReportMaterial,
  file: string,
  { format, lang }: { format?: string; lang: Language },
  context: Context,
): Promise<void> {
  const report = format === undefined ? await reportFor(file, context) : await context.registry.loadReport(format)
  await atomicWrite(file, renderReport(report, material, lang))
  const { input } = material
  if (input.kind === 'run' || input.kind === 'comparison') await writeAnalysisFiles(input.analyses, dirname(file))
}

/** A report's text, in pieces where it has any number of samples in it. */
export async function* renderReport(
  report: Report,
  { input, rows }: ReportMaterial,
  language: Language,
): AsyncGenerator<string> {
  if (report.renderRows !== undefined && rows !== undefined) yield* report.renderRows(rows(), { language })
  else yield report.render(input, { language })
}

/** Where the flips of a comparison go that is written to a file: `out.md` has `out.flips.jsonl` beside it. */
export const flipsBeside = (file: string): string => `${file.slice(0, file.length - extname(file).length)}.flips.jsonl`

async function reportFor(file: string, { registry }: Context): Promise<Report> {
  const extensions: string[] = []
  for (const name of registry.names.reports) {
    const report = await registry.loadReport(name)
    if (report.extension === extname(file).toLowerCase()) return report
    extensions.push(report.extension)
  }
  throw new XevalError('bad-option', `${file}: no report has the extension ${JSON.stringify(extname(file))}`, {
    hint: `Pass --format, or use one of the extensions ${extensions.join(', ')}.`,
  })
}
