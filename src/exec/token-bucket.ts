/** Refills evenly and lets a second's worth out at once. Times are milliseconds of a clock that never goes back. */
export interface Bucket {
  /** Until the next one may go; 0 for now. */
  waitMs(now: number): number
  /** Takes any amount: the bucket may go below zero, since a reply's tokens are known only afterwards. */
  take(amount: number, now: number): void
}

/** Without a rate it never makes anybody wait. */
export function makeBucket(perMinute: number | undefined): Bucket {
  if (perMinute === undefined) return { waitMs: () => 0, take: () => undefined }
  const perMs = perMinute / 60_000
  const capacity = Math.max(1, perMinute / 60)
  let level = capacity
  let at: number | undefined
  const refill = (now: number): void => {
    level = Math.min(capacity, level + (now - (at ?? now)) * perMs)
    at = now
  }
  return {
    waitMs(now) {
      refill(now)
      return level >= 1 ? 0 : Math.ceil((1 - level) / perMs)
    },
    take(amount, now) {
      refill(now)
      level -= amount
    },
  }
}
