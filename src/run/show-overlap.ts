import { nearestSections } from '../report/nearest-sections.ts'
import { overlapSections } from '../report/overlap-sections.ts'
import type { Context } from './context.ts'
import { nearestRows } from './nearest.ts'
import { findOverlap, type OverlapSettings } from './overlap.ts'
import { formatOf, type SectionOptions, showSections } from './show-sections.ts'
import { spareInputs } from './spare-inputs.ts'

/** The overlap of suites with training data as text, or the rows nearest to each regression; empty where it went to a file. */
export async function showOverlap(
  names: readonly string[],
  options: OverlapSettings & SectionOptions & { nearest?: boolean | undefined; out?: string | undefined },
  context: Context,
): Promise<string> {
  formatOf(options)
  await spareInputs({ '--flagged': options.flagged, '--output': options.output }, options.train ?? [], context)
  if (options.nearest === true) {
    const result = await nearestRows(names, options, context)
    return showSections(result, language => nearestSections(result, language), options, context)
  }
  const result = await findOverlap(names, options, context)
  return showSections(result, language => overlapSections(result, language), options, context)
}
