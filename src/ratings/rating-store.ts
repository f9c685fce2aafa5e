import { type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { cannotWrite } from '../files/cannot-write.ts'
import { decodeLine, encodeLine } from '../files/line.ts'
import { type Lock, takeLock } from '../files/lock.ts'
import { makeFolder } from '../files/make-folder.ts'
import { syncFolder } from '../files/sync-folder.ts'
import { identity, RatingRecord } from './rating.ts'

/** Where a run's ratings stand. */
export const ratingsFile = (runDir: string): string => join(runDir, 'ratings.jsonl')

/** All ratings of a run that hold: where a rater changed one in the browser, the later one. None is an empty list. */
export async function readRatings(runDir: string): Promise<RatingRecord[]> {
  const { records } = await load(ratingsFile(runDir))
  return [...new Map(records.map(record => [identity(record), record])).values()]
}

/** Adds ratings to a run, all or none of them: the file is replaced at once by a longer copy. */
export async function addRatings(runDir: string, records: readonly RatingRecord[]): Promise<void> {
  if (records.length === 0) return
  const file = ratingsFile(runDir)
  const { text } = await load(file)
  await atomicWrite(file, text + records.map(lineOf).join(''))
}

/** A run's ratings, open for one more at a time. */
export interface RatingLog {
  /** Resolves when the record is on disk (fsync). */
  append(record: RatingRecord): Promise<void>
  close(): Promise<void>
}

/** Opens a run's ratings, cutting off a last line that a crash left unfinished. */
export async function openRatingLog(runDir: string): Promise<RatingLog> {
  await makeFolder(runDir)
  const file = ratingsFile(runDir)
  const { text } = await load(file)
  const handle = await open(file, 'a')
  await handle.truncate(Buffer.byteLength(text))
  await syncFolder(runDir)
  let queue: Promise<unknown> = Promise.resolve()
  return {
    append(record) {
      const written = queue.then(() => write(file, handle, lineOf(record)))
      queue = written.catch(() => undefined) // the caller of this append hears of it; the next one tries for itself
      return written
    },
    async close() {
      await queue
      await handle.close()
    },
  }
}

/** Keeps every other process from writing ratings to these runs until it is disposed of. */
export async function lockRatings(runDirs: readonly string[]): Promise<AsyncDisposable> {
  const locks: Lock[] = []
  const release = async () => {
    for (const lock of locks.splice(0)) await lock.release()
  }
  try {
    // In one order for everybody, so that two who want the same two runs don't wait for each other.
    for (const dir of [...new Set(runDirs)].sort()) {
      await makeFolder(dir)
      locks.push(await takeLock(dir, LOCK).catch(asBusy))
    }
  } catch (error) {
    await release()
    throw error
  }
  return { [Symbol.asyncDispose]: release }
}

const LOCK = 'ratings.lock'

function asBusy(cause: unknown): never {
  if (!XevalError.is(cause) || cause.code !== 'run-locked') throw cause
  throw new XevalError('ratings-busy', `another process is writing ratings: ${cause.message}`, {
    hint: 'Stop the rating page with Ctrl-C and try again.',
    cause,
  })
}

/** With its own checksum, as in the logs of a run. */
const lineOf = (record: RatingRecord): string => encodeLine(record).toString()

/** The file's whole lines, and what they hold. */
async function load(file: string): Promise<{ text: string; records: RatingRecord[] }> {
  const whole = await readFile(file).catch(ifMissing)
  const end = whole.lastIndexOf(10) + 1
  // A crash leaves the beginning of a line. One that is whole but for its end is no crash's doing.
  const rest = whole.subarray(end)
  const lines = splitLines(whole.subarray(0, end))
  for (const tail of [rest, rest.subarray(0, -1)]) if (isWholeLine(tail)) throw damaged(file, lines.length + 1)
  const records = lines.flatMap((line, at) => (line.length === 0 ? [] : [parseLine(file, at + 1, line)]))
  return { text: whole.toString('utf8', 0, end), records }
}

/** The lines, the last one also where its newline is missing. */
function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let from = 0
  for (let to = bytes.indexOf(10); to >= 0; from = to + 1, to = bytes.indexOf(10, from))
    lines.push(bytes.subarray(from, to))
  if (from < bytes.length) lines.push(bytes.subarray(from))
  return lines
}

function ifMissing(error: unknown): Buffer<ArrayBuffer> {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
  throw error
}

/** The lines of a run's ratings that are whole, and the numbers of those that are not, for a repair. */
export async function wholeRatings(runDir: string): Promise<{ whole: string[]; broken: number[] }> {
  const file = ratingsFile(runDir)
  const bytes = await readFile(file).catch(ifMissing)
  const whole: string[] = []
  const broken: number[] = []
  for (const [at, line] of splitLines(bytes).entries()) {
    try {
      whole.push(lineOf(parseLine(file, at + 1, line)))
    } catch (error) {
      if (!XevalError.is(error)) throw error
      broken.push(at + 1)
    }
  }
  return { whole, broken }
}

/** Lines of before have no checksum. */
function parseLine(file: string, line: number, bytes: Buffer): RatingRecord {
  try {
    const { crc, ...record } = z.looseObject({ crc: z.unknown() }).partial().parse(JSON.parse(bytes.toString()))
    if (crc !== undefined && decodeLine(bytes) === undefined) throw new Error('it does not match its checksum')
    return RatingRecord.parse(record)
  } catch (cause) {
    throw damaged(file, line, cause)
  }
}

const isWholeLine = (bytes: Buffer): boolean => {
  try {
    return decodeLine(bytes) !== undefined
  } catch {
    return false
  }
}

const damaged = (file: string, line: number, cause?: unknown): XevalError =>
  new XevalError('ratings-file', `not a rating${cause === undefined ? '' : `: ${messageOf(cause)}`}`, {
    location: { file, line },
    hint: 'Restore the file from a copy. Or keep what is whole with `xeval repair RUN`, and rate the others again.',
    ...(cause !== undefined && { cause }),
  })

async function write(file: string, handle: FileHandle, line: string): Promise<void> {
  try {
    await handle.appendFile(line)
    await handle.sync()
  } catch (error) {
    throw cannotWrite(file, error)
  }
}
