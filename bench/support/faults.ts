import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type CliResult, runCli, workspace } from '../../src/testing/index.ts'

export const kinds = ['write', 'sync', 'rename', 'open'] as const
export type Kind = (typeof kinds)[number]

/** What the call gives; `short` writes half of what it was given. */
export const failures = ['EIO', 'ENOSPC', 'EINTR', 'short'] as const
export type Failure = (typeof failures)[number]

export interface Fault {
  kind: Kind
  failure: Failure
  /** Which call of its kind, from 1; 0 is none. */
  n: number
}

/** The shim, compiled; nothing where there is no compiler or no preloading. */
export async function buildShim(): Promise<string | undefined> {
  const shim = join(await mkdtemp(join(tmpdir(), 'xeval-shim-')), 'fault.so')
  const source = join(import.meta.dirname, 'fault.c')
  return promisify(execFile)('cc', ['-shared', '-fPIC', '-O1', '-o', shim, source, '-ldl']).then(
    () => shim,
    () => undefined,
  )
}

const job = ['run', 'diasafety', '--limit', '4', '--no-cache', '--resume', 'auto', '--out', 'runs']

/** A small run with one fault, and without one until it is done. Gives how many calls of the kind there were, and what was wrong. */
export async function faultyRun(shim: string, { kind, failure, n }: Fault, expected?: string) {
  const cwd = await workspace()
  const counted = join(cwd, 'counted')
  const env = {
    LD_PRELOAD: shim,
    FAULT_DIR: 'runs/',
    FAULT_KIND: kind,
    FAULT_N: String(n),
    FAULT_ERRNO: failure === 'short' ? '0' : String(constants.errno[failure]),
    FAULT_COUNT: counted,
  }
  const problems: string[] = []
  const first = await runCli(job, { cwd, env: env })
  problems.push(...ending(first))
  const last = first.code === 0 ? first : await runCli(job, { cwd })
  if (last.code !== 0) problems.push(`the resume ended with ${last.code}: ${last.stderr}`)
  const figures = await figuresOf(join(cwd, 'runs'))
  if (expected !== undefined && figures !== expected) problems.push('other figures')
  const calls = Number(await readFile(counted, 'utf8').catch(() => '0'))
  await rm(cwd, { recursive: true })
  return { calls, figures, refused: first.code !== 0, problems }
}

/** Either done, or a clear error. */
function ending({ code, stderr }: CliResult): string[] {
  if (code === 0) return []
  const isClear = code === 2 && /^error: .*\n/m.test(stderr) && !/^ {4}at /m.test(stderr)
  return isClear ? [] : [`ended with ${code}: ${stderr}`]
}

async function figuresOf(runs: string): Promise<string> {
  const arms = (await readdir(runs)).filter(name => !name.startsWith('.'))
  const found = await Promise.all(
    arms.map(async id => [
      id.replace(/^[^_]*_|_[^_]*$/g, ''),
      JSON.parse(await readFile(join(runs, id, 'metrics.json'), 'utf8').catch(() => '{}')).benchmarks,
    ]),
  )
  return JSON.stringify(found.filter(([, benchmarks]) => benchmarks !== undefined).sort())
}
