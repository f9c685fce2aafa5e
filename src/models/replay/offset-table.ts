import { hash } from 'node:crypto'

/**
 * Keys to the places of lines in a file, 20 bytes an entry and no object: a million lines take some 40 MB. Keys are kept as
 * 52 bits of their SHA-256, so whoever looks one up reads the line and says whether it is the one.
 */
export class OffsetTable {
  #hashes = new Float64Array(1024)
  #offsets = new Float64Array(1024)
  #lengths = new Uint32Array(1024)
  #size = 0

  /** `hash` is that of the key, here and in `find`. */
  add(hash: number, offset: number, length: number): void {
    if (this.#size * 2 >= this.#hashes.length) this.#grow()
    this.#put(hash, offset, length)
    this.#size++
  }

  /** The first place with this key for which `matches` holds. */
  find(
    hash: number,
    matches: (offset: number, length: number) => boolean,
  ): { offset: number; length: number } | undefined {
    for (let slot = hash % this.#hashes.length; this.#hashes[slot]; slot = (slot + 1) % this.#hashes.length) {
      const offset = this.#offsets[slot] ?? 0
      const length = this.#lengths[slot] ?? 0
      if (this.#hashes[slot] === hash && matches(offset, length)) return { offset, length }
    }
    return undefined
  }

  #put(hash: number, offset: number, length: number): void {
    let slot = hash % this.#hashes.length
    while (this.#hashes[slot]) slot = (slot + 1) % this.#hashes.length
    this.#hashes[slot] = hash
    this.#offsets[slot] = offset
    this.#lengths[slot] = length
  }

  #grow(): void {
    const [hashes, offsets, lengths] = [this.#hashes, this.#offsets, this.#lengths]
    const size = hashes.length * 2
    this.#hashes = new Float64Array(size)
    this.#offsets = new Float64Array(size)
    this.#lengths = new Uint32Array(size)
    hashes.forEach((hash, slot) => {
      if (hash) this.#put(hash, offsets[slot] ?? 0, lengths[slot] ?? 0)
    })
  }
}

/** 52 bits of the key's SHA-256. 0 marks a free slot, so no key has it. */
export function hashOfKey(key: string): number {
  const digest = hash('sha256', key, 'buffer')
  return digest.readUIntBE(0, 6) * 16 + ((digest[6] ?? 0) & 15) || 1
}
