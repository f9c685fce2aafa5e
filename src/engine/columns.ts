/** A growing column of numbers: 8 bytes a sample, whatever their number. */
export interface Column {
  readonly length: number
  push(value: number): void
  view(): Float64Array
}

export function makeColumn(): Column {
  let data = new Float64Array(256)
  let length = 0
  return {
    get length() {
      return length
    },
    push(value) {
      if (length === data.length) {
        const larger = new Float64Array(data.length * 2)
        larger.set(data)
        data = larger
      }
      data[length++] = value
    },
    view: () => data.subarray(0, length),
  }
}

/** Numbers the clusters in the order in which they are met; a sample without one is a cluster of its own, and costs no name. */
export function makeClusters() {
  const numbers = new Map<string, number>()
  const column = makeColumn()
  let count = 0
  return {
    push(group: string | undefined): void {
      const number = (group === undefined ? undefined : numbers.get(group)) ?? count++
      if (group !== undefined) numbers.set(group, number)
      column.push(number)
    },
    /** `undefined` where every sample stands alone. */
    view: (): Float64Array | undefined => (count < column.length ? column.view() : undefined),
  }
}
