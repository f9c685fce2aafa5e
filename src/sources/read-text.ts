import { isUtf8 } from 'node:buffer'
import { createReadStream, type ReadStream } from 'node:fs'
import { messageOf, XevalError } from '../core/errors.ts'
import { malformed } from './malformed.ts'

/**
 * A text file, gzipped where its name ends in `.gz`, as a stream of decoded pieces, without its byte order mark: UTF-8, or UTF-16 where
 * the mark says so. Throws with line and column at the first byte that isn't UTF-8, and says so where a Git LFS pointer stands in the data's place.
 */
export async function* readText(path: string): AsyncGenerator<string> {
  let carry: Buffer = Buffer.alloc(0)
  let position = { line: 1, column: 1 }
  let first = true
  for await (const chunk of chunksOf(path)) {
    const utf16 = first ? utf16Of(chunk) : undefined
    if (utf16 !== undefined) return yield* readUtf16(path, utf16)
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk])
    const whole = wholeCharacters(bytes)
    carry = bytes.subarray(whole)
    if (whole === 0) continue
    let text = decode(path, bytes.subarray(0, whole), position)
    if (first) {
      first = false
      if (text.startsWith('\uFEFF')) text = text.slice(1)
      refusePointer(path, text)
    }
    position = advance(position, text)
    yield text
  }
  if (carry.length > 0) throw notUtf8(path, position)
}

/** How a file's characters are written, by its byte order mark: as `TextDecoder` names it. */
export async function encodingOf(path: string): Promise<'utf-8' | Utf16> {
  for await (const chunk of chunksOf(path)) return utf16Of(chunk) ?? 'utf-8'
  return 'utf-8'
}

export type Utf16 = 'utf-16le' | 'utf-16be'

function utf16Of(start: Buffer): Utf16 | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : undefined
}

async function* readUtf16(path: string, encoding: Utf16): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let position = { line: 1, column: 1 }
  const decoded = (bytes?: Buffer): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch (cause) {
      const name = encoding.toUpperCase()
      throw malformed({ file: path, ...position }, `from here on the file is not ${name}`, 'Save it as UTF-8.', cause)
    }
  }
  for await (const chunk of chunksOf(path)) {
    const text = decoded(chunk)
    position = advance(position, text)
    if (text !== '') yield text
  }
  decoded()
}

const pieceBytes = 256 * 1024

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    const file = createReadStream(path, { highWaterMark: pieceBytes })
    yield* path.endsWith('.gz') ? await gunzipped(file) : file
  } catch (error) {
    if (XevalError.is(error)) throw error
    throw new XevalError('unreadable-file', `${path}: cannot be read: ${messageOf(error)}`, {
      hint: 'Check that the file exists and is readable.',
      location: { file: path },
      cause: error,
    })
  }
}

async function gunzipped(file: ReadStream): Promise<AsyncIterable<Buffer>> {
  const [{ createGunzip }, { pipeline }] = await Promise.all([import('node:zlib'), import('node:stream')])
  // What goes wrong in either is thrown to whoever reads.
  return pipeline(file, createGunzip({ chunkSize: pieceBytes }), () => undefined)
}

/** How many of the bytes make up whole characters; up to three at the end may belong to the next piece. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

interface Position {
  line: number
  column: number
}

function decode(path: string, bytes: Buffer, start: Position): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let good = ''
  try {
    for (const byte of bytes) good += decoder.decode(Uint8Array.of(byte), { stream: true })
  } catch {
    throw notUtf8(path, advance(start, good))
  }
  throw notUtf8(path, advance(start, good))
}

const notUtf8 = (path: string, position: Position): XevalError =>
  malformed({ file: path, ...position }, 'this byte is not UTF-8', 'Save the file as UTF-8.')

function advance({ line, column }: Position, text: string): Position {
  let start = 0
  let lines = line
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', start)) {
    lines++
    start = at + 1
  }
  return { line: lines, column: start === 0 ? column + text.length : text.length - start + 1 }
}

function refusePointer(path: string, text: string): void {
  if (!text.startsWith('version https://git-lfs.github.com/spec/')) return
  throw new XevalError('lfs-pointer', `${path}: the file is a Git LFS pointer, not the data`, {
    hint: 'Fetch the real file with `git lfs pull`, or download it from the host’s media or resolve address.',
    location: { file: path, line: 1 },
  })
}
