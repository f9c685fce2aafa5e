import type { Values } from '../../core/option.ts'
import type { formatOptions } from '../../core/options/output.ts'
import { terminalJson } from '../../report/terminal-text.ts'
import type { Context } from '../../run/context.ts'
import type { ReportMaterial } from '../../run/report-material.ts'
import { renderReport, writeReport } from '../../run/write-report.ts'
import { writeOut } from '../process/watch-output.ts'

/** How a report is shown. */
export type Shown = Values<typeof formatOptions> & { json?: boolean }

/** Renders to stdout, or as a whole to the file that `-o` names. */
export async function showReport(
  material: ReportMaterial,
  options: Shown,
  context: Context,
  usual = 'terminal',
): Promise<void> {
  const { output, json, format, lang = 'en' } = options
  if (output !== undefined) {
    const named = json ? { format: 'json' } : format !== undefined && { format }
    return writeReport(material, output, { lang, ...named }, context)
  }
  const report = await context.registry.loadReport(json ? 'json' : (format ?? usual))
  for await (const text of renderReport(report, material, lang)) {
    if (!(await writeOut(report.extension === '.json' ? terminalJson(text) : text))) return
  }
}
