import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
  zstdDecompressSync,
} from 'node:zlib'

/** Of a whole body, in bytes as it is read. */
export const MAX_BODY = 64 * 2 ** 20

/** A body that is compressed in a way that nobody knows, wrongly, or to blow up. */
export class BadEncoding extends Error {
  readonly code = 'BAD_ENCODING'
}

/** A reply's bytes without their `content-encoding`, which nobody asked for and gateways add all the same. */
export function decodeBody(bytes: Buffer, encoding: string | string[] | undefined): Buffer {
  const names = String(encoding ?? '')
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
  return names.reduceRight((body, name) => (name === '' || name === 'identity' ? body : decodeOnce(body, name)), bytes)
}

/** Whether a body is as it is read. */
export const isPlain = (encoding: string | string[] | undefined): boolean =>
  encoding === undefined || encoding === '' || String(encoding).toLowerCase() === 'identity'

function decodeOnce(bytes: Buffer, name: string): Buffer {
  const decode = decoders[name]
  if (decode === undefined) throw new BadEncoding(`content-encoding ${JSON.stringify(name)} is unknown`)
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

/** The compression method in the first byte of zlib's form: deflate. */
const ZLIB = 8

const decoders: Record<string, ((bytes: Buffer, options: ZlibOptions) => Buffer) | undefined> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: (bytes, { maxOutputLength }) =>
    brotliDecompressSync(bytes, maxOutputLength === undefined ? {} : { maxOutputLength }),
  zstd: (bytes, { maxOutputLength }) =>
    zstdDecompressSync(bytes, maxOutputLength === undefined ? {} : { maxOutputLength }),
  // "deflate" means zlib's form; some servers send the bare stream.
  deflate: (bytes, options) => ((bytes[0] ?? 0) % 16 === ZLIB ? inflateSync : inflateRawSync)(bytes, options),
}
