import { atomicWrite } from '../files/atomic-write.ts'
import { gateText } from '../report/gate-text.ts'
import { at, type Context } from './context.ts'
import type { Gated } from './gate-runs.ts'
import type { GateSettings } from './gate-settings.ts'

/** What a gate decided, for a terminal and for a job's summary; JUnit XML goes into its file. */
export async function renderGated(
  { report, input, outcomes }: Gated,
  { lang: language = 'en', junit }: Pick<GateSettings, 'lang' | 'junit'>,
  context: Context,
): Promise<{ text: string; markdown: string }> {
  const { loadReport } = context.registry
  const { line } = report
  const found = gateText(report, language)
  if (input === undefined) return { text: `${line}\n${found === '' ? '' : `\n${found}\n`}`, markdown: `**${line}**\n` }
  const asJunit = junit === undefined ? undefined : (await loadReport('junit')).render(input, { language, outcomes })
  if (junit !== undefined && asJunit !== undefined) await atomicWrite(at(context, junit), asJunit)
  const [terminal, markdown] = [await loadReport('terminal'), await loadReport('markdown')]
  return {
    text: `${line}\n\n${found}\n\n${terminal.render(input, { language })}`,
    markdown: `**${line}**\n\n\`\`\`\n${found}\n\`\`\`\n\n${markdown.render(input, { language })}`,
  }
}
