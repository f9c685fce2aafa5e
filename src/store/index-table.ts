/** Where the last record of each piece of work stands in its log, and whether it succeeded: 17 bytes an entry at most 70 % full. */
export interface IndexTable {
  readonly size: number
  set(key: number, offset: number, ok: boolean): void
  /** Byte offset of the last record, or -1. */
  offset(key: number): number
  state(key: number): 'missing' | 'failed' | 'done'
}

/** Open addressing over typed arrays: a Map of a million strings would take ten times the memory. Keys are positive integers. */
export function makeIndexTable(): IndexTable {
  let keys = new Float64Array(1024)
  let offsets = new Float64Array(1024)
  let oks = new Uint8Array(1024)
  let size = 0

  const slot = (table: Float64Array, key: number): number => {
    const mask = table.length - 1
    let at = (key % 0x7fffffff) & mask
    for (let found = table[at]; found !== 0 && found !== key; found = table[at]) at = (at + 1) & mask
    return at
  }

  const grow = (): void => {
    const [oldKeys, oldOffsets, oldOks] = [keys, offsets, oks]
    keys = new Float64Array(oldKeys.length * 2)
    offsets = new Float64Array(keys.length)
    oks = new Uint8Array(keys.length)
    oldKeys.forEach((key, i) => {
      if (key === 0) return
      const at = slot(keys, key)
      keys[at] = key
      offsets[at] = oldOffsets[i] ?? 0
      oks[at] = oldOks[i] ?? 0
    })
  }

  return {
    get size() {
      return size
    },
    set(key, offset, ok) {
      const at = slot(keys, key)
      if (keys[at] === 0) {
        if (size >= keys.length * 0.7) {
          grow()
          this.set(key, offset, ok)
          return
        }
        size++
      }
      keys[at] = key
      offsets[at] = offset
      oks[at] = ok ? 1 : 0
    },
    offset(key) {
      const at = slot(keys, key)
      return keys[at] === key ? (offsets[at] ?? -1) : -1
    },
    state(key) {
      const at = slot(keys, key)
      if (keys[at] !== key) return 'missing'
      return oks[at] === 1 ? 'done' : 'failed'
    },
  }
}
