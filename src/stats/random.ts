import { makeRng } from '../core/rng.ts'

/** What seeds a random routine: joined and hashed, so that equal seeds give equal results on every platform. */
export type Seed = readonly (string | number)[]

/**
 * A block of random 32-bit numbers at a time (sfc32, seeded through core's generator): several times faster than a call
 * a number, which is what a bootstrap of large samples needs.
 */
export class RandomBits {
  readonly block = new Uint32Array(4096)
  /** Where the words of the last `take` begin in `block`. */
  start = 0
  private next = this.block.length
  private a: number
  private b: number
  private c: number
  private d: number

  constructor(seed: Seed) {
    const rng = makeRng(...seed)
    const word = () => rng.int(2 ** 32) | 0
    this.a = word()
    this.b = word()
    this.c = word()
    this.d = word()
  }

  /** Makes up to `want` unused words ready, from `block[start]` on, and says how many. */
  take(want: number): number {
    if (this.next === this.block.length) {
      this.fill()
      this.next = 0
    }
    const use = Math.min(want, this.block.length - this.next)
    this.start = this.next
    this.next += use
    return use
  }

  /** Uniform in (0, 1), 53 bits: never exactly 0 or 1. */
  uniform(): number {
    const high = this.word() >>> 5
    const low = this.word() >>> 6
    return (high * 2 ** 26 + low + 0.5) / 2 ** 53
  }

  /** Uniform integer in [0, bound), bound ≤ 2³². */
  int(bound: number): number {
    return Math.floor((this.word() * bound) / 2 ** 32)
  }

  private word(): number {
    this.take(1)
    return this.block[this.start] ?? 0
  }

  private fill(): void {
    // `| 0` tells the compiler that these are 32-bit integers; without it the loop runs eight times slower.
    let a = this.a | 0
    let b = this.b | 0
    let c = this.c | 0
    let d = this.d | 0
    const { block } = this
    for (let i = 0; i < block.length; i++) {
      const t = (((a + b) | 0) + d) | 0
      d = (d + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (c << 21) | (c >>> 11)
      c = (c + t) | 0
      block[i] = t
    }
    this.a = a
    this.b = b
    this.c = c
    this.d = d
  }
}
