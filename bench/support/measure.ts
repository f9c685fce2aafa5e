import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What a process took, from its start to its end. */
export interface Taken {
  wallMs: number
  /** User and system time. */
  cpuMs: number
  /** Peak resident memory, in MB of 10^6 bytes. */
  rssMb: number
  startedAt: number
  stdout: string
}

/** Runs node with these arguments under GNU time; throws where it ends with a code that isn't `ok` (0). */
export async function measure(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { cwd, ok = [0] }: { cwd?: string; ok?: readonly number[] } = {},
): Promise<Taken> {
  const report = join(await mkdtemp(join(tmpdir(), 'xeval-bench-')), 'time')
  if (!existsSync('/usr/bin/time')) throw new Error('the benchmarks need GNU time: install the package `time`')
  const command = ['-f', '%e %U %S %M', '-o', report, process.execPath, ...args]
  const startedAt = Date.now()
  const start = performance.now()
  const { PATH = '' } = process.env
  const { stdout } = await promisify(execFile)('/usr/bin/time', command, {
    env: { PATH, NO_COLOR: '1', ...env },
    maxBuffer: 2 ** 26,
    ...(cwd !== undefined && { cwd }),
  }).catch((error: { code?: number | string; stdout: string }) => {
    if (ok.some(code => code === error.code)) return error
    throw error
  })
  const wallMs = performance.now() - start
  const [, user = 0, system = 0, kilobytes = 0] =
    (await readFile(report, 'utf8')).trim().split('\n').at(-1)?.split(' ').map(Number) ?? []
  return { wallMs, cpuMs: (user + system) * 1000, rssMb: (kilobytes * 1024) / 1e6, startedAt, stdout }
}

export interface BenchServer {
  url: string
  /** Counts since the last call, and the time of the first request. */
  stats(): Promise<{ requests: number; firstAt: number }>
  close(): void
}

/** Builds the C mock and starts it in a process of its own. */
export async function startBenchServer(latencyMs: number, answerBytes: number): Promise<BenchServer> {
  const binary = join(await mkdtemp(join(tmpdir(), 'xeval-bench-')), 'mock')
  await promisify(execFile)('cc', ['-O2', '-o', binary, join(import.meta.dirname, 'mock.c')])
  const server = spawn(binary, [String(latencyMs), String(answerBytes)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<string>(resolve => server.stdout.once('data', data => resolve(String(data).trim())))
  const url = `http://127.0.0.1:${port}`
  return {
    url: `${url}/v1`,
    async stats() {
      const found: { requests: number; firstAt: number } = JSON.parse(await (await fetch(`${url}/stats`)).text())
      return found
    },
    close: () => void server.kill(),
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
