import { figure, withInterval } from 'xeval/report'
import { type AnalysisWords, analysisWords } from './analysis-words.ts'
import type { Curve, CurvePoint } from './curve.ts'

export interface NamedCurve {
  name: string
  curve: Curve
}

/** The curves as a table and a plot in characters; each curve's points are drawn with a letter of its own. */
export function textFigure(curves: readonly NamedCurve[], say: FigureWords = analysisWords.en): string {
  const lines = curves.flatMap(({ name, curve }, at) => [
    `${letters[at] ?? '?'}  ${name} (n=${curve.n}${warning(curve, say)})`,
    ...curve.points
      .filter(({ k }) => Number.isInteger(Math.log2(k)) || k === curve.points.length)
      .map(point => `   maj@${String(point.k).padEnd(3)} ${row(point, say)}`),
  ])
  return [...plot(curves, say), '', ...lines].join('\n')
}

type FigureWords = Pick<AnalysisWords, 'at' | 'axis' | 'cappedShort'>

const row = ({ tokens, accuracy, accuracyCi95: [low, high] }: CurvePoint, say: FigureWords): string =>
  say.at(low < high ? withInterval(accuracy, [low, high], 'rate') : figure(accuracy, 'rate'), Math.round(tokens))

const warning = ({ capShare }: Curve, say: FigureWords): string =>
  capShare > 0.02 ? say.cappedShort(figure(capShare, 'rate')) : ''

function plot(curves: readonly NamedCurve[], say: FigureWords): string[] {
  const { x, y, ticks } = scales(curves, { left: 0, right: 59, top: 0, bottom: 14 })
  const grid = Array.from({ length: 15 }, () => new Array<string>(60).fill(' '))
  for (const [at, { curve }] of curves.entries()) {
    for (const { tokens, accuracy } of curve.points) {
      const line = grid[Math.round(y(accuracy))]
      if (line !== undefined) line[Math.round(x(tokens))] = letters[at] ?? '?'
    }
  }
  const labels = new Map(ticks.y.map(value => [Math.round(y(value)), `${Math.round(100 * value)}%`]))
  const body = grid.map((line, at) => `${(labels.get(at) ?? '').padStart(7)} │${line.join('').trimEnd()}`)
  const axis = Array.from<string>({ length: 60 }).fill('─')
  let numbers = ''
  for (const value of ticks.x) {
    const [at, text] = [Math.round(x(value)), `${Math.round(value)}`]
    axis[at] = '┴'
    // A number that would touch the one before it is left out.
    const start = Math.max(0, at - Math.floor(text.length / 2))
    if (numbers === '' || start > numbers.length) numbers = numbers.padEnd(start) + text
  }
  return [...body, `        └${axis.join('')}`, `         ${numbers}`, `${''.padEnd(9)}${say.axis}`]
}

/**
 * The curves as an SVG with the 95 % region of each point, first and last point with their k; colours differ in
 * lightness too.
 */
