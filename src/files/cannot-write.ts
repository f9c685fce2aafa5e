import { messageOf, XevalError } from '../core/errors.ts'

/** For what a handle throws: the system's own message doesn't say which file it was. */
export const cannotWrite = (path: string, cause: unknown): XevalError =>
  new XevalError('cannot-write', `${path}: ${messageOf(cause)}`, {
    hint: 'Free some space or fix the permissions, then try again.',
    cause,
  })
