import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * What a command came to.
 *
 * @example
 * const { code }: CliResult = await runCli(['run', 'no-such-suite'])
 * code // → 2
 */
export interface CliResult {
  /** Exit code, or the signal's name. */
  code: number | string
  stdout: string
  stderr: string
}

/**
 * Where and how a command runs.
 *
 * @example
 * const options: CliOptions = { env: { XEVAL_HOME: '/tmp/home' } }
 * options.env?.['XEVAL_HOME'] // → '/tmp/home'
 */
export interface CliOptions {
  cwd?: string
  /** Another build's `main.js`. */
  main?: string
  env?: Readonly<Record<string, string>>
  /** What a shell does before it becomes the command line: `ulimit -f 40`. */
  before?: string
  /** Gets the process while it runs: to kill it, say. */
  during?(child: ChildProcess): void | Promise<void>
}

/** The built CLI, for these tests and for those of a package that xeval is installed in. `npm test` builds first. */
const main = join(dirname(createRequire(import.meta.url).resolve('xeval/package.json')), 'dist/src/cli/main.js')

/**
 * An empty working directory with a home of its own, so that no test sees another's runs or data.
 *
 * @example
 * import { readdir } from 'node:fs/promises'
 * await readdir(await workspace()) // → []
 */
export const workspace = (): Promise<string> => mkdtemp(join(tmpdir(), 'xeval-cli-'))

/**
 * The folder of the run that was started last in a working directory: two of one second have ids in no order.
 *
 * @example
 * const cwd = await workspace()
 * await runCli(['run', 'diasafety', '--limit', '2'], { cwd })
 * (await openRun(await latestRun(cwd))).manifest.status // → 'complete'
 */
export async function latestRun(cwd: string): Promise<string> {
  const runs = join(cwd, '.xeval/runs')
  const started = await Promise.all(
    (await readdir(runs)).map(async id => {
      const { sessions } = JSON.parse(await readFile(join(runs, id, 'manifest.json'), 'utf8'))
      return { dir: join(runs, id), at: Date.parse(sessions[0].startedAt) }
    }),
  )
  return started.sort((a, b) => a.at - b.at).at(-1)?.dir ?? ''
}

/**
 * Runs the real command line in a child process. Nothing of the tests' environment but PATH reaches it.
 *
 * @example
 * const { code, stderr } = await runCli(['show', 'no-such-thing'])
 * code // → 2
 * stderr.includes('no-such-thing') // → true
 */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const cwd = options.cwd ?? (await workspace())
  const env = { PATH: process.env['PATH'] ?? '', XEVAL_HOME: join(cwd, 'home'), NO_COLOR: '1', ...options.env }
  const command = [process.execPath, options.main ?? main, ...args]
  const [file = '', ...rest] =
    options.before === undefined ? command : ['sh', '-c', `${options.before} && exec "$0" "$@"`, ...command]
  const child = spawn(file, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    chunks.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    chunks.stderr += text
  })
  const ended = new Promise<number | string>(resolve =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? '')),
  )
  await options.during?.(child)
  return { code: await ended, ...chunks }
}
