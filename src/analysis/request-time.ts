import type { MeanRequest } from './mean-request.ts'

/** What paces the requests to one endpoint. */
export interface Pace {
  /** Requests in flight; `auto` counts as the number that it starts with. */
  concurrency?: number | 'auto'
  /** Requests and tokens a minute. */
  rpm?: number
  tpm?: number
}

const AUTO = 20

/** Seconds that so many requests take: the slowest of latency, requests and tokens a minute. Nothing where no latency is known. */
export function secondsOf(
  requests: number,
  mean: MeanRequest,
  { concurrency = 'auto', rpm, tpm }: Pace,
): number | undefined {
  const { latencyMs, inputTokens, outputTokens } = mean
  if (requests === 0) return 0
  if (latencyMs === undefined) return undefined
  const inFlight = concurrency === 'auto' ? AUTO : concurrency
  const tokens = requests * ((inputTokens ?? 0) + (outputTokens ?? 0))
  return Math.max(
    (requests * latencyMs) / 1000 / inFlight,
    rpm === undefined ? 0 : (60 * requests) / rpm,
    tpm === undefined ? 0 : (60 * tokens) / tpm,
  )
}
