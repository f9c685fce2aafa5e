import { ExitCode } from '../../core/errors.ts'

/**
 * Says so where the process ends before its work has, which only code of others can do: by `process.exit`, or by a promise that
 * nothing will ever settle. Without it, the first could pass for success. Call what it gives when the work is done.
 */
export function watchEnd(): () => void {
  const tell = (why: string): void => {
    const hint =
      'Plug-ins run in this process: look for it there. What was answered is kept; `--resume` continues a run.'
    process.stderr.write(`error: ${why}\nhint: ${hint}\n`)
    process.exitCode = ExitCode.usage
  }
  const onIdle = (): void => {
    done()
    tell('nothing is left to wait for, and the work is not done: a promise was never settled')
    process.exit()
  }
  // Another code than 0 speaks for itself, and an uncaught error has printed its stack.
  const onExit = (code: number): void => {
    if (code === ExitCode.ok) tell('something called process.exit before the work was done')
  }
  const done = (): void => {
    process.off('beforeExit', onIdle)
    process.off('exit', onExit)
  }
  process.on('beforeExit', onIdle)
  process.on('exit', onExit)
  return done
}
