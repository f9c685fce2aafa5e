import type { Series } from 'xeval'
import { type Html, html, seriesChart, type Words } from 'xeval/report'

/** A small chart a benchmark. */
export const seriesCharts = ({ benchmarks }: Series, words: Words): Html =>
  [
    '<section class="cards">',
    ...benchmarks.map(
      benchmark =>
        `<figure class="card"><figcaption>${html(benchmark.name)} <span class="muted">${html(benchmark.metric)}${benchmark.bundled ? `, ${html(words.bundled)}` : ''}</span></figcaption>${seriesChart(benchmark)}</figure>`,
    ),
    '</section>',
  ].join('\n')
