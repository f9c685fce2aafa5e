/** A complete LaTeX document; the table that a paper takes stands between two marks. */
import { defineReport, type ReportInput } from 'xeval'
import { methodsParagraph, methodsWords, type Words, words } from 'xeval/report'
import { type ArmsTable, armsTable } from './arms-table.ts'
import { behaviourArms } from './behaviour.ts'
import { comparisonTable } from './comparison.ts'
import { type Engine, needsXelatex, tex, verbatim } from './escape.ts'
import { leaderboardArms } from './leaderboard.ts'
import { preamble } from './preamble.ts'
import { publishedList, publishedTable } from './published.ts'
import { runTable } from './run.ts'
import { seriesTable } from './series.ts'

export default defineReport({
  name: 'latex',
  version: 1,
  description: 'A document that compiles: a booktabs table for a paper, a methods paragraph and BibTeX',
  extension: '.tex',
  render(input, { language }) {
    const full = render(input, words[language], 'xelatex')
    // Only what the page shows decides: Chinese needs XeLaTeX, all else compiles with either.
    return language === 'zh' || needsXelatex(full) ? full : render(input, words[language], 'pdflatex')
  },
})

const render = (input: ReportInput, say: Words, engine: Engine): string =>
  `${[
    ...preamble(engine, say.language),
    '\\begin{document}',
    '% xeval:table:begin (needs booktabs, graphicx)',
    armsTable(tableOf(input, say, engine)),
    '% xeval:table:end',
    ...textOf(input, say, engine),
    ...citationsOf(input, say, engine),
    '\\end{document}',
  ].join('\n')}\n`

function tableOf(input: ReportInput, say: Words, engine: Engine): ArmsTable {
  switch (input.kind) {
    case 'run':
      return runTable(input, say, engine)
    case 'comparison':
      return comparisonTable(input, say, engine)
    case 'series':
      return seriesTable(input, say, engine)
    case 'published':
      return publishedTable(input, say, engine)
    case 'leaderboard':
      return leaderboardArms(input, say, engine)
    case 'behaviour':
      return behaviourArms(input, say, engine)
  }
}

function textOf(input: ReportInput, say: Words, engine: Engine): string[] {
  if (input.kind === 'published') return publishedList(input, say, engine)
  // Its note below the table says it all.
  if (input.kind === 'leaderboard' || input.kind === 'behaviour') return []
  return [
    `\\section*{${tex(methodsWords[say.language].heading, engine)}}`,
    '% xeval:methods:begin',
    tex(methodsParagraph(input, say), engine),
    '% xeval:methods:end',
  ]
}

function citationsOf(input: ReportInput, say: Words, engine: Engine): string[] {
  const entries = sourcesOf(input)
  if (entries.length === 0) return []
  return [
    '\\section*{BibTeX}',
    tex(input.kind === 'published' || input.kind === 'leaderboard' ? say.citeTable : say.cite, engine),
    '{\\footnotesize',
    '\\begin{verbatim}',
    verbatim(entries.join('\n\n'), engine),
    '\\end{verbatim}',
    '}',
  ]
}

function sourcesOf(input: ReportInput): readonly string[] {
  if (input.kind === 'behaviour') return []
  if (input.kind !== 'published' && input.kind !== 'leaderboard') return input.citations
  const { citation } = input.kind === 'published' ? input.published : input.leaderboard
  return citation === undefined ? [] : [citation]
}
