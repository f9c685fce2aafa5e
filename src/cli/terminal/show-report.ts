import { once } from 'node:events'
import { dirname, extname } from 'node:path'
import { XevalError } from '../../core/errors.ts'
import type { Report } from '../../core/report.ts'
import { atomicWrite } from '../../files/atomic-write.ts'
import { loadReport, names } from '../../registry/plugins.ts'
import { writeAnalysisFiles } from '../../run/analysis-files.ts'
import type { ReportMaterial } from '../../run/report-material.ts'
import type { ReportOptions } from '../options/report-options.ts'

/** Renders to stdout, or as a whole to the file that `-o` names. */
export async function showReport(material: ReportMaterial, options: ReportOptions, usual = 'terminal'): Promise<void> {
  const { output, json, format, lang = 'en' } = options
  if (output !== undefined)
    return writeReport(material, output, { lang, ...(json ? { format: 'json' } : format !== undefined && { format }) })
  const report = await loadReport(json ? 'json' : (format ?? usual))
  for await (const text of render(report, material, lang)) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain')
  }
}

/** The report that its extension asks for, unless `format` does, with the suite's own files beside it. */
export async function writeReport(
  material: ReportMaterial,
  file: string,
  { format, lang }: { format?: string; lang: 'en' | 'zh' },
): Promise<void> {
  const report = format === undefined ? await reportFor(file) : await loadReport(format)
  await atomicWrite(file, render(report, material, lang))
  const { input } = material
  if (input.kind === 'run' || input.kind === 'comparison') await writeAnalysisFiles(input.analyses, dirname(file))
}

/** Where the flips of a comparison go that is written to a file: `out.md` has `out.flips.jsonl` beside it. */
export const flipsBeside = (file: string): string => `${file.slice(0, file.length - extname(file).length)}.flips.jsonl`

async function* render(report: Report, { input, rows }: ReportMaterial, language: 'en' | 'zh'): AsyncGenerator<string> {
  if (report.renderRows !== undefined && rows !== undefined) yield* report.renderRows(rows(), { language })
  else yield report.render(input, { language })
}

async function reportFor(file: string): Promise<Report> {
  const extensions: string[] = []
  for (const name of names.reports) {
    const report = await loadReport(name)
    if (report.extension === extname(file).toLowerCase()) return report
    extensions.push(report.extension)
  }
  throw new XevalError('bad-option', `${file}: no report has the extension ${JSON.stringify(extname(file))}`, {
    hint: `Name it with --format, or end the file in ${extensions.join(', ')}.`,
  })
}
