import { dirname } from 'node:path'
import type { ComparisonInput, RunInput } from '../core/report.ts'
import { atomicWrite } from '../store/atomic-write.ts'
import { writeAnalysisFiles } from './analysis-files.ts'
import { loadReport } from './plugins.ts'
import type { ReportOptions } from './report-options.ts'

/** Renders to stdout, or as a whole to the file that `-o` names, with the suite's own files beside it. */
export async function showReport(input: RunInput | ComparisonInput, options: ReportOptions): Promise<void> {
  const report = await loadReport(options.json ? 'json' : (options.format ?? 'terminal'))
  const text = report.render(input, { language: options.lang ?? 'en' })
  if (options.output === undefined) process.stdout.write(text)
  else {
    await atomicWrite(options.output, text)
    await writeAnalysisFiles(input.analyses, dirname(options.output))
  }
}
