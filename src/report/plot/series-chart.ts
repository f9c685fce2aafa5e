import type { SeriesBenchmark } from '../../core/series.ts'
import { figure } from '../figures.ts'
import { type Html, html } from '../html-text.ts'
import { linePath } from './line-path.ts'
import { linearScale, place } from './scale.ts'

const width = 320
const height = 120
const edge = { left: 28, right: 28, top: 22, bottom: 20 }

/**
 * A benchmark's runs in their order, each with its interval, as SVG.
 *
 * @example
 * const points = [{ n: 9, value: 0.5, ci95: [0.2, 0.8] as [number, number] }, null]
 * const benchmark: SeriesBenchmark = {
 *   name: 'flames',
 *   metric: 'safe_rate',
 *   unit: 'rate',
 *   direction: 'higher-is-better',
 *   bundled: false,
 *   judge: 'refusal-rules',
 *   points,
 *   changes: [null],
 * }
 * seriesChart(benchmark).match(/<circle/g)?.length // → 1
 */
export function seriesChart({ points, unit, name, changes }: SeriesBenchmark): Html {
  const there = points.flatMap((point, i) => (point === null ? [] : [{ ...point, i }]))
  const low = Math.min(...there.map(({ ci95 }) => ci95[0]))
  const high = Math.max(...there.map(({ ci95 }) => ci95[1]))
  const x = linearScale([0, Math.max(1, points.length - 1)], [edge.left, width - edge.right])
  const y = linearScale([low, high], [height - edge.bottom, edge.top])
  return [
    `<svg class="series" viewBox="0 0 ${width} ${height}" role="img" aria-label="${html(name)}">`,
    `<path class="trend" d="${linePath(there.map(({ value, i }) => [x(i), y(value)]))}"/>`,
    ...there.map(({ value, ci95, i }) => {
      const tone = i === 0 ? 'first' : (changes[i - 1]?.verdict ?? 'inconclusive')
      const at = place(x(i))
      return [
        `<g class="${tone}"><line class="range" x1="${at}" x2="${at}" y1="${place(y(ci95[0]))}" y2="${place(y(ci95[1]))}"/>`,
        `<circle cx="${at}" cy="${place(y(value))}" r="4"/>`,
        `<text x="${at}" y="${place(y(ci95[1]) - 6)}">${html(figure(value, unit))}</text>`,
        `<text class="muted" x="${at}" y="${height - 4}">${i}</text></g>`,
      ].join('')
    }),
    '</svg>',
  ].join('')
}
