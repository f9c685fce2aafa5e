import { XevalError } from '../../core/errors.ts'
import { indexPath, RECORD, WORDS } from '../../files/index-file.ts'
import { openIfThere } from '../../files/read-log.ts'
import { makeSampleList, type SampleList } from './sample-list.ts'

/**
 * The entries of a log as they stood when its run was opened, read from the sidecar each time they are asked for instead of
 * kept: memory is one buffer, whatever their number. Lines that the sidecar lacks are kept, 16 bytes each.
 */
export interface LogScan {
  readonly size: number
  /** Every entry in the order of the log. */
  scan(visit: (key: number, offset: number) => void): Promise<void>
  /** The entries from one place to before another. */
  range(from: number, to: number): Promise<SampleList>
}

/** One log as it was found. */
export interface FoundLog {
  path: string
  /** Bytes of whole lines. */
  size: number
  /** Bytes of its sidecar that are right. */
  indexed: number
  /** Entries that the sidecar lacks; the offset of a failed one is stored as −1 − offset. */
  missing: SampleList
}

export function makeLogScan({ path, indexed, missing }: FoundLog): LogScan {
  const inSidecar = indexed / RECORD
  const size = inSidecar + missing.size
  const visitRange = async (from: number, to: number, visit: (key: number, offset: number) => void): Promise<void> => {
    if (from < inSidecar) await readEntries(indexPath(path), from, Math.min(to, inSidecar), visit)
    for (let at = Math.max(from, inSidecar); at < to; at++) {
      const offset = missing.offset(at - inSidecar)
      visit(missing.key(at - inSidecar), offset < 0 ? -1 - offset : offset)
    }
  }
  return {
    size,
    scan: visit => visitRange(0, size, visit),
    async range(from, to) {
      const list = makeSampleList(Math.max(0, Math.min(to, size) - from))
      await visitRange(from, Math.min(to, size), list.add)
      return list
    },
  }
}

/** Entries that are read at once: 160 KB. */
const AT_ONCE = 1 << 13

/** Entries that were checked when the run was opened; a line that has gone since is found out when it is read. */
async function readEntries(
  path: string,
  from: number,
  to: number,
  visit: (key: number, offset: number) => void,
): Promise<void> {
  const file = await openIfThere(path)
  if (file === undefined) throw changed(path)
  try {
    const words = new Uint32Array(WORDS * Math.min(AT_ONCE, to - from))
    const buffer = Buffer.from(words.buffer)
    for (let at = from; at < to; ) {
      const want = Math.min(buffer.length, (to - at) * RECORD)
      const { bytesRead } = await file.read(buffer, 0, want, at * RECORD)
      if (bytesRead < want) throw changed(path)
      for (let i = 0; i < want / 4; i += WORDS) {
        const [a = 0, b = 0, c = 0, d = 0] = [words[i], words[i + 1], words[i + 2], words[i + 3]]
        visit(b * 2 ** 32 + a, (d >>> 1) * 2 ** 32 + c)
      }
      at += want / RECORD
    }
  } finally {
    await file.close()
  }
}

const changed = (file: string): XevalError =>
  new XevalError('run-changed', `${file} was truncated while the run was read`, {
    hint: 'Another process is writing to that run. Try again when it has ended.',
    location: { file },
  })
