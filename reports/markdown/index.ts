/** GitHub-flavoured Markdown, of one run or of a comparison; the same text that `xeval run` prints. */
import { defineReport } from 'xeval'
import { words } from '../words.ts'
import { comparisonReport } from './comparison.ts'
import { runReport } from './run.ts'

export default defineReport({
  name: 'markdown',
  version: 1,
  description: 'Tables in GitHub-flavoured Markdown, with every flip at the end',
  extension: '.md',
  render(input, { language }) {
    const sections = input.kind === 'run' ? runReport(input, words[language]) : comparisonReport(input, words[language])
    return `${sections.filter(section => section !== '').join('\n\n')}\n`
  },
})
