import type { Curve, CurvePoint } from './curve.ts'

export interface NamedCurve {
  name: string
  curve: Curve
}

/** The curves as a table and a plot in characters; each curve's points are drawn with a letter of its own. */
export function textFigure(curves: readonly NamedCurve[]): string {
  const lines = curves.flatMap(({ name, curve }, at) => [
    `${letters[at] ?? '?'}  ${name} (n=${curve.n}${warning(curve)})`,
    ...curve.points
      .filter(({ k }) => Number.isInteger(Math.log2(k)) || k === curve.points.length)
      .map(point => `   maj@${String(point.k).padEnd(3)} ${row(point)}`),
  ])
  return [...plot(curves), '', ...lines].join('\n')
}

const row = ({ tokens, accuracy, accuracyCi95: [low, high] }: CurvePoint): string =>
  `${percent(accuracy)} [${percent(low)}, ${percent(high)}] at ${Math.round(tokens)} tokens`

const warning = ({ capShare }: Curve): string =>
  capShare > 0.02 ? `; ${percent(capShare)} cut off by the token limit: the limit is measured too` : ''

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

function plot(curves: readonly NamedCurve[]): string[] {
  const { x, y, ticks } = scales(curves, { left: 0, right: 59, top: 0, bottom: 14 })
  const grid = Array.from({ length: 15 }, () => new Array<string>(60).fill(' '))
  for (const [at, { curve }] of curves.entries()) {
    for (const { tokens, accuracy } of curve.points) {
      const line = grid[Math.round(y(accuracy))]
      if (line !== undefined) line[Math.round(x(tokens))] = letters[at] ?? '?'
    }
  }
  const labels = new Map(ticks.y.map(value => [Math.round(y(value)), percent(value)]))
  const body = grid.map((line, at) => `${(labels.get(at) ?? '').padStart(7)} │${line.join('').trimEnd()}`)
  const [first = 0, last = 0] = [ticks.x[0], ticks.x.at(-1)]
  return [
    ...body,
    `        └${'─'.repeat(60)}`,
    `         ${String(Math.round(first)).padEnd(52)}${String(Math.round(last)).padStart(8)}  average tokens, log`,
  ]
}

/** The curves as an SVG with the 95 % region of each point; colours differ in lightness too. */
export function svgFigure(curves: readonly NamedCurve[]): string {
  const frame = { left: 60, right: 620, top: 20, bottom: 320 }
  const { x, y, ticks } = scales(curves, frame)
  const grid = ticks.y.map(
    value =>
      `<path d="M${frame.left} ${fixed(y(value))}H${frame.right}" stroke="#ddd"/><text x="${frame.left - 6}" y="${fixed(y(value) + 4)}" text-anchor="end">${percent(value)}</text>`,
  )
  const bottom = ticks.x.map(
    value => `<text x="${fixed(x(value))}" y="${frame.bottom + 18}" text-anchor="middle">${Math.round(value)}</text>`,
  )
  const drawn = curves.map(({ name, curve }, at) => {
    const colour = colours[at % colours.length] ?? '#000'
    const points = curve.points.map(({ tokens, accuracy }) => `${fixed(x(tokens))},${fixed(y(accuracy))}`)
    const regions = curve.points.map(point => `<path d="${region(point, x, y)}" fill="${colour}" fill-opacity="0.15"/>`)
    const dots = points.map(
      point => `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="3" fill="${colour}"/>`,
    )
    const key = `<text x="${frame.left + 12}" y="${frame.top + 16 + 16 * at}" fill="${colour}">${escaped(name)} (n=${curve.n})</text>`
    return `<g>${regions.join('')}<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>${dots.join('')}${key}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 370" font-family="sans-serif" font-size="12" role="img" aria-label="Accuracy against average tokens">
<rect width="640" height="370" fill="#fff"/>
${grid.join('\n')}
${bottom.join('\n')}
<text x="340" y="360" text-anchor="middle">average output tokens a question (log scale)</text>
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

/** Logarithmic across, linear up, both with room for the regions. */
function scales(curves: readonly NamedCurve[], frame: { left: number; right: number; top: number; bottom: number }) {
  const points = curves.flatMap(({ curve }) => curve.points)
  const tokens = points.flatMap(point => [point.tokens, ...point.tokensCi95]).filter(value => value > 0)
  const [from, to] = [Math.log(Math.min(...tokens)), Math.log(Math.max(...tokens))]
  const accuracy = points.flatMap(point => point.accuracyCi95)
  const low = Math.max(0, Math.floor(Math.min(...accuracy) * 10) / 10)
  const high = Math.max(low + 0.1, Math.min(1, Math.ceil(Math.max(...accuracy) * 10) / 10))
  const x: Scale = value => frame.left + ((Math.log(value) - from) / (to - from || 1)) * (frame.right - frame.left)
  const y: Scale = value => frame.bottom - ((value - low) / (high - low)) * (frame.bottom - frame.top)
  const across = Array.from({ length: 5 }, (_, at) => Math.exp(from + ((to - from) * at) / 4))
  const up = Array.from({ length: 5 }, (_, at) => low + ((high - low) * at) / 4)
  return { x, y, ticks: { x: across, y: up } }
}

const fixed = (value: number): string => value.toFixed(1)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const letters = 'ABCDEFGH'
const colours = ['#1b4f9c', '#d9731a', '#3a8a4d', '#8a3a86']
