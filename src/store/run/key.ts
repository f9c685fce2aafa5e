import { crc32 } from 'node:zlib'
import type { WorkKey } from '../../core/records.ts'

/** The 52-bit key under which the index knows a piece of work: an integer that a double holds exactly. */
export const workHash = ({ benchmark, sampleId, epoch }: WorkKey): number =>
  epochHash(sampleHash(benchmark, sampleId), epoch)

/** A sample's own key, from which those of its epochs follow without its id. */
export function sampleHash(benchmark: string, sampleId: string): number {
  const text = `${benchmark}\u0000${sampleId}`
  const low = crc32(text)
  const high = fnv1a(text) >>> 12
  return high * 2 ** 32 + low + 1
}

/** Epochs count from 1; the first has the sample's own key. */
export const epochHash = (sample: number, epoch: number): number => ((sample - 1 + (epoch - 1) * STEP) % SPACE) + 1

const SPACE = 2 ** 52
// Odd, so that no two epochs meet; small enough that the sum is exact for millions of them.
const STEP = 0x1b873593

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  // A last avalanche: FNV's high bits are weak for texts that differ at the end only.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
