import type { ExitCode } from '../core/errors.ts'
import { sftSections } from '../report/sft-sections.ts'
import { rules } from '../sft-check/rules.ts'
import type { Context } from './context.ts'
import { checkSft, exitCodeOf, failingRules, type SftSettings } from './sft-check.ts'
import { formatOf, type SectionOptions, showSections } from './show-sections.ts'
import { spareInputs } from './spare-inputs.ts'

/** What was found in training data as text, empty where it went to a file, and the exit code. */
export async function showSftCheck(
  files: readonly string[],
  options: SftSettings & SectionOptions,
  context: Context,
): Promise<{ text: string; code: ExitCode }> {
  formatOf(options)
  await spareInputs({ '--faulty': options.faulty, '--output': options.output }, files, context)
  const failOn = failingRules(options.failOn)
  const result = await checkSft(files, options, context)
  const text = await showSections(result, language => sftSections(result, rules, language), options, context)
  return { text, code: exitCodeOf(result, failOn) }
}
