import { truncate } from 'node:fs/promises'
import { XevalError } from '../core/errors.ts'
import { type LogEntry, readLog } from './read-log.ts'

/** What recovery found in one file. */
export interface Recovery {
  /** Bytes of whole lines: where the next append goes. */
  size: number
  lines: number
  /** Bytes of a torn or zero-filled tail, cut off if it was asked for. */
  cut: number
}

/**
 * Reads a log to its end, hands every whole line to `visit`, and cuts off a broken tail: what a crash or a power cut can
 * leave. A broken line that whole lines follow is no crash's doing but an edit: that is an error, and nothing is changed.
 * Without `cut` nothing ever is.
 */
export async function recoverLog(
  path: string,
  visit: (entry: LogEntry) => void,
  start = 0,
  cut = true,
): Promise<Recovery> {
  let size = start
  let lines = 0
  let broken: { offset: number; line: number } | undefined
  let end = start
  for await (const entries of readLog(path, start)) {
    for (const entry of entries) {
      end = entry.offset + entry.length
      if (entry.record === undefined) {
        broken ??= { offset: entry.offset, line: lines + 1 }
        continue
      }
      if (broken !== undefined) throw edited(path, broken.line)
      lines++
      size = end
      visit(entry)
    }
  }
  if (cut && end > size) await truncate(path, size)
  return { size, lines, cut: end - size }
}

const edited = (file: string, line: number): XevalError =>
  new XevalError('corrupt-log', `${file}:${line}: the line does not match its checksum, and intact lines follow it`, {
    hint: 'The file was edited or the disk is failing. Restore it from a copy, or start a new run.',
    location: { file, line },
  })
