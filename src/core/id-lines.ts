/**
 * Ids that came by, and where each came first.
 *
 * @example
 * const lines: IdLines = makeIdLines()
 * lines.size // → 0
 */
export interface IdLines {
  readonly size: number
  /** Keeps an id with its line; where it came before, changes nothing and gives the line of then. Lines are 0 … 2^32 − 1. */
  add(id: string, line: number): number | undefined
}

const LANES = 3

/**
 * Known by 96 bits of hash in typed arrays, 16 bytes an id and a quarter of a Map of strings at a million: the chance that
 * any two of 10^7 different ids are taken for one is below 10^-14.
 *
 * @example
 * const lines = makeIdLines()
 * lines.add('q-1', 1) // → undefined
 * lines.add('q-1', 7) // → 1
 */
export function makeIdLines(): IdLines {
  let hashes = new Uint32Array(LANES * 1024)
  let lines = new Uint32Array(1024)
  let taken = new Uint8Array(1024)
  let size = 0
  const wanted = new Uint32Array(LANES)

  const slotOf = (hash: Uint32Array, from: number): number => {
    const last = taken.length - 1
    let at = (hash[from] ?? 0) & last
    while (taken[at] === 1 && !isEqual(hashes, at * LANES, hash, from)) at = (at + 1) & last
    return at
  }

  const put = (at: number, hash: Uint32Array, from: number, line: number): void => {
    for (let lane = 0; lane < LANES; lane++) hashes[at * LANES + lane] = hash[from + lane] ?? 0
    lines[at] = line
    taken[at] = 1
  }

  const grow = (): void => {
    const [oldHashes, oldLines, oldTaken] = [hashes, lines, taken]
    hashes = new Uint32Array(oldHashes.length * 2)
    lines = new Uint32Array(oldLines.length * 2)
    taken = new Uint8Array(oldTaken.length * 2)
    for (let at = 0; at < oldTaken.length; at++) {
      if (oldTaken[at] === 1) put(slotOf(oldHashes, at * LANES), oldHashes, at * LANES, oldLines[at] ?? 0)
    }
  }

  return {
    get size() {
      return size
    },
    add(id, line) {
      hashInto(wanted, id)
      const at = slotOf(wanted, 0)
      if (taken[at] === 1) return lines[at]
      if (++size > taken.length * 0.8) {
        grow()
        put(slotOf(wanted, 0), wanted, 0, line)
      } else put(at, wanted, 0, line)
      return undefined
    },
  }
}

const isEqual = (a: Uint32Array, from: number, b: Uint32Array, other: number): boolean =>
  a[from] === b[other] && a[from + 1] === b[other + 1] && a[from + 2] === b[other + 2]

/** Three multiplicative hashes of the UTF-16 code units, each mixed into the next at the end (the finish is MurmurHash3's). */
function hashInto(into: Uint32Array, text: string): void {
  let [a, b, c] = [0xdeadbeef, 0x41c6ce57, 0x9e3779b9]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
    c = Math.imul((c << 5) ^ (c >>> 27) ^ unit, 0x85ebca77)
  }
  into[0] = mix(a) ^ mix(b ^ text.length)
  into[1] = mix(b) ^ mix(c)
  into[2] = mix(c) ^ mix(a + 0x7f4a7c15)
}

function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}
