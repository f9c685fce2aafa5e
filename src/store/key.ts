import { crc32 } from 'node:zlib'
import type { WorkKey } from '../core/records.ts'

/** The 53-bit key under which the index knows a piece of work: an integer that a double holds exactly. */
export function workHash({ benchmark, sampleId, epoch }: WorkKey): number {
  const text = `${benchmark}\u0000${sampleId}\u0000${epoch}`
  const low = crc32(text)
  const high = fnv1a(text) >>> 11
  return high * 2 ** 32 + low + 1
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  // A last avalanche: FNV's high bits are weak for texts that differ at the end only.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
