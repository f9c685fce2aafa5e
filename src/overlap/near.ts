/** The stretch of a text that is most like a test text. */
export interface Likeness {
  similarity: number
  /** Its first shingle, and the one behind its last. */
  from: number
  to: number
}

/**
 * The greatest Jaccard similarity of a set of shingles with a stretch of others, of stretches at least `least` shingles long (or
 * all of them where there are fewer) and of `lines`, which may be shorter; nothing below `threshold`. `wanted` is sorted, without
 * doubles.
 */
export function mostAlike(
  wanted: Int32Array,
  shingles: Int32Array,
  { least, threshold, from = 0, to = shingles.length, lines = [] }: Stretches,
): Likeness | undefined {
  const length = to - from
  const { ids, places, shared } = numbered(wanted, shingles, from, to)
  if (shared < threshold * wanted.length - SLACK) return undefined
  const shortest = Math.min(least, length)
  const most = wanted.length / threshold + SLACK
  const seen = new Int32Array(ids).fill(-1)
  let best: Likeness | undefined
  const better = (start: number, end: number, common: number, distinct: number): void => {
    const similarity = common / (wanted.length + distinct - common)
    if (similarity >= threshold - SLACK && similarity > (best?.similarity ?? 0))
      best = { similarity, from: from + start, to: from + end }
  }
  for (const [first, last] of lines) {
    if (first < from || last > to) continue
    const own = new Set(places.subarray(first - from, last - from))
    better(first - from, last - from, Array.from(own).filter(id => id < shared).length, own.size)
  }
  for (let start = 0; start + shortest <= length; start++) {
    // A stretch that begins with a shingle of no use is worse than without it, unless it is as short as may be.
    const last = (places[start] ?? 0) < shared ? length : start + shortest
    let common = 0
    let distinct = 0
    for (let end = start; end < last && distinct <= most; end++) {
      const id = places[end] ?? 0
      if (seen[id] !== start) {
        seen[id] = start
        distinct++
        if (id < shared) common++
      }
      if (end - start + 1 >= shortest) better(start, end + 1, common, distinct)
    }
  }
  return best
}

interface Stretches {
  least: number
  threshold: number
  /** Where to look. */
  from?: number
  to?: number
  lines?: readonly (readonly [from: number, to: number])[]
}

/** 0.8 of ten is eight, whatever the machine makes of it. */
const SLACK = 1e-9

/** The shingles by number: those that are wanted first, `shared` of them. */
function numbered(wanted: Int32Array, shingles: Int32Array, from: number, to: number) {
  const numbers = new Map<number, number>()
  for (let i = from; i < to; i++) {
    const shingle = shingles[i] ?? 0
    if (!numbers.has(shingle) && has(wanted, shingle)) numbers.set(shingle, numbers.size)
  }
  const shared = numbers.size
  const places = new Int32Array(to - from)
  for (let i = from; i < to; i++) {
    const shingle = shingles[i] ?? 0
    const known = numbers.get(shingle)
    if (known === undefined) numbers.set(shingle, numbers.size)
    places[i - from] = known ?? numbers.size - 1
  }
  return { ids: numbers.size, places, shared }
}

function has(sorted: Int32Array, wanted: number): boolean {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = sorted[middle] ?? 0
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}
