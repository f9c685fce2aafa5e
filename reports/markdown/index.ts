/** GitHub-flavoured Markdown; the same text that `xeval run` writes beside a run. */
import { defineReport } from 'xeval'
import { documentOf, words } from 'xeval/report'
import { writeMarkdown } from './write.ts'

export default defineReport({
  name: 'markdown',
  version: 2,
  description: 'Tables in GitHub-flavoured Markdown, with the first flips, a methods paragraph and BibTeX',
  extension: '.md',
  render: (input, { language }) => writeMarkdown(documentOf(input, words[language])),
})
