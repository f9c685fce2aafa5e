/** How far one model is, and since when (`performance.now()`). */
export interface ProgressCounts {
  label: string
  total: number
  /** Answered and judged, or failed; `before` of them when this session began. */
  done: number
  before: number
  errors: number
  unscored: number
  /** The model's and its judge's, input and output. */
  tokens: number
  startedAt: number
}

/** One line: whose it is, then what is done, rate, failures, tokens and time left. */
export const describeProgress = (counts: ProgressCounts, now: number): string =>
  `${counts.label}  ${progressFigures(counts, now)}`

/** What is done, rate, failures, tokens and time left. */
export function progressFigures(counts: ProgressCounts, now: number): string {
  const { total, done, before, errors, unscored, tokens, startedAt } = counts
  const perSecond = (done - before) / Math.max(0.001, (now - startedAt) / 1000)
  const figures = [
    `${String(done).padStart(String(total).length)}/${total}`,
    done > before ? rateOf(perSecond) : '',
    `${errors} errors`,
    unscored > 0 ? `${unscored} unscored` : '',
    tokens > 0 ? `${short(tokens)} tokens` : '',
    done >= total
      ? `${time((now - startedAt) / 1000)}`
      : done > before
        ? `${time((total - done) / perSecond)} left`
        : '',
  ]
  return figures.filter(Boolean).join('  ')
}

const rateOf = (perSecond: number): string =>
  perSecond >= 1 ? `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s` : `${(perSecond * 60).toFixed(1)}/min`

const short = (count: number): string => {
  if (count < 1000) return String(count)
  return count < 999_500 ? `${(count / 1e3).toFixed(count < 9950 ? 1 : 0)}k` : `${(count / 1e6).toFixed(1)}M`
}

/** `42s`, `3m07s`, `2h05m`. */
function time(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  if (whole < 60) return `${whole}s`
  if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}s`
  return `${Math.floor(whole / 3600)}h${two((whole % 3600) / 60)}m`
}
