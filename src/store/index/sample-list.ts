/** Keys and offsets in the order of a file, such as those of a run's samples: 16 bytes an entry. */
export interface SampleList {
  readonly size: number
  add(key: number, offset: number): void
  key(at: number): number
  offset(at: number): number
}

export function makeSampleList(expected = 256): SampleList {
  let data = new Float64Array(2 * Math.max(1, expected))
  let size = 0
  return {
    get size() {
      return size
    },
    add(key, offset) {
      if (size * 2 === data.length) {
        const larger = new Float64Array(2 * Math.ceil(data.length * 0.75) + 2)
        larger.set(data)
        data = larger
      }
      data[size * 2] = key
      data[size * 2 + 1] = offset
      size++
    },
    key: at => data[at * 2] ?? 0,
    offset: at => data[at * 2 + 1] ?? -1,
  }
}
