import type { PlannedCost } from './plan.ts'
import { textTable } from './text-table.ts'

/** A plan as a table, with what it rests on under it. */
export function planText(planned: readonly PlannedCost[], priceDate: string): string {
  const header = ['benchmark', 'n', 'requests', 'judge', 'tokens in/out', 'US$', 'time', 'detects at 80% power']
  const rows = planned.map(({ benchmark, n, bundled, requests, tokens, usd, seconds, detectable }) => [
    benchmark,
    bundled ? `${n} bundled sample` : String(n),
    String(requests.model),
    String(requests.judge),
    tokens === undefined ? 'unknown' : `${tokens.input}/${tokens.output}`,
    usd === undefined ? 'unknown' : usd.toFixed(2),
    seconds === undefined ? 'unknown' : `${Math.ceil(seconds / 60)} min`,
    detectable.map(({ epochs, difference }) => `${(difference * 100).toFixed(1)} pp (K=${epochs})`).join(', '),
  ])
  const total = (of: (cost: PlannedCost) => number): number => planned.reduce((sum, cost) => sum + of(cost), 0)
  const spreads = [...new Set(planned.map(({ spread }) => spread))].join('; ')
  return [
    textTable(header, rows),
    '',
    `${total(({ requests }) => requests.model + requests.judge)} requests in all.`,
    `Variances for the detectable difference: ${spreads}. Prices of ${priceDate}.`,
    ...(planned.some(({ tokens }) => tokens === undefined)
      ? [
          'Tokens, price and time are known with --from RUN (an earlier run) or --probe (5 samples a benchmark, which are paid for).',
        ]
      : []),
    '',
  ].join('\n')
}
