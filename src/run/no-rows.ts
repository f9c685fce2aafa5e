import { XevalError } from '../core/errors.ts'

/** A file without rows: shares of nothing would read as if all were well. */
export const emptyTraining = (file: string): XevalError =>
  new XevalError('malformed', `${file}: it has no rows`, {
    hint: 'Check that it is the right file, and that it was written to the end.',
    location: { file },
  })
