import { type Location, XevalError } from '../core/errors.ts'

/** Where a field of a task stands in its file; of an unknown one, its key. */
export type Locate = (path: readonly PropertyKey[]) => Location

const HINT = 'docs/tasks.md shows each field; `xeval init --task NAME` writes an example.'

/** The error for a task that isn't as it has to be: what is wrong, and the file with line and column. */
export const badTask = (message: string, location: Location, hint = HINT, cause?: unknown): XevalError =>
  new XevalError('bad-task', message, { hint, location, ...(cause !== undefined && { cause }) })
