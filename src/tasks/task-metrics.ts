import type { Judge } from '../core/judge.ts'
import type { Label } from '../core/judgment.ts'
import { type Direction, type Metric, mean, rate } from '../core/metric.ts'
import type { TaskMetric } from '../core/task-file.ts'
import { badTask, type Locate } from './task-error.ts'

type Metrics = readonly [Metric, ...Metric[]]

/** The metrics that a task names, or those that its judge's labels suggest. Throws for labels that the judge doesn't give. */
export function metricsOf(named: readonly TaskMetric[] | undefined, judge: Judge, locate: Locate): Metrics {
  const [first, ...others] = named ?? []
  if (first === undefined) return usualMetrics(judge, locate)
  refuseTwice([first, ...others], locate)
  return [metricOf(first, judge, 0, locate), ...others.map((one, i) => metricOf(one, judge, i + 1, locate))]
}

/** Ratings have a mean. Of labels the share of `correct` ones, then of each other but `incorrect`. */
function usualMetrics({ name, scale }: Judge, locate: Locate): Metrics {
  if ('min' in scale) return [mean('rating', 'higher-is-better', ratingOf, 'number', rated(scale))]
  if (!scale.includes('correct')) {
    throw badTask(
      `metrics is missing: judge ${name} gives ${scale.join(', ')}, and nothing says which of them is good`,
      locate(['judge']),
      `Say what is counted: metrics: [{ name: ${scale[0]?.replaceAll('-', '_')}_rate, labels: [${scale[0]}] }].`,
    )
  }
  const others = scale.filter(label => label !== 'correct' && label !== 'incorrect')
  return [
    rate('accuracy', 'higher-is-better', isOne(['correct']), 'Answers that are correct'),
    ...others.map(label => rate(label.replaceAll('-', '_'), 'lower-is-better', isOne([label]), counted([label]))),
  ]
}

function metricOf(metric: TaskMetric, judge: Judge, at: number, locate: Locate): Metric {
  const { name, labels, scores, rating, better = 'higher', description } = metric
  const place = ['metrics', at]
  const direction: Direction = `${better}-is-better`
  const given = [labels, scores, rating].filter(value => value !== undefined)
  if (given.length !== 1) {
    const what = given.length === 0 ? 'says nothing' : 'says two things'
    throw badTask(`metric ${name} ${what}; expected one of labels, scores and rating`, locate(place))
  }
  if (labels !== undefined) {
    for (const [i, label] of labels.entries()) checkLabel(label, judge, locate([...place, 'labels', i]))
    return rate(name, direction, isOne(labels), description ?? counted(labels))
  }
  if (scores !== undefined) return scored(metric, scores, judge, [...place, 'scores'], direction, locate)
  const { scale } = judge
  if ('min' in scale) return mean(name, direction, ratingOf, 'number', description ?? rated(scale))
  throw badTask(
    `rating: judge ${judge.name} gives labels (${scale.join(', ')}), not ratings`,
    locate([...place, 'rating']),
  )
}

function scored(
  { name, description }: TaskMetric,
  scores: Readonly<Record<string, number>>,
  judge: Judge,
  place: readonly PropertyKey[],
  direction: Direction,
  locate: Locate,
): Metric {
  for (const label of Object.keys(scores)) checkLabel(label, judge, locate([...place, label]))
  const missing = 'min' in judge.scale ? [] : judge.scale.filter(label => !Object.hasOwn(scores, label))
  if (missing.length > 0) throw badTask(`scores: no number for ${missing.join(', ')}`, locate(place))
  const isShare = Object.values(scores).every(value => value >= 0 && value <= 1)
  const score = (label: Label): number => scores[label] ?? Number.NaN
  return mean(
    name,
    direction,
    ({ judgment }) => score(judgment.label),
    isShare ? 'rate' : 'number',
    description ?? 'Mean score',
  )
}

function checkLabel(label: string, { name, scale }: Judge, location: ReturnType<Locate>): void {
  if ('min' in scale)
    throw badTask(`judge ${name} gives ratings from ${scale.min} to ${scale.max}, not labels`, location)
  if (!scale.includes(label))
    throw badTask(`judge ${name} gives no label ${JSON.stringify(label)}; it gives ${scale.join(', ')}`, location)
}

function refuseTwice(metrics: readonly TaskMetric[], locate: Locate): void {
  for (const [i, { name }] of metrics.entries())
    if (metrics.findIndex(other => other.name === name) < i)
      throw badTask(`two metrics are named ${name}`, locate(['metrics', i, 'name']))
}

const isOne =
  (labels: readonly string[]) =>
  ({ judgment }: { judgment: { label: Label } }): boolean =>
    labels.some(label => label === judgment.label)

const ratingOf = ({ judgment }: { judgment: { label: Label } }): number => Number(judgment.label)

const counted = (labels: readonly string[]): string => `Answers that are judged ${labels.join(' or ')}`
const rated = ({ min, max }: { min: number; max: number }): string => `Rating on ${min}–${max}`
