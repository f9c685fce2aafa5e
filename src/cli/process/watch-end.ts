import { ExitCode } from '../../core/errors.ts'

/**
 * Says so where the process ends before its work has, which only code of others can do: by `process.exit`, or by a promise that
 * nothing will ever settle. Without it, the first could pass for success. Call what it gives when the work is done.
 */
export function watchEnd(): () => void {
  const tell = (why: string): void => {
    const hint =
      'Look for the cause in your plug-ins, which run in this process. All answers so far are saved; --resume continues a run.'
    process.stderr.write(`error: ${why}\nhint: ${hint}\n`)
    process.exitCode = ExitCode.usage
  }
  const onIdle = (): void => {
    done()
    tell('the work is not done, and nothing is left to wait for: a promise never settled')
    process.exit()
  }
  // Another code speaks for itself, unless it is the verdict of a gate.
  const onExit = (code: number): void => {
    if (code === ExitCode.ok || code === ExitCode.gateFailed)
      tell('something called process.exit before the work was done')
  }
  const done = (): void => {
    process.off('beforeExit', onIdle)
    process.off('exit', onExit)
  }
  process.on('beforeExit', onIdle)
  process.on('exit', onExit)
  return done
}
