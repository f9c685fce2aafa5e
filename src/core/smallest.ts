/** The `capacity` smallest of the items that are added, in a max-heap: memory stays bounded however many come by. */
export class Smallest<T> {
  private readonly capacity: number
  private readonly compare: (a: T, b: T) => number
  private readonly heap: T[] = []

  constructor(capacity: number, compare: (a: T, b: T) => number) {
    this.capacity = capacity
    this.compare = compare
  }

  add(item: T): void {
    const largest = this.heap[0]
    if (this.heap.length < this.capacity) {
      this.heap.push(item)
      this.rise(this.heap.length - 1, item)
    } else if (largest !== undefined && this.compare(item, largest) < 0) this.sink(0, item)
  }

  sorted(): T[] {
    return [...this.heap].sort(this.compare)
  }

  private rise(from: number, item: T): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = this.heap[parent]
      if (above === undefined || this.compare(above, item) >= 0) break
      this.heap[at] = above
      at = parent
    }
    this.heap[at] = item
  }

  private sink(from: number, item: T): void {
    let at = from
    for (;;) {
      const child = this.largerChild(at)
      const below = this.heap[child]
      if (below === undefined || this.compare(below, item) <= 0) break
      this.heap[at] = below
      at = child
    }
    this.heap[at] = item
  }

  private largerChild(at: number): number {
    const left = 2 * at + 1
    const [a, b] = [this.heap[left], this.heap[left + 1]]
    return a !== undefined && b !== undefined && this.compare(b, a) > 0 ? left + 1 : left
  }
}
