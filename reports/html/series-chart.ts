import type { Series, SeriesBenchmark } from 'xeval'
import { figure, type Words } from 'xeval/report'
import { type Html, html } from './escape.ts'

const width = 320
const height = 120
const edge = { left: 14, right: 14, top: 22, bottom: 20 }

/** A small chart a benchmark: the runs in their order, each with its interval. */
export const seriesCharts = ({ benchmarks }: Series, words: Words): Html =>
  [
    '<section class="cards">',
    ...benchmarks.map(
      benchmark =>
        `<figure class="card"><figcaption>${html(benchmark.name)} <span class="muted">${html(benchmark.metric)}${benchmark.bundled ? `, ${html(words.bundled)}` : ''}</span></figcaption>${chart(benchmark)}</figure>`,
    ),
    '</section>',
  ].join('\n')

function chart({ points, unit, name, changes }: SeriesBenchmark): Html {
  const there = points.flatMap((point, i) => (point === null ? [] : [{ ...point, i }]))
  const low = Math.min(...there.map(({ ci95 }) => ci95[0]))
  const high = Math.max(...there.map(({ ci95 }) => ci95[1]))
  const x = (i: number) => edge.left + 14 + (i / Math.max(1, points.length - 1)) * (width - edge.left - edge.right - 28)
  const y = (value: number) =>
    edge.top + (1 - (high === low ? 0.5 : (value - low) / (high - low))) * (height - edge.top - edge.bottom)
  const path = there.map(({ value, i }, at) => `${at === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`)
  return [
    `<svg class="series" viewBox="0 0 ${width} ${height}" role="img" aria-label="${html(name)}">`,
    `<path class="trend" d="${path.join(' ')}"/>`,
    ...there.map(({ value, ci95, i }) => {
      const tone = i === 0 ? 'first' : (changes[i - 1]?.verdict ?? 'inconclusive')
      const at = x(i).toFixed(1)
      return [
        `<g class="${tone}"><line class="range" x1="${at}" x2="${at}" y1="${y(ci95[0]).toFixed(1)}" y2="${y(ci95[1]).toFixed(1)}"/>`,
        `<circle cx="${at}" cy="${y(value).toFixed(1)}" r="4"/>`,
        `<text x="${at}" y="${(y(ci95[1]) - 6).toFixed(1)}">${html(figure(value, unit))}</text>`,
        `<text class="muted" x="${at}" y="${height - 4}">${i}</text></g>`,
      ].join('')
    }),
    '</svg>',
  ].join('')
}
