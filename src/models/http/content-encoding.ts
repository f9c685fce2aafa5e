type Zlib = typeof import('node:zlib')

/** Of a whole body, in bytes as it is read. */
export const MAX_BODY = 64 * 2 ** 20

/** A body that is compressed in a way that nobody knows, wrongly, or to blow up. */
export class BadEncoding extends Error {
  readonly code = 'BAD_ENCODING'
}

/** A reply's bytes without their `content-encoding`, which nobody asked for and gateways add all the same. */
export async function decodeBody(bytes: Buffer, encoding: string | string[] | undefined): Promise<Buffer> {
  // Loaded where it is needed: nearly no run does.
  const zlib = await import('node:zlib')
  const names = namesIn(encoding).toReversed()
  return names.reduce((body, name) => (name === 'identity' ? body : decodeOnce(zlib, body, name)), bytes)
}

const namesIn = (encoding: string | string[] | undefined): string[] =>
  String(encoding ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)

/** Whether a body is as it is read. */
export const isPlain = (encoding: string | string[] | undefined): boolean =>
  encoding === undefined || namesIn(encoding).every(name => name === 'identity')

function decodeOnce(zlib: Zlib, bytes: Buffer, name: string): Buffer {
  const decode = decoderOf(zlib, name, bytes)
  if (decode === undefined) throw new BadEncoding(`unknown content-encoding ${JSON.stringify(name)}`)
  if (bytes.length === 0) return bytes
  try {
    return decode(bytes, { maxOutputLength: MAX_BODY })
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError
    throw new BadEncoding(
      isTooLarge ? `more than ${MAX_BODY / 2 ** 20} MiB in ${name}` : `a body that is not ${name}`,
      {
        cause,
      },
    )
  }
}

type Decode = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer

function decoderOf(zlib: Zlib, name: string, [first = 0]: Buffer): Decode | undefined {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return zlib.gunzipSync
    case 'br':
      return zlib.brotliDecompressSync
    case 'zstd':
      return zlib.zstdDecompressSync
    case 'deflate':
      // That is zlib's form, which begins with its method; some servers send the bare stream.
      return first % 16 === ZLIB ? zlib.inflateSync : zlib.inflateRawSync
    default:
      return undefined
  }
}

/** Deflate, as zlib's first byte names it. */
const ZLIB = 8
