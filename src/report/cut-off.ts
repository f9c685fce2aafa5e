type Told = { answers?: number | ArmCounts; notes?: Readonly<Record<string, number | ArmCounts>> }
interface ArmCounts {
  before: number
  after: number
}

/** From this share on the token limit is measured as well as the model. */
const MUCH = 0.02

/**
 * The share of a benchmark's answers that the token limit cut off, `3.4%` or `0% → 3.4%`; `–` where no answer is known.
 *
 * @example
 * cutOffText({ answers: 200, notes: { 'cut-off': 7 } }) // → '3.5%'
 */
export function cutOffText({ answers, notes = {} }: Told): string {
  const cut = notes['cut-off'] ?? 0
  if (answers === undefined) return '–'
  if (typeof answers === 'number') return share(typeof cut === 'number' ? cut : 0, answers)
  const both = typeof cut === 'number' ? { before: cut, after: cut } : cut
  return `${share(both.before, answers.before)} → ${share(both.after, answers.after)}`
}

/**
 * Whether any benchmark has so many of them in any run that they belong into the first table.
 *
 * @example
 * isMuchCutOff([{ answers: 200, notes: { 'cut-off': 7 } }]) // → true
 */
export const isMuchCutOff = (benchmarks: readonly Told[]): boolean =>
  benchmarks.some(({ answers, notes = {} }) => {
    const cut = notes['cut-off']
    if (answers === undefined || cut === undefined) return false
    if (typeof answers === 'number') return typeof cut === 'number' && cut > MUCH * answers
    return typeof cut !== 'number' && (cut.before > MUCH * answers.before || cut.after > MUCH * answers.after)
  })

/** Whole per cent from ten on, so that a table stays narrow. */
function share(k: number, n: number): string {
  if (n === 0) return '–'
  const percent = (100 * k) / n
  return `${percent === 0 || percent >= 9.95 ? percent.toFixed(0) : percent.toFixed(1)}%`
}
