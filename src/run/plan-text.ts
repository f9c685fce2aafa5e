import type { Language } from '../core/wording.ts'
import { decimal } from '../report/figures.ts'
import { punctuation } from '../report/punctuation.ts'
import { textTable } from '../report/text-table.ts'
import type { Plan } from './plan.ts'
import type { PlannedCost } from './plan-one.ts'
import { powerText } from './plan-power-text.ts'
import { type PlanWords, planWords } from './plan-words.ts'

/** A plan as tables, each with what it rests on under it. */
export function planText(plan: Plan, language: Language = 'en'): string {
  const { benchmarks, priceDate, unpriced, probe } = plan
  const say = planWords[language]
  return [
    textTable(
      say.costs,
      benchmarks.map(cost => costRow(cost, say)),
    ),
    '',
    totals(benchmarks, say),
    ...(probe === undefined ? [] : [say.probed(probe.requests, probe.tokens.input, probe.tokens.output)]),
    say.judges(
      distinct(
        benchmarks.map(({ judge }) => judge),
        language,
      ),
    ),
    say.prices(priceDate) + (unpriced.length > 0 ? say.unpriced(unpriced.join(say.separator)) : ''),
    ...(benchmarks.some(({ tokens, seconds }) => tokens === undefined || seconds === undefined)
      ? [say.unmeasured]
      : []),
    '',
    ...powerText(plan, say),
    '',
  ].join('\n')
}

const costRow = ({ benchmark, n, bundled, requests, tokens, usd, seconds }: PlannedCost, say: PlanWords): string[] => [
  benchmark,
  bundled ? say.bundled(n) : String(n),
  String(requests.model),
  String(requests.judge),
  tokens === undefined ? say.none : `${short(tokens.input)}/${short(tokens.output)}`,
  usd === undefined ? say.none : usd.toFixed(2),
  seconds === undefined ? say.none : say.duration(Math.ceil(Math.max(seconds.model, seconds.judge))),
]

/** Sums where every benchmark's figure is known. Arms and judges work beside each other. */
function totals(all: readonly PlannedCost[], say: PlanWords): string {
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
    input === undefined || output === undefined ? '' : say.tokens(input, output),
    usd === undefined ? '' : `US$ ${usd.toFixed(2)}`,
    modelTime === undefined || judgeTime === undefined ? '' : say.duration(Math.ceil(Math.max(modelTime, judgeTime))),
  ].filter(text => text !== '')
  return [say.total(model, judge), ...known].join(say.separator) + say.stop
}

/** Whole below 10,000, then `12k` and `3.4M`. */
const short = (count: number): string =>
  count < 10_000
    ? String(count)
    : count < 1_000_000
      ? `${Math.round(count / 1000)}k`
      : `${decimal(count / 1_000_000, 1)}M`

const distinct = (texts: readonly string[], language: Language): string =>
  [...new Set(texts)].join(punctuation[language].semicolon)
