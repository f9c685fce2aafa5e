import type { FileHandle } from 'node:fs/promises'
import { XevalError } from '../core/errors.ts'
import { openIfThere, safeDecode } from './read-log.ts'

/** Reads lines of one log by their offsets, near ones with one read and one buffer for all. */
export interface LineReader {
  /** The records at ascending offsets, in their order, and the next ones of each up to `lines`. Throws where no whole line stands there. */
  read(offsets: readonly number[], lines?: number): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

/** Lines further apart than this are not worth reading what lies between. */
const GAP = 1 << 16
const SPAN = 1 << 20
/** What is read behind the last offset at first: most lines are shorter. */
const TAIL = 1 << 13

export async function openLineReader(path: string): Promise<LineReader> {
  const file = await openIfThere(path)
  let buffer = Buffer.allocUnsafe(1 << 17)

  const readSpan = async (
    handle: FileHandle,
    offsets: readonly number[],
    lines: number,
  ): Promise<Record<string, unknown>[]> => {
    const [start = 0] = offsets
    const records: Record<string, unknown>[] = []
    const wanted = offsets.length * lines
    let next = 0
    for (let size = (offsets.at(-1) ?? 0) - start + TAIL; ; size *= 2) {
      if (size > buffer.length) buffer = Buffer.allocUnsafe(size)
      const { bytesRead } = await handle.read(buffer, 0, size, start)
      const filled = buffer.subarray(0, bytesRead)
      while (records.length < wanted) {
        const from = records.length % lines === 0 ? (offsets[records.length / lines] ?? 0) - start : next
        const end = filled.indexOf(10, from)
        if (end < 0) break
        const record = safeDecode(filled.subarray(from, end))
        if (record === undefined) throw brokenLine(path, start + from)
        records.push(record)
        next = end + 1
      }
      if (records.length === wanted) return records
      if (bytesRead < size)
        throw brokenLine(path, records.length % lines === 0 ? (offsets[records.length / lines] ?? 0) : start + next)
    }
  }

  return {
    async read(offsets, lines = 1) {
      if (offsets.length === 0) return []
      if (file === undefined) throw brokenLine(path, offsets[0] ?? 0)
      const records: Record<string, unknown>[] = []
      for (let from = 0, to = 1; from < offsets.length; from = to, to = from + 1) {
        const start = offsets[from] ?? 0
        const isNear = (at: number): boolean =>
          (offsets[at] ?? 0) - (offsets[at - 1] ?? 0) < GAP && (offsets[at] ?? 0) - start < SPAN
        while (to < offsets.length && isNear(to)) to++
        records.push(...(await readSpan(file, offsets.slice(from, to), lines)))
      }
      return records
    },
    close: async () => file?.close(),
  }
}

const brokenLine = (file: string, offset: number): XevalError =>
  new XevalError('corrupt-log', `${file}: the line at byte ${offset} is damaged`, {
    hint: 'The file was edited or the disk is failing. Restore it from a copy, or start a new run.',
    location: { file },
  })
