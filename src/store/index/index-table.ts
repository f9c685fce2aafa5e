/** Where the last record of each piece of work stands in its log, and whether it succeeded: 16 bytes a slot, at most 80 % full. */
export interface IndexTable {
  readonly size: number
  /** Offsets are below 2^53. */
  set(key: number, offset: number, ok: boolean): void
  /** Byte offset of the last record, or -1. */
  offset(key: number): number
  state(key: number): 'missing' | 'failed' | 'done'
}

/** Open addressing over typed arrays: a Map of a million strings would take ten times the memory. Keys are positive integers. */
export function makeIndexTable(expected = 0): IndexTable {
  const first = Math.max(1024, Math.ceil(expected * 1.3))
  let keys = new Float64Array(first)
  let low = new Uint32Array(first)
  // The offset's upper bits, and below them whether the record is a success.
  let high = new Uint32Array(first)
  let size = 0

  const slot = (table: Float64Array, key: number): number => {
    const { length } = table
    const upper = Math.floor(key / 2 ** 32)
    const lower = key - upper * 2 ** 32
    let at = Math.floor((Math.imul(lower ^ Math.imul(upper, 0x85ebca6b), 0x9e3779b1) >>> 0) * (length / 2 ** 32))
    for (let found = table[at]; found !== 0 && found !== key; found = table[at]) at = at + 1 === length ? 0 : at + 1
    return at
  }

  const grow = (): void => {
    const [oldKeys, oldLow, oldHigh] = [keys, low, high]
    keys = new Float64Array(Math.ceil(oldKeys.length * 1.6))
    low = new Uint32Array(keys.length)
    high = new Uint32Array(keys.length)
    for (let i = 0; i < oldKeys.length; i++) {
      const key = oldKeys[i] ?? 0
      if (key === 0) continue
      const at = slot(keys, key)
      keys[at] = key
      low[at] = oldLow[i] ?? 0
      high[at] = oldHigh[i] ?? 0
    }
  }

  return {
    get size() {
      return size
    },
    set(key, offset, ok) {
      let at = slot(keys, key)
      if (keys[at] === 0) {
        if (size >= keys.length * 0.8) {
          grow()
          at = slot(keys, key)
        }
        size++
      }
      keys[at] = key
      low[at] = offset % 2 ** 32
      high[at] = Math.floor(offset / 2 ** 32) * 2 + (ok ? 1 : 0)
    },
    offset(key) {
      const at = slot(keys, key)
      return keys[at] === key ? ((high[at] ?? 0) >>> 1) * 2 ** 32 + (low[at] ?? 0) : -1
    },
    state(key) {
      const at = slot(keys, key)
      if (keys[at] !== key) return 'missing'
      return (high[at] ?? 0) & 1 ? 'done' : 'failed'
    },
  }
}
