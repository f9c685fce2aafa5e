import { type Html, html } from '../html-text.ts'
import { linePath } from './line-path.ts'
import { linearScale, logScale, place, type Scale } from './scale.ts'

type Point = readonly [x: number, y: number]

/**
 * A curve of `curvesChart`.
 *
 * @example
 * const curve: ChartCurve = { name: 'base', points: [{ at: [100, 0.5], label: 'k=1' }], regions: [] }
 * curve.points.length // → 1
 */
export interface ChartCurve {
  name: string
  /** In their order along the curve; a label stands above its point. */
  points: readonly { at: Point; label?: string }[]
  /** What is shaded: closed outlines in the units of the points. */
  regions: readonly (readonly Point[])[]
}

/**
 * An axis of `curvesChart`, in the units of its points.
 *
 * @example
 * const axis: ChartAxis = { title: 'tokens', domain: [10, 1000], ticks: [10, 100, 1000], show: String }
 * axis.show(100) // → '100'
 */
export interface ChartAxis {
  title: string
  domain: readonly [number, number]
  ticks: readonly number[]
  show: (value: number) => string
}

/**
 * What `curvesChart` draws.
 *
 * @example
 * const y = { title: 'accuracy', domain: [0, 1], ticks: [0, 1], show: String } as const
 * const chart: CurvesChart = { title: 'empty', curves: [], x: { ...y, domain: [1, 10], ticks: [] }, y }
 * chart.curves.length // → 0
 */
export interface CurvesChart {
  title: string
  curves: readonly ChartCurve[]
  /** Logarithmic. */
  x: ChartAxis
  y: ChartAxis
}

/**
 * Curves over a logarithmic axis as an SVG file of its own; their colours differ in lightness too.
 *
 * @example
 * const axis = { title: '', domain: [1, 10], ticks: [1, 10], show: String } as const
 * const curve = { name: 'base', points: [{ at: [2, 5] as const }], regions: [] }
 * curvesChart({ title: 'one point', curves: [curve], x: axis, y: axis }).includes('● base') // → true
 */
export function curvesChart({ title, curves, x: across, y: up }: CurvesChart): Html {
  const top = 28 + 16 * curves.length
  const frame = { left: 70, right: 620, top, bottom: top + 300 }
  const x = logScale(across.domain, [frame.left, frame.right])
  const y = linearScale(up.domain, [frame.bottom, frame.top])
  const rows = up.ticks.map(
    value =>
      `<path d="M${frame.left} ${place(y(value))}H${frame.right}" stroke="#ddd"/><text x="${frame.left - 6}" y="${place(y(value) + 4)}" text-anchor="end">${html(up.show(value))}</text>`,
  )
  const columns = across.ticks.map(
    value =>
      `<path d="M${place(x(value))} ${frame.bottom}v4" stroke="#888"/><text x="${place(x(value))}" y="${frame.bottom + 18}" text-anchor="middle">${html(across.show(value))}</text>`,
  )
  const height = frame.bottom + 50
  const middle = (frame.top + frame.bottom) / 2
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${html(title)}">
<rect width="640" height="${height}" fill="#fff"/>
<clipPath id="plot"><rect x="${frame.left}" y="${frame.top}" width="${frame.right - frame.left}" height="${frame.bottom - frame.top}"/></clipPath>
${rows.join('\n')}
${columns.join('\n')}
<text x="345" y="${height - 10}" text-anchor="middle">${html(across.title)}</text>
<text transform="translate(18 ${middle}) rotate(-90)" text-anchor="middle">${html(up.title)}</text>
${curves.map((curve, at) => drawn(curve, at, x, y, frame.left)).join('\n')}
</svg>
`
}

const colours = ['#1b4f9c', '#d9731a', '#3a8a4d', '#8a3a86']

function drawn({ name, points, regions }: ChartCurve, at: number, x: Scale, y: Scale, left: number): Html {
  const colour = colours[at % colours.length] ?? '#000'
  const placed = ([across, up]: Point): Point => [x(across), y(up)]
  const shaded = regions.map(
    region => `<path d="${linePath(region.map(placed))}Z" fill="${colour}" fill-opacity="0.15"/>`,
  )
  const line = linePath(points.map(point => placed(point.at)))
  const dots = points.map(point => {
    const [cx, cy] = placed(point.at)
    return `<circle cx="${place(cx)}" cy="${place(cy)}" r="3" fill="${colour}"/>`
  })
  const labels = points.flatMap(({ at: point, label }) => {
    if (label === undefined) return []
    const [left, up] = placed(point)
    return `<text x="${place(left)}" y="${place(up)}" dy="-7" text-anchor="middle" font-size="10" fill="${colour}">${html(label)}</text>`
  })
  const key = `<text x="${left}" y="${20 + 16 * at}" fill="${colour}">● ${html(name)}</text>`
  return `<g><g clip-path="url(#plot)">${shaded.join('')}</g><path d="${line}" fill="none" stroke="${colour}" stroke-width="1.5"/>${dots.join('')}${labels.join('')}${key}</g>`
}
