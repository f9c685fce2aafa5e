import { type Remark, remarkText } from '../core/remark.ts'
import type { Interval, MetricResult } from '../core/run-result.ts'
import { isConstant } from '../stats/mean.ts'
import { type Panel, type PanelMean, type PanelTable, panelMean } from '../stats/panel-mean.ts'
import { tailOf } from '../stats/summed-t.ts'
import type { RawComparison } from './compare-metric.ts'

/** Both arms' ratings where the same rater rated both answers to a sample, and their differences. */
export interface PairedPanel {
  before: PanelTable
  after: PanelTable
  difference: PanelTable
}

export function pairedPanel(before: Panel, after: Panel): PairedPanel {
  const raters = ratersOf(before, after)
  const samples = [...before.keys()].filter(id => after.has(id)).sort()
  const rows = (of: (was: number, is: number) => number): PanelTable =>
    samples.map(id =>
      raters.map(rater => {
        const [was, is] = [before.get(id)?.get(rater), after.get(id)?.get(rater)]
        return was === undefined || is === undefined ? undefined : of(was, is)
      }),
    )
  return { before: rows(was => was), after: rows((_, is) => is), difference: rows((was, is) => is - was) }
}

/**
 * A comparison of what people said, with an interval and tests that hold for other raters too. As it was where the metric is no mean of
 * the ratings, which is seen by its values.
 */
export function withPanels(raw: RawComparison, before: Panel, after: Panel, scale?: Scale): RawComparison {
  if (!isMeanOf(before, after, raw)) return raw
  const paired = pairedPanel(before, after)
  const [was, is, difference] = [panelMean(paired.before), panelMean(paired.after), panelMean(paired.difference)]
  const { estimate, raters = 0, n = 0, method } = difference ?? {}
  if (estimate === undefined || !was?.ci95 || !is?.ci95) return raw
  const { direction } = raw
  const { value, parts } = estimate
  const constant = isConstant(Math.hypot(...parts.map(({ se }) => se)), value)
  // Where nothing varies, the ratings say no more than as many equal signs: of samples, or of raters where those are fewer.
  const signs = 2 ** -(raters < 2 ? n : Math.min(n, raters))
  const p = value === 0 ? 1 : constant ? 2 * signs : 2 * tailOf(parts, Math.abs(value))
  const gain = direction === 'higher-is-better' ? value : -value
  const beyond = (distance: number): number => (distance <= 0 ? 1 : constant ? signs : tailOf(parts, distance))
  const { neededN: _, neededRange: ____, note: __, remark: ___, ...rest } = raw
  return {
    ...rest,
    n,
    before: { value: was.value, ci95: within(was.ci95, scale) },
    after: { value: is.value, ci95: within(is.ci95, scale) },
    delta: { value, ci95: estimate.ci, method: method ?? 't' },
    test: { name: constant ? 'sign-flip-exact' : `paired-${method}`, p },
    harm: margin => beyond(margin + gain),
    boon: margin => beyond(margin - gain),
    // What the raters add to a ratio is not known here.
    relativeHarm: () => undefined,
    relativeBoon: () => undefined,
    ...noted(remarkOn(method, constant, n, raters)),
  }
}

/** The same of one run's metric. */
export function withPanel(metric: MetricResult, panel: Panel, scale?: Scale): MetricResult {
  const found = panelMean(tableOf(panel))
  if (found?.ci95 === undefined || !near(found.value, metric.value)) return metric
  return { ...metric, ci95: within(found.ci95, scale), method: found.method }
}

interface Scale {
  min: number
  max: number
}

function remarkOn(method: PanelMean['method'] | undefined, constant: boolean, n: number, raters: number): Remark[] {
  if (method === 't') return [{ code: raters < 2 ? 'one-rater' : 'raters-apart', values: { equal: constant ? n : 0 } }]
  return constant ? [{ code: 'all-equal', values: { n } }] : []
}

const noted = ([remark]: readonly Remark[]): Pick<RawComparison, 'note' | 'remark'> =>
  remark === undefined ? {} : { note: remarkText(remark, 'en'), remark }

/** Whether the metric's figures are the means of all ratings of the samples that are rated in both arms. */
function isMeanOf(before: Panel, after: Panel, raw: RawComparison): boolean {
  const of = (panel: Panel, other: Panel): number => {
    const rated = new Map(Array.from(panel).filter(([id]) => other.has(id)))
    return panelMean(tableOf(rated))?.value ?? Number.NaN
  }
  return near(of(before, after), raw.before.value) && near(of(after, before), raw.after.value)
}

function tableOf(panel: Panel): PanelTable {
  const raters = ratersOf(panel)
  // In one order, so that equal ratings give equal digits wherever they are read.
  return [...panel.keys()].sort().map(id => raters.map(rater => panel.get(id)?.get(rater)))
}

const ratersOf = (...panels: readonly Panel[]): string[] =>
  [...new Set(panels.flatMap(panel => Array.from(panel.values()).flatMap(ratings => [...ratings.keys()])))].sort()

const within = ([low, high]: Interval, scale: Scale | undefined): Interval =>
  scale === undefined ? [low, high] : [Math.max(scale.min, low), Math.min(scale.max, high)]

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
