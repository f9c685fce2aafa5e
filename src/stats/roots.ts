/**
 * Where `f` crosses zero between `low` and `high`, by bisection to the last bit. `f` must be ≥ 0 at `low` and ≤ 0 at
 * `high`, and cross once; where it doesn't cross, the end it points to is returned.
 */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 200; i++) {
    const middle = low + (high - low) / 2
    if (middle === low || middle === high) break
    if (f(middle) > 0) low = middle
    else high = middle
  }
  return low + (high - low) / 2
}
