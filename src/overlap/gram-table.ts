/** Where a hash occurs: in which text, and from which of its words on. */
export interface GramTable {
  readonly size: number
  /** Whether a hash may be in the table: most that are not are told apart here, by a single look. */
  has(hash: number): boolean
  /** First and last (exclusive) place of a hash in `texts` and `places`; -1 where it isn't there. */
  first(hash: number): number
  last(first: number): number
  readonly texts: Int32Array
  readonly places: Int32Array
}

/** Collects hashes, then gives the table of them. */
export interface GramCollector {
  add(hash: number, text: number, place: number): void
  /** `keep` is asked once for each hash, with the texts that it occurs in. */
  build(keep?: (texts: Int32Array) => boolean): GramTable
}

export function collectGrams(): GramCollector {
  let hashes = new Int32Array(1024)
  let texts = new Int32Array(1024)
  let places = new Int32Array(1024)
  let count = 0
  return {
    add(hash, text, place) {
      if (count === hashes.length) [hashes, texts, places] = [doubled(hashes), doubled(texts), doubled(places)]
      hashes[count] = hash
      texts[count] = text
      places[count] = place
      count++
    },
    build(keep) {
      const order = new Uint32Array(count).map((_, i) => i)
      order.sort((a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0) || a - b)
      const kept = keep === undefined ? order : filtered(order, hashes, texts, keep)
      const pick = (from: Int32Array): Int32Array => Int32Array.from(kept, i => from[i] ?? 0)
      return tableOf(pick(hashes), pick(texts), pick(places))
    },
  }
}

function filtered(
  order: Uint32Array,
  hashes: Int32Array,
  texts: Int32Array,
  keep: (texts: Int32Array) => boolean,
): Uint32Array {
  const kept: number[] = []
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && hashes[order[to] ?? 0] === hashes[order[from] ?? 0]) to++
    const same = order.subarray(from, to)
    if (keep(Int32Array.from(same, i => texts[i] ?? 0))) for (const at of same) kept.push(at)
  }
  return Uint32Array.from(kept)
}

/** Open addressing over sorted hashes, behind a filter of sixteen bits a hash. */
function tableOf(hashes: Int32Array, texts: Int32Array, places: Int32Array): GramTable {
  const size = hashes.length
  const bits = powerOfTwo(Math.max(1 << 16, size * 16))
  const filter = new Uint32Array(bits >>> 5)
  const slots = powerOfTwo(Math.max(16, size * 2))
  const table = new Int32Array(slots)
  for (let at = 0; at < size; at++) {
    const hash = hashes[at] ?? 0
    if (at > 0 && hashes[at - 1] === hash) continue
    const bit = hash & (bits - 1)
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31))
    let slot = hash & (slots - 1)
    while (table[slot] !== 0) slot = (slot + 1) & (slots - 1)
    table[slot] = at + 1
  }
  return {
    size,
    texts,
    places,
    has(hash) {
      const bit = hash & (bits - 1)
      return ((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0
    },
    first(hash) {
      for (let slot = hash & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
        const at = (table[slot] ?? 0) - 1
        if (at < 0 || hashes[at] === hash) return at
      }
    },
    last(first) {
      let to = first + 1
      while (to < size && hashes[to] === hashes[first]) to++
      return to
    },
  }
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least))

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
