import { join } from 'node:path'
import type { Analysis } from '../core/analysis.ts'
import { atomicWrite } from '../files/atomic-write.ts'

/** Writes what analyses have for papers (tables, figures) into the folder of the report. */
export async function writeAnalysisFiles(analyses: readonly Analysis[], folder: string): Promise<void> {
  for (const { files = [] } of analyses) {
    for (const { name, content } of files) await atomicWrite(join(folder, name), content)
  }
}
