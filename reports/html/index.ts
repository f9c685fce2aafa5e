/** One page that needs nothing else: figures, and every flipped sample with both answers, to filter and search. */
import { readFileSync } from 'node:fs'
import { defineReport, type ReportInput, sha256 } from 'xeval'
import {
  type Block,
  benchmarkBlocks,
  detailBlocks,
  documentOf,
  type Html,
  html,
  inlines,
  seriesDetails,
  seriesSummary,
  summaryBlocks,
  type Words,
  words,
} from 'xeval/report'
import { cards } from './cards.ts'
import { flipBrowser } from './flips.ts'
import { seriesCharts } from './series-charts.ts'
import { writeHtml } from './write.ts'

const read = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')

/** Our own style and script by their hashes, and nothing else: no picture, no request, no other script. */
const policyOf = (style: string, script: string): string =>
  `default-src 'none'; style-src ${source(style)}; script-src ${source(script)}; base-uri 'none'; form-action 'none'`

export default defineReport({
  name: 'html',
  version: 1,
  description: 'One self-contained page with every flipped sample, to filter and search',
  extension: '.html',
  render(input, { language }) {
    const say = words[language]
    const [style, script] = [read('page.css') + read('flips.css'), read('page.js')]
    return [
      '<!doctype html>',
      `<html lang="${language}">`,
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policyOf(style, script)}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${html(titleOf(documentOf(input, say)))}</title>`,
      `<style>${style}</style>`,
      '</head>',
      '<body>',
      body(input, say),
      `<script>${script}</script>`,
      '</body>',
      '</html>\n',
    ].join('\n')
  },
})

function body(input: ReportInput, say: Words): Html {
  if (input.kind === 'comparison') {
    const [head, table] = splitAtTable(summaryBlocks(input, say))
    const parts = [writeHtml(head), cards(input.comparison, say), writeHtml(table), flipBrowser(input, say)]
    return [...parts, writeHtml(detailBlocks(input, say, []))].join('\n')
  }
  if (input.kind === 'series') {
    const [head, table] = splitAtTable(seriesSummary(input, say))
    const changes = input.series.benchmarks.flatMap(benchmark => benchmarkBlocks(benchmark, input, say))
    return [
      writeHtml(head),
      seriesCharts(input.series, say),
      writeHtml([...table, ...changes, ...seriesDetails(input, say)]),
    ].join('\n')
  }
  return writeHtml(documentOf(input, say))
}

/** What comes before the first table, and the rest. */
function splitAtTable(blocks: readonly Block[]): [Block[], Block[]] {
  const at = blocks.findIndex(({ kind }) => kind === 'table')
  return [blocks.slice(0, at), blocks.slice(at)]
}

function titleOf(blocks: readonly Block[]): string {
  const title = blocks.find(block => block.kind === 'title')
  if (title === undefined) return 'xeval'
  return inlines(title.text)
    .map(part => (typeof part === 'string' ? part : Object.values(part).join('')))
    .join('')
}

function source(text: string): string {
  return `'sha256-${Buffer.from(sha256(text), 'hex').toString('base64')}'`
}
