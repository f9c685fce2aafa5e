import { overlapSections } from '../report/overlap-sections.ts'
import type { Context } from './context.ts'
import { findOverlap, type OverlapSettings } from './overlap.ts'
import { formatOf, type SectionOptions, showSections } from './show-sections.ts'

/** The overlap of suites with training data as text; empty where it went to a file. */
export async function showOverlap(
  names: readonly string[],
  options: OverlapSettings & SectionOptions,
  context: Context,
): Promise<string> {
  formatOf(options)
  const result = await findOverlap(names, options, context)
  return showSections(result, language => overlapSections(result, language), options, context)
}
