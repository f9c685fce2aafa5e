import { curvesChart, figure, linearScale, logScale, withInterval } from 'xeval/report'
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
  const { across, up, ticks } = extent(curves)
  const [x, y] = [logScale(across, [0, 59]), linearScale(up, [14, 0])]
  const grid = Array.from({ length: 15 }, () => new Array<string>(60).fill(' '))
  for (const [at, { curve }] of curves.entries()) {
    for (const { tokens, accuracy } of curve.points) {
      const line = grid[Math.round(y(accuracy))]
      if (line !== undefined) line[Math.round(x(tokens))] = letters[at] ?? '?'
    }
  }
  const labels = new Map(ticks.y.map(value => [Math.round(y(value)), wholePercent(value)]))
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

/** The curves as an SVG with the 95 % region of each point, first and last point with their k. */
export function svgFigure(curves: readonly NamedCurve[]): string {
  const { across, up, ticks } = extent(curves)
  return curvesChart({
    title: 'Accuracy by average tokens',
    curves: curves.map(({ name, curve }) => ({
      name: `${name} (n=${curve.n})`,
      points: curve.points.map(({ k, tokens, accuracy }, index) => ({
        at: [tokens, accuracy],
        ...((index === 0 || index === curve.points.length - 1) && { label: `k=${k}` }),
      })),
      regions: curve.points.map(region),
    })),
    x: {
      title: 'average output tokens per question (log scale)',
      domain: across,
      ticks: ticks.x,
      show: value => `${Math.round(value)}`,
    },
    y: { title: 'accuracy of a majority vote over k answers', domain: up, ticks: ticks.y, show: wholePercent },
  })
}

/** The 95 % ellipse of tokens and accuracy: χ² with two degrees of freedom is 5.991. */
function region({ tokens, accuracy, covariance }: CurvePoint): [number, number][] {
  // Cholesky factor of the covariance turns a circle into the ellipse.
  const a = Math.sqrt(covariance.tokens)
  const b = a === 0 ? 0 : covariance.both / a
  const c = Math.sqrt(Math.max(0, covariance.accuracy - b * b))
  return Array.from({ length: 48 }, (_, at) => {
    const u = Math.cos((at * Math.PI) / 24) * Math.sqrt(5.991)
    const v = Math.sin((at * Math.PI) / 24) * Math.sqrt(5.991)
    return [Math.max(tokens + a * u, tokens / 100), accuracy + b * u + c * v]
  })
}

/** What the axes span, with room for the regions, and their round numbers. */
function extent(curves: readonly NamedCurve[]) {
  const points = curves.flatMap(({ curve }) => curve.points)
  const tokens = points.flatMap(point => [point.tokens, ...point.tokensCi95]).filter(value => value > 0)
  const across: [number, number] = [Math.min(...tokens) / 1.05, Math.max(...tokens) * 1.05]
  const accuracy = points.flatMap(point => point.accuracyCi95)
  const step = Math.max(...accuracy) - Math.min(...accuracy) > 0.4 ? 0.2 : 0.1
  const low = Math.max(0, Math.floor(Math.min(...accuracy) / step) * step)
  const up: [number, number] = [low, Math.max(low + step, Math.min(1, Math.ceil(Math.max(...accuracy) / step) * step))]
  // 1, 2 and 5 times the powers of ten; the ends where there are fewer than two of them.
  const round = logScale(across, [0, 1])
    .ticks(20)
    .filter(value => /^[125]e/.test(value.toExponential()))
  const count = Math.round((up[1] - up[0]) / step)
  return { across, up, ticks: { x: round.length < 2 ? across : round, y: linearScale(up, [0, 1]).ticks(count) } }
}

const wholePercent = (share: number): string => `${Math.round(100 * share)}%`
const letters = 'ABCDEFGH'
