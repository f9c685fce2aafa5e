/** Finds where a fixed number of wanted keys stand in a log that is read past it: 16 bytes a slot, two slots in three used. */
export interface OffsetFinder {
  /** Forgets everything. */
  clear(): void
  /** At most as many keys as the finder was made for. */
  want(key: number): void
  /** Keeps the offset where the key is wanted: the last one that is seen stands. */
  see(key: number, offset: number): void
  /** Byte offset of the last line of a wanted key, or -1. */
  offset(key: number): number
}

/** Open addressing; keys are positive integers below 2^53. */
export function makeOffsetFinder(capacity: number): OffsetFinder {
  const length = Math.max(16, Math.ceil(capacity * 1.5))
  const keys = new Float64Array(length)
  const offsets = new Float64Array(length)
  const slot = (key: number): number => {
    const upper = Math.floor(key / 2 ** 32)
    const lower = key - upper * 2 ** 32
    let at = Math.floor((Math.imul(lower ^ Math.imul(upper, 0x85ebca6b), 0x9e3779b1) >>> 0) * (length / 2 ** 32))
    for (let found = keys[at]; found !== 0 && found !== key; found = keys[at]) at = at + 1 === length ? 0 : at + 1
    return at
  }
  return {
    clear() {
      keys.fill(0)
      offsets.fill(-1)
    },
    want(key) {
      const at = slot(key)
      keys[at] = key
      offsets[at] = -1
    },
    see(key, offset) {
      const at = slot(key)
      if (keys[at] === key) offsets[at] = offset
    },
    offset(key) {
      const at = slot(key)
      return keys[at] === key ? (offsets[at] ?? -1) : -1
    },
  }
}
