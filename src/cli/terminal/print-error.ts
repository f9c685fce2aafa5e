import pc from 'picocolors'
import { ExitCode, formatLocation, XevalError } from '../../core/errors.ts'
import { isFileError } from '../../core/file-error.ts'
import { terminalText } from '../../report/terminal-text.ts'
import { writeRaw } from '../process/guard-streams.ts'

/** What a user sees of an error: message, where it is, and hint; a bug shows its stack. Returns the exit code. */
export function printError(error: unknown): number {
  if (isFileError(error)) {
    const where = error.path === undefined || error.message.includes(error.path) ? '' : `${error.path}: `
    tell(pc.red('error:'), `${where}${error.message}`)
    tell(pc.dim('hint:'), 'Free some space or fix the permissions, then try again.')
    return ExitCode.usage
  }
  if (!XevalError.is(error)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    tell(pc.red('bug:'), stack)
    return ExitCode.bug
  }
  tell(pc.red('error:'), error.message)
  const where = error.location === undefined ? '' : formatLocation(error.location)
  if (!error.message.includes(where)) tell(pc.dim('where:'), where)
  if (error.hint !== undefined) tell(pc.dim('hint:'), error.hint)
  return error.exitCode
}

const tell = (head: string, text: string): void => void writeRaw(process.stderr, `${head} ${terminalText(text)}\n`)
