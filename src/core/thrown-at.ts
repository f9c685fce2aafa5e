import type { Location } from './errors.ts'

/**
 * Where in somebody's module an error was thrown, or where its syntax ends: by the stack. Nothing for Node's own errors, which are
 * thrown in ours, and where the stack doesn't say.
 */
export function thrownAt(error: unknown): { location: Location } | undefined {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return undefined
  const syntax = /^((?:\/|[A-Za-z]:\\)[^\n]*):(\d+)\n/.exec(error.stack)
  if (syntax !== null) return { location: { file: syntax[1] ?? '', line: Number(syntax[2]) } }
  if ('code' in error && String(error.code).startsWith('ERR_')) return undefined
  const found = FRAME.exec(error.stack)
  if (found === null) return undefined
  const [, file = '', line, column] = found
  const path = file.startsWith('file:')
    ? decodeURIComponent(new URL(file).pathname).replace(/^\/(?=[A-Za-z]:)/, '')
    : file
  return { location: { file: path, line: Number(line), column: Number(column) } }
}

/** The first line of a stack that stands in a file: a URL of an ES module, a path of another. */
const FRAME = /^ {4}at (?:async )?(?:.* \()?(file:\/\/\S+?|(?:\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/m
