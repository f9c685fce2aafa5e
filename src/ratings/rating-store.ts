import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, XevalError } from '../core/errors.ts'
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
  const copy = `${file}.${process.pid}.tmp`
  const handle = await open(copy, 'w')
  try {
    await handle.writeFile(text + records.map(lineOf).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(copy, file)
  await syncFolder(runDir)
}

/** A run's ratings, open for one more at a time. */
export interface RatingLog {
  /** Resolves when the record is on disk (fsync). */
  append(record: RatingRecord): Promise<void>
  close(): Promise<void>
}

/** Opens a run's ratings, cutting off a last line that a crash left unfinished. */
export async function openRatingLog(runDir: string): Promise<RatingLog> {
  await mkdir(runDir, { recursive: true })
  const file = ratingsFile(runDir)
  const { text } = await load(file)
  const handle = await open(file, 'a')
  await handle.truncate(Buffer.byteLength(text))
  await syncFolder(runDir)
  let queue: Promise<unknown> = Promise.resolve()
  return {
    append(record) {
      const written = queue.then(() => write(handle, lineOf(record)))
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
  const locks: string[] = []
  const release = async () => {
    for (const lock of locks.splice(0)) {
      await rm(lock, { force: true })
      heldHere.delete(lock)
    }
  }
  try {
    for (const dir of new Set(runDirs)) {
      await mkdir(dir, { recursive: true })
      locks.push(await lock(`${ratingsFile(dir)}.lock`))
    }
  } catch (error) {
    await release()
    throw error
  }
  return { [Symbol.asyncDispose]: release }
}

const lineOf = (record: RatingRecord): string => `${JSON.stringify(record)}\n`

/** The file's whole lines, and what they hold. */
async function load(file: string): Promise<{ text: string; records: RatingRecord[] }> {
  const whole = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  })
  const text = whole.slice(0, whole.lastIndexOf('\n') + 1)
  const records = text.split('\n').flatMap((line, at) => (line === '' ? [] : [parseLine(file, at + 1, line)]))
  return { text, records }
}

function parseLine(file: string, line: number, text: string): RatingRecord {
  try {
    return RatingRecord.parse(JSON.parse(text))
  } catch (error) {
    throw new XevalError('ratings-file', `not a rating: ${messageOf(error)}`, {
      location: { file, line },
      hint: 'Restore the file from a copy, or delete that line and rate the item again',
      cause: error,
    })
  }
}

async function write(handle: FileHandle, line: string): Promise<void> {
  await handle.appendFile(line)
  await handle.sync()
}

// A lock with this process's number may be left by an earlier one of the same number, as in a restarted container.
const heldHere = new Set<string>()

async function lock(path: string): Promise<string> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = await open(path, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      heldHere.add(path)
      return path
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      const owner = Number(await readFile(path, 'utf8').catch(() => '0'))
      if (owner === process.pid ? heldHere.has(path) : isAlive(owner)) break
      await rm(path, { force: true })
    }
  }
  throw new XevalError('ratings-busy', `another process is writing ratings: ${path}`, {
    hint: 'Stop the rating page with Ctrl-C and try again. If none is running, delete that file',
  })
}

/** Signal 0 asks only whether the process is there; one of another user's is, and says so by EPERM. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
