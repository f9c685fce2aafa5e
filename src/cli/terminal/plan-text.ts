import { decimal } from '../../report/figures.ts'
import { textTable } from '../../report/text-table.ts'
import type { Plan } from '../../run/plan.ts'
import type { PlannedCost } from '../../run/plan-one.ts'

/** A plan as a table, with what it rests on under it. */
export function planText({ benchmarks, priceDate, unpriced, probe }: Plan): string {
  const header = ['benchmark', 'n', 'requests', 'judge', 'tokens in/out', 'US$', 'time', 'detects at 80% power']
  const rows = benchmarks.map(({ benchmark, n, bundled, requests, tokens, usd, seconds, ...rest }) => [
    benchmark,
    bundled ? `${n} bundled sample` : String(n),
    String(requests.model),
    String(requests.judge),
    tokens === undefined ? 'unknown' : `${tokens.input}/${tokens.output}`,
    usd === undefined ? 'unknown' : usd.toFixed(2),
    seconds === undefined ? 'unknown' : duration(Math.max(seconds.model, seconds.judge)),
    detects(rest),
  ])
  return [
    textTable(header, rows),
    '',
    totals(benchmarks),
    ...(probe === undefined
      ? []
      : [`The probe itself took ${probe.requests} requests, ${probe.tokens.input}/${probe.tokens.output} tokens.`]),
    `Variances for the detectable difference: ${distinct(benchmarks.map(({ spread }) => spread))}. Judges: ${distinct(benchmarks.map(({ judge }) => judge))}.`,
    `Prices of ${priceDate}.${unpriced.length > 0 ? ` No price for ${unpriced.join(', ')}: give a file with --prices.` : ''}`,
    ...(benchmarks.some(({ tokens, seconds }) => tokens === undefined || seconds === undefined)
      ? [
          'Tokens, price and time are known with --from RUN (an earlier run) or --probe (5 samples a benchmark, which are paid for).',
        ]
      : []),
    '',
  ].join('\n')
}

/** Sums where every benchmark's figure is known. Arms and judges work beside each other. */
function totals(all: readonly PlannedCost[]): string {
  const sum = (of: (cost: PlannedCost) => number | undefined): number | undefined =>
    all.reduce<number | undefined>((total, cost) => {
      const part = of(cost)
      return total === undefined || part === undefined ? undefined : total + part
    }, 0)
  const [model, judge] = [sum(({ requests }) => requests.model) ?? 0, sum(({ requests }) => requests.judge) ?? 0]
  const [input, output] = [sum(({ tokens }) => tokens?.input), sum(({ tokens }) => tokens?.output)]
  const usd = sum(cost => cost.usd)
  const [modelTime, judgeTime] = [sum(({ seconds }) => seconds?.model), sum(({ seconds }) => seconds?.judge)]
  const known = [
    input === undefined || output === undefined ? '' : `${input}/${output} tokens`,
    usd === undefined ? '' : `US$ ${usd.toFixed(2)}`,
    modelTime === undefined || judgeTime === undefined ? '' : duration(Math.max(modelTime, judgeTime)),
  ].filter(text => text !== '')
  return [`In all ${model + judge} requests (${model} to models, ${judge} to judges)`, ...known].join(', ') + '.'
}

const detects = ({ detectable, unit }: Pick<PlannedCost, 'detectable' | 'unit'>): string =>
  detectable.length === 0
    ? 'unknown'
    : detectable
        .map(({ epochs, difference }) => {
          const none = unit === 'rate' && difference > 1
          const size = none
            ? 'nothing'
            : unit === 'rate'
              ? `${decimal(difference * 100, 1)} pp`
              : decimal(difference, 2)
          return `${size} (K=${epochs})`
        })
        .join(', ')

const distinct = (texts: readonly string[]): string => [...new Set(texts)].join('; ')

const duration = (seconds: number): string => {
  const whole = Math.ceil(seconds)
  return whole < 120 ? `${whole} s` : whole < 7200 ? `${Math.ceil(whole / 60)} min` : `${(whole / 3600).toFixed(1)} h`
}
