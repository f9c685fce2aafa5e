import { isDeepStrictEqual } from 'node:util'
import { messageOf } from '../../core/errors.ts'
import type { Report, ReportInput } from '../../core/report.ts'
import { findInPlugin, makeFindings } from './plugin-problems.ts'
import { hostileComparison, reportInputs } from './report-inputs.ts'

const languages = ['en', 'zh'] as const

/**
 * What is wrong with a report, a sentence each; nothing where all is well. It is rendered for a run, two runs, a series and a
 * published table in both languages, and for a comparison in which every name and text tries to break out; `inputs` are tried
 * besides.
 *
 * @example
 * const report = defineReport({ name: 'kind', version: 1, description: 'Its kind', extension: '.txt', render: ({ kind }) => kind })
 * (await problemsOfReport(report))[0] // → 'run in en: its text does not end with a line.'
 */
export async function problemsOfReport(
  report: Report,
  { inputs = [], hostile = [] }: { inputs?: readonly ReportInput[]; hostile?: readonly ReportInput[] } = {},
): Promise<string[]> {
  const findings = makeFindings()
  const { must, problems } = findings
  findInPlugin('report', report, findings)
  must(
    /^\.[a-z]+$/.test(report.extension),
    `Its extension ${JSON.stringify(report.extension)} is not a dot and letters.`,
  )
  for (const input of [...reportInputs, ...inputs])
    for (const language of languages)
      problems.push(...renderingProblems(report, input, language).map(text => `${input.kind} in ${language}: ${text}`))
  for (const input of [hostileComparison, ...hostile])
    problems.push(...breakouts(report, input).map(text => `${input.kind} with hostile texts: ${text}`))
  return problems
}

function renderingProblems(report: Report, input: ReportInput, language: 'en' | 'zh'): string[] {
  const { must, problems } = makeFindings()
  const given = structuredClone(input)
  try {
    const text = report.render(given, { language })
    must(text === report.render(structuredClone(input), { language }), 'it renders the same input differently.')
    must(/[^\n]\n$/.test(text), 'its text does not end with a line.')
    const [debris] = /undefined|NaN|\[object/.exec(text) ?? []
    must(debris === undefined, `its text contains ${debris}.`)
  } catch (error) {
    problems.push(`it throws: ${messageOf(error)}`)
  }
  must(isDeepStrictEqual(given, input), 'it changes its input.')
  return problems
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/

/** What model text, a name or a reference could do in the report. */
function breakouts(report: Report, input: ReportInput): string[] {
  const { must, problems } = makeFindings()
  const { extension } = report
  try {
    const all = report.render(structuredClone(input), { language: 'en' })
    if (extension === '.json') {
      JSON.parse(all)
      return problems
    }
    must(!control.test(all), 'control characters get through.')
    if (extension === '.html' || extension === '.xml')
      must(!/<script>alert|<img|onerror=y>/.test(all), 'markup gets through.')
    if (extension !== '.md') return problems
    // A code block shows what it holds.
    const text = all.replace(/^(`{3,})bibtex\n[\s\S]*?\n\1$/gm, '')
    must(!/<script|<img|<https/.test(text), 'HTML gets through.')
    must(!/(?<!\\)!\[|(?<!\\)\]\(/.test(text), 'links or pictures get through.')
  } catch (error) {
    problems.push(`it throws: ${messageOf(error)}`)
  }
  return problems
}
