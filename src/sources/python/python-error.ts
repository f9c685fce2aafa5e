import { XevalError } from '../../core/errors.ts'

/** The error for Python text that can't be read as a literal, placed by line and column of that text. */
export function pythonError(source: string, offset: number, problem: string): XevalError {
  const before = source.slice(0, offset).split('\n')
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
  return new XevalError('python-literal', `Python source, ${place}: ${problem}`, {
    hint: 'The authors’ file may have another format; pull the pinned version again.',
  })
}
