/**
 * Counts since the start; of requests for answers only, not of lists or batches.
 *
 * @example
 * const endpoint = await startMockEndpoint()
 * const stats: MockStats = endpoint.stats()
 * await endpoint.close()
 * stats.requests // → 0
 */
export interface MockStats {
  requests: number
  /** Whole answers sent. */
  answered: number
  /** Answers to a request that had been answered before: paid twice. */
  duplicates: number
  distinct: number
  inFlight: number
  maxInFlight: number
  /** HTTP status, or `reset`, → count. */
  statuses: Record<string, number>
  /** Batches submitted, and the lines in them. */
  batches: number
  batchLines: number
}

export class MockCounters {
  readonly stats: MockStats = {
    requests: 0,
    answered: 0,
    duplicates: 0,
    distinct: 0,
    inFlight: 0,
    maxInFlight: 0,
    statuses: {},
    batches: 0,
    batchLines: 0,
  }
  /** Request hash → times asked, and times answered. */
  readonly #seen = new Map<string, { asked: number; answered: number }>()

  /** Counts a request in; gives back the number of this attempt. */
  ask(hash: string): number {
    this.stats.requests++
    const seen = this.#seen.get(hash)
    if (seen) return ++seen.asked
    this.stats.distinct++
    this.#seen.set(hash, { asked: 1, answered: 0 })
    return 1
  }

  enter(): void {
    this.stats.inFlight++
    this.stats.maxInFlight = Math.max(this.stats.maxInFlight, this.stats.inFlight)
  }

  leave(status: number | 'reset'): void {
    this.stats.inFlight--
    this.stats.statuses[status] = (this.stats.statuses[status] ?? 0) + 1
  }

  answer(hash: string): void {
    this.stats.answered++
    const seen = this.#seen.get(hash)
    if (seen && seen.answered++ > 0) this.stats.duplicates++
  }
}
