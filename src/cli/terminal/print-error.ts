import pc from 'picocolors'
import { ExitCode, formatLocation, XevalError } from '../../core/errors.ts'

/** What a user sees of an error: message, where it is, and hint; a bug shows its stack. Returns the exit code. */
export function printError(error: unknown): number {
  if (!XevalError.is(error)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`${pc.red('bug:')} ${stack}\n`)
    return ExitCode.gateFailed
  }
  process.stderr.write(`${pc.red('error:')} ${error.message}\n`)
  const where = error.location === undefined ? '' : formatLocation(error.location)
  if (!error.message.includes(where)) process.stderr.write(`${pc.dim('where:')} ${where}\n`)
  if (error.hint !== undefined) process.stderr.write(`${pc.dim('hint:')} ${error.hint}\n`)
  return error.exitCode
}
