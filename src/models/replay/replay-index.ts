import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { messageOf, XevalError } from '../../core/errors.ts'
import type { WorkKey } from '../../core/records.ts'
import { hashOfKey, OffsetTable } from './offset-table.ts'
import { malformed, parseReplayLine, type ReplayRecord } from './replay-record.ts'

/** Recorded answers, left in their file: what is held is where each line stands. */
export interface ReplayIndex {
  /** Of the whole file. */
  sha256: string
  /** Throws where two lines give different answers to the same question. */
  find(work: WorkKey, prompts: readonly (string | undefined)[]): ReplayRecord | undefined
  close(): void
}

/** Reads the file once, as a stream, and checks every line. */
export async function indexReplay(file: string): Promise<ReplayIndex> {
  const fd = openFile(file)
  const table = new OffsetTable()
  /** Key → line number of the answer that differs from an earlier one. */
  const conflicts = new Map<string, number>()

  const read = (offset: number, length: number): ReplayRecord => {
    const bytes = Buffer.allocUnsafe(length)
    readSync(fd, bytes, 0, length, offset)
    return parseReplayLine(bytes.toString('utf8'), file, 1)
  }
  const lookUp = (key: string, hash = hashOfKey(key)): ReplayRecord | undefined => {
    let found: ReplayRecord | undefined
    table.find(hash, (offset, length) => {
      const record = read(offset, length)
      if (keysOf(record).includes(key)) found = record
      return found !== undefined
    })
    return found
  }
  const add = (line: Buffer, offset: number, number: number): void => {
    if (!isUtf8(line)) throw malformed('not UTF-8', file, number, 1)
    const record = parseReplayLine(line.toString('utf8'), file, number)
    for (const key of keysOf(record)) {
      const hash = hashOfKey(key)
      const earlier = lookUp(key, hash)
      if (!earlier) table.add(hash, offset, line.length)
      else if (earlier.output !== record.output) conflicts.set(key, number)
    }
  }

  try {
    const sha256 = await eachLine(file, add)
    return {
      sha256,
      find({ benchmark, sampleId, epoch }, prompts) {
        for (const key of candidates(sampleId, prompts, benchmark, epoch)) {
          const line = conflicts.get(key)
          if (line !== undefined)
            throw malformed('answers a question that an earlier line already answers', file, line, 1)
          const record = lookUp(key)
          if (record) return record
        }
        return undefined
      },
      close: () => closeSync(fd),
    }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

const keyOf = (kind: 'id' | 'prompt', text: string, benchmark = '', epoch: number | '' = ''): string =>
  `${kind}\u0000${benchmark}\u0000${epoch}\u0000${text}`

const keysOf = ({ id, prompt, benchmark, epoch }: ReplayRecord): string[] => [
  ...(id === undefined ? [] : [keyOf('id', id, benchmark, epoch)]),
  ...(prompt === undefined ? [] : [keyOf('prompt', prompt, benchmark, epoch)]),
]

/** The most precise first. */
function* candidates(
  id: string,
  prompts: readonly (string | undefined)[],
  benchmark: string,
  epoch: number,
): Generator<string> {
  const narrowings = [[benchmark, epoch], [benchmark], [undefined, epoch], []] as const
  for (const [of, at] of narrowings) yield keyOf('id', id, of, at)
  for (const prompt of new Set(prompts)) {
    if (prompt !== undefined) for (const [of, at] of narrowings) yield keyOf('prompt', prompt, of, at)
  }
}

function openFile(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (cause) {
    throw new XevalError('replay-file', `${file}: ${messageOf(cause)}`, {
      hint: 'Write replay:FILE with a readable JSONL file.',
      location: { file },
      cause,
    })
  }
}

/** Calls `onLine` with every line that isn't blank, and gives back the file's SHA-256. */
async function eachLine(file: string, onLine: (line: Buffer, offset: number, number: number) => void): Promise<string> {
  const hash = createHash('sha256')
  let rest = Buffer.alloc(0)
  let offset = 0
  let number = 0
  const take = (line: Buffer): void => {
    number++
    const bom = number === 1 && line.subarray(0, 3).equals(byteOrderMark) ? 3 : 0
    const text = line.subarray(bom)
    if (!isBlank(text)) onLine(text, offset + bom, number)
    offset += line.length + 1
  }
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) {
    hash.update(chunk)
    const block = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk)
    let start = 0
    for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, start)) {
      take(block.subarray(start, end))
      start = end + 1
    }
    rest = block.subarray(start)
  }
  if (rest.length > 0) take(rest)
  return hash.digest('hex')
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const isBlank = (line: Buffer): boolean => line.every(byte => byte === 32 || byte === 13 || byte === 9)
