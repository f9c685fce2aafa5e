import { mix } from './tokenise.ts'

/** Hashes of any stretch of a text's words in constant time. */
export interface Windows {
  /** Of `length` words from `at`. */
  hash(at: number, length: number): number
}

/** Windows over words that change under it: `load` reads the words anew, into the same memory. */
export function makeWindows(longest: number): Windows & { load(words: Int32Array, count: number): void } {
  const powers = new Int32Array(longest + 1)
  powers[0] = 1
  for (let i = 1; i <= longest; i++) powers[i] = Math.imul(powers[i - 1] ?? 0, BASE)
  let sums = new Int32Array(1024)
  return {
    load(words, count) {
      if (sums.length <= count) sums = new Int32Array(2 * count + 1)
      let sum = 0
      for (let i = 0; i < count; i++) {
        sum = (Math.imul(sum, BASE) + (words[i] ?? 0)) | 0
        sums[i + 1] = sum
      }
    },
    hash: (at, length) =>
      mix(((sums[at + length] ?? 0) - Math.imul(sums[at] ?? 0, powers[length] ?? 0)) ^ Math.imul(length, LENGTH)),
  }
}

/** The same of a few words by themselves. */
export function hashWindow(words: Int32Array, at: number, length: number): number {
  let sum = 0
  for (let i = at; i < at + length; i++) sum = (Math.imul(sum, BASE) + (words[i] ?? 0)) | 0
  return mix(sum ^ Math.imul(length, LENGTH))
}

const BASE = 0x01000193 * 2 + 5
const LENGTH = 0x9e3779b1 | 0
