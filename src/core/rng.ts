import { createHash } from 'node:crypto'

/**
 * A seeded stream of numbers, the same on every platform. Not for secrets.
 *
 * @example
 * const dice = (rng: Rng): number => 1 + rng.int(6)
 * dice(makeRng('dice', 1)) <= 6 // → true
 */
export interface Rng {
  /** Uniform in [0, 1), 32 bits. */
  next(): number
  /** Uniform integer in [0, bound). */
  int(bound: number): number
}

/**
 * sfc32 (Doty-Humphrey, PractRand), seeded by SHA-256 of the parts: streams of different purposes don't overlap.
 *
 * @example
 * const rng = makeRng('sampling', 7)
 * rng.int(6) // → 3
 * makeRng('sampling', 7).int(6) === makeRng('sampling', 7).int(6) // → true
 */
export function makeRng(...seed: (string | number)[]): Rng {
  const digest = createHash('sha256').update(seed.join('\u0000')).digest()
  let a = digest.readUInt32LE(0)
  let b = digest.readUInt32LE(4)
  let c = digest.readUInt32LE(8)
  let d = digest.readUInt32LE(12)
  const bits = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  return {
    next: () => bits() / 2 ** 32,
    int: bound => Math.floor((bits() * bound) / 2 ** 32),
  }
}

/**
 * A new array in random order: sorted by a random key.
 *
 * @example
 * shuffle(['a', 'b', 'c', 'd'], makeRng(1)) // → ['c', 'd', 'a', 'b']
 */
export function shuffle<T>(items: readonly T[], rng: Rng): T[] {
  const keyed = items.map(item => ({ item, key: rng.next() }))
  return keyed.sort((x, y) => x.key - y.key).map(({ item }) => item)
}