export function svgFigure(curves: readonly NamedCurve[]): string {
  const top = 28 + 16 * curves.length
  const frame = { left: 70, right: 620, top, bottom: top + 300 }
  const { x, y, ticks } = scales(curves, frame)
  const grid = ticks.y.map(
    value =>
      `<path d="M${frame.left} ${fixed(y(value))}H${frame.right}" stroke="#ddd"/><text x="${frame.left - 6}" y="${fixed(y(value) + 4)}" text-anchor="end">${Math.round(100 * value)}%</text>`,
  )
  const bottom = ticks.x.map(
    value =>
      `<path d="M${fixed(x(value))} ${frame.bottom}v4" stroke="#888"/><text x="${fixed(x(value))}" y="${frame.bottom + 18}" text-anchor="middle">${Math.round(value)}</text>`,
  )
  const drawn = curves.map(({ name, curve }, at) => {
    const colour = colours[at % colours.length] ?? '#000'
    const points = curve.points.map(({ k, tokens, accuracy }) => ({ k, x: fixed(x(tokens)), y: fixed(y(accuracy)) }))
    const regions = curve.points.map(point => `<path d="${region(point, x, y)}" fill="${colour}" fill-opacity="0.15"/>`)
    const dots = points.map(point => `<circle cx="${point.x}" cy="${point.y}" r="3" fill="${colour}"/>`)
    const ends = points
      .filter((_, index) => index === 0 || index === points.length - 1)
      .map(
        point =>
          `<text x="${point.x}" y="${point.y}" dy="-7" text-anchor="middle" font-size="10" fill="${colour}">k=${point.k}</text>`,
      )
    const key = `<text x="${frame.left}" y="${20 + 16 * at}" fill="${colour}">● ${escaped(name)} (n=${curve.n})</text>`
    const line = points.map(point => `${point.x},${point.y}`).join(' ')
    return `<g><g clip-path="url(#plot)">${regions.join('')}</g><polyline points="${line}" fill="none" stroke="${colour}" stroke-width="1.5"/>${dots.join('')}${ends.join('')}${key}</g>`
  })
  const height = frame.bottom + 50
  const middle = (frame.top + frame.bottom) / 2
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="Accuracy against average tokens">
<rect width="640" height="${height}" fill="#fff"/>
<clipPath id="plot"><rect x="${frame.left}" y="${frame.top}" width="${frame.right - frame.left}" height="${frame.bottom - frame.top}"/></clipPath>
${grid.join('\n')}
${bottom.join('\n')}
<text x="345" y="${height - 10}" text-anchor="middle">average output tokens a question (log scale)</text>
<text transform="translate(18 ${middle}) rotate(-90)" text-anchor="middle">accuracy of a majority vote over k answers</text>
${drawn.join('\n')}
</svg>
`
}

/** The 95 % ellipse of tokens and accuracy: χ² with two degrees of freedom is 5.991. */
function region({ tokens, accuracy, covariance }: CurvePoint, x: Scale, y: Scale): string {
  // Cholesky factor of the covariance turns a circle into the ellipse.
  const a = Math.sqrt(covariance.tokens)
  const b = a === 0 ? 0 : covariance.both / a
  const c = Math.sqrt(Math.max(0, covariance.accuracy - b * b))
  const edge = Array.from({ length: 48 }, (_, at) => {
    const [u, v] = [Math.cos((at * Math.PI) / 24), Math.sin((at * Math.PI) / 24)].map(part => part * Math.sqrt(5.991))
    const right = Math.max(tokens + a * (u ?? 0), tokens / 100)
    return `${fixed(x(right))} ${fixed(y(accuracy + b * (u ?? 0) + c * (v ?? 0)))}`
  })
  return `M${edge.join('L')}Z`
}

type Scale = (value: number) => number

/** Logarithmic across, linear up, both with room for the regions; round numbers as ticks. */
function scales(curves: readonly NamedCurve[], frame: { left: number; right: number; top: number; bottom: number }) {
  const points = curves.flatMap(({ curve }) => curve.points)
  const tokens = points.flatMap(point => [point.tokens, ...point.tokensCi95]).filter(value => value > 0)
  const [least, most] = [Math.min(...tokens) / 1.05, Math.max(...tokens) * 1.05]
  const [from, to] = [Math.log(least), Math.log(most)]
  const accuracy = points.flatMap(point => point.accuracyCi95)
  const step = Math.max(...accuracy) - Math.min(...accuracy) > 0.4 ? 0.2 : 0.1
  const low = Math.max(0, Math.floor(Math.min(...accuracy) / step) * step)
  const high = Math.max(low + step, Math.min(1, Math.ceil(Math.max(...accuracy) / step) * step))
  const x: Scale = value => frame.left + ((Math.log(value) - from) / (to - from || 1)) * (frame.right - frame.left)
  const y: Scale = value => frame.bottom - ((value - low) / (high - low)) * (frame.bottom - frame.top)
  const up = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, at) => low + at * step)
  return { x, y, ticks: { x: roundBetween(least, most), y: up } }
}

/** 1, 2 and 5 times the powers of ten in a range; its ends where there are fewer than two of them. */
function roundBetween(low: number, high: number): number[] {
  const powers = Array.from({ length: 8 }, (_, at) => 10 ** at)
  const round = powers.flatMap(power => [power, 2 * power, 5 * power]).filter(value => value >= low && value <= high)
  return round.length < 2 ? [low, high] : round
}

const fixed = (value: number): string => value.toFixed(1)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const letters = 'ABCDEFGH'
const colours = ['#1b4f9c', '#d9731a', '#3a8a4d', '#8a3a86']
