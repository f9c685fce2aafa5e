import { ExitCode } from '../../core/errors.ts'

/**
 * A reader that has seen enough (`xeval list | head`) is no error: the work goes on to its end, and its exit code stands. An output that
 * can't be written, as on a full disk, is one, whatever the verdict was. Of what can't be said on stderr nothing can be said.
 */
export function watchOutput(): void {
  process.stderr.on('error', () => undefined)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isTold) return
    isTold = true
    process.stderr.write(`error: cannot write to standard output: ${error.message}\n`)
    process.on('exit', () => {
      process.exitCode = ExitCode.usage
    })
  })
}

let isTold = false

/** Waits until the text is taken. Gives false where nobody will read it. */
export function writeOut(text: string): Promise<boolean> {
  return new Promise(
    resolve => void process.stdout.write(text, error => resolve(error === null || error === undefined)),
  )
}
