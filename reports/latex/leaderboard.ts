import { type LeaderboardInput, said } from 'xeval'
import { inlines, leaderboardTable, leaderboardWords, type Text, type Words } from 'xeval/report'
import type { ArmsTable } from './arms-table.ts'
import { type Engine, tex } from './escape.ts'

/** Works as rows, dimensions as columns, in the layout of Table 4 of arXiv 2411.16489, best first. */
export function leaderboardArms({ leaderboard }: LeaderboardInput, words: Words, engine: Engine): ArmsTable {
  const say = leaderboardWords[words.language]
  const { title, entries, source, version } = leaderboard
  const { header, rows } = leaderboardTable(leaderboard, words)
  const text = (cell: Text = ''): string =>
    inlines(cell)
      .map(part => tex(typeof part === 'string' ? part : Object.values(part).join(''), engine))
      .join('')
  return {
    caption: tex(said(title, words.language), engine),
    columns: header.slice(2).map(name => ({ domain: '', name: tex(name, engine) })),
    rows: rows.map(([, name, ...cells], i) => ({
      label: text(name).replace(' $^', '$^'),
      cells: cells.map((cell, j) => ({ text: text(cell), bold: i < entries.length && j === cells.length - 1 })),
      ruled: i === entries.length,
    })),
    notes: [
      tex(`${say.source}${words.colon}${source}${words.semicolon}${say.version(version)}`, engine),
      entries.some(({ origin }) => origin === 'published') ? tex(say.published, engine) : '',
    ],
  }
}
