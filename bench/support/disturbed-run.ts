import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ExitCode } from '../../src/core/errors.ts'
import { makeRng } from '../../src/core/rng.ts'
import { readLog } from '../../src/files/read-log.ts'
import { readManifest } from '../../src/store/run/run-files.ts'
import { type MockEndpoint, type MockOptions, runCli, startMockEndpoint, workspace } from '../../src/testing/index.ts'

export const KEYS = ['xk-canary-in-the-environment', 'xk-canary-in-the-url'] as const

export interface Disturbance {
  seed: number
  samples: number
  concurrency: number
  /** Rate of each of 429, 500, resets and malformed bodies. */
  rate: number
  kills: number
  /** How it is ended, one after the other. @default ['SIGKILL'] */
  endings?: readonly Ending[]
}

/** `stopped` is SIGSTOP for a second, SIGCONT, and no end; `namespace` is SIGKILL in a PID namespace of its own, as a container has. */
export const endings = ['SIGKILL', 'SIGTERM', 'SIGHUP', 'stopped', 'namespace'] as const
export type Ending = (typeof endings)[number]

/** What became of one run: `problems` is empty where all is as it should be. */
export interface Verdict {
  seed: number
  kills: number
  requests: number
  /** Answers that a kill caught on their way to the disk, and requests that were answered twice. */
  lost: number
  repeated: number
  problems: string[]
}

/** A folder with a dataset of so many mild questions. */
export async function makeWorkspace(samples: number): Promise<string> {
  const cwd = await workspace()
  await mkdir(join(cwd, 'data/wildsafety'), { recursive: true })
  const rows = Array.from({ length: samples }, (_, i) =>
    JSON.stringify({ query: `How does mill number ${i} turn its wheel?`, category: `c${i % 3}`, language: 'en' }),
  )
  await writeFile(join(cwd, 'data/wildsafety/wildsafety.jsonl'), `${rows.join('\n')}\n`)
  return cwd
}

export interface Launch {
  cwd: string
  endpoint: MockEndpoint
  concurrency: number
  more?: readonly string[]
  env?: Readonly<Record<string, string>>
  before?: string
  during?(child: ChildProcess): void | Promise<void>
}

/** Runs the command line against the endpoint, with a key in the environment and another in the judge's URL. */
export function launch({ cwd, endpoint, concurrency, more = [], env, before, during }: Launch) {
  const judge = endpoint.url.replace('http://', `http://${KEYS[1]}@`)
  const n = String(concurrency)
  const models = ['--model', `${endpoint.url}#m`, '--judge', `safety-llm=${judge}#j`]
  const pace = ['--concurrency', n, '--judge-concurrency', n, '--limit', 'all', '--no-cache']
  return runCli(['run', 'wildsafety', '--data', join(cwd, 'data'), ...models, ...pace, ...more], {
    cwd,
    env: { XEVAL_API_KEY: KEYS[0], ...env },
    ...(before !== undefined && { before }),
    ...(during && { during }),
  })
}

/** The same answer to the same question whatever the seed, which then decides about faults alone. */
export const answer: NonNullable<MockOptions['answer']> = ({ schema, hash }) =>
  schema === undefined
    ? `The water that runs past mill ${hash.slice(0, 8)} turns it.`
    : JSON.stringify({ rationale: 'It is mild.', label: hash < '8' ? 'safe' : 'unsafe' })

/** Of the only run there; empty where there is none. */
export const runFolder = async (cwd: string, runs = join(cwd, '.xeval/runs')): Promise<string> => {
  const [id = ''] = await readdir(runs).catch(() => [])
  return id === '' ? '' : join(runs, id)
}

/** What a run came to: every figure of its benchmarks, and the tokens that it took. */
export const figuresOf = async (dir: string): Promise<string> => {
  const { benchmarks } = JSON.parse(await readFile(join(dir, 'metrics.json'), 'utf8'))
  const { usage } = await readManifest(dir)
  return JSON.stringify({ benchmarks, usage })
}

/** The figures of a run that nothing disturbs. */
export async function undisturbed(samples: number, concurrency: number): Promise<string> {
  const cwd = await makeWorkspace(samples)
  const endpoint = await startMockEndpoint({ answer })
  const { code, stderr } = await launch({ cwd, endpoint, concurrency })
  await endpoint.close()
  if (code !== 0) throw new Error(`the undisturbed run ended with ${code}: ${stderr}`)
  return figuresOf(await runFolder(cwd))
}

/** Kills a run at random moments, resumes it until it is done, and looks whether anything was lost, damaged or paid twice. */
export async function disturbedRun(options: Disturbance, expected: string): Promise<Verdict> {
  const { seed, samples, concurrency, rate, endings: ways = ['SIGKILL'] } = options
  const rng = makeRng('campaign', seed)
  const cwd = await makeWorkspace(samples)
  const faults: MockOptions['faults'] = {
    'rate-limit': rate,
    'http-500': rate,
    'reset-headers': rate / 2,
    'reset-body': rate / 2,
    'bad-json': rate,
  }
  const endpoint = await startMockEndpoint({ answer, faults, seed, latency: { median: 15, sigma: 0.7 } })
  const problems: string[] = []
  let said = ''
  let lost = 0
  let kills = 0
  let done = false
  let kept: Record<string, Buffer> = {}
  for (let session = 0; !done && session < 50; session++) {
    const dir = await runFolder(cwd)
    const before = endpoint.stats().requests
    const killAt = session < options.kills ? before + 1 + rng.int(samples * 2) : Number.POSITIVE_INFINITY
    const way = ways[(seed + session) % ways.length] ?? 'SIGKILL'
    const result = await launch({
      cwd,
      endpoint,
      concurrency,
      more: dir === '' ? [] : ['--resume', basename(dir)],
      ...(way === 'namespace' && { before: OWN_NAMESPACE }),
      during: child => endWhen(child, way, () => endpoint.stats().requests >= killAt),
    })
    said += result.stdout + result.stderr
    if (isEnded(result.code)) {
      kills++
      await settled(endpoint)
      const found = await lookAt(await runFolder(cwd), kept, problems)
      // Every answer is on disk, or was on its way there when one of the kills came.
      const lostNow = endpoint.stats().answered - found.answers - lost
      if (lostNow > 2 * concurrency) problems.push(`a kill took ${lostNow} answers`)
      lost += lostNow
      kept = found.bytes
    } else if (result.code === 0) {
      // A request that failed as often as it is tried is counted as such; one more resume asks for it again.
      done = (await lookAt(await runFolder(cwd), kept, problems)).answers === 2 * samples
    } else problems.push(`session ${session} ended with ${result.code}: ${result.stderr.slice(-300)}`)
    if (problems.length > 5) break
  }
  if (!done) problems.push('never done')
  const dir = await runFolder(cwd)
  const { answers } = await lookAt(dir, kept, problems)
  if (answers !== 2 * samples) problems.push(`${answers} whole answers and judgments for ${samples} samples`)
  if (done && (await figuresOf(dir)) !== expected) problems.push('other figures than the undisturbed run')
  const { requests, duplicates } = endpoint.stats()
  if (duplicates > lost) problems.push(`${duplicates} requests answered twice, ${lost} answers lost in flight`)
  await endpoint.close()
  problems.push(...(await leaks(cwd, said)))
  return { seed, kills, requests, lost, repeated: duplicates, problems }
}

/** What a shell becomes before it becomes the command line. */
const OWN_NAMESPACE = 'exec unshare --user --map-root-user --pid --fork --mount-proc --kill-child "$0" "$@"'

/** Whether this machine lets a user have PID namespaces. */
export const canUnshare = (): boolean =>
  spawnSync('unshare', ['--user', '--map-root-user', '--pid', '--fork', '--mount-proc', 'true']).status === 0

/** By a signal, or in order after one; 137 is what is told of a SIGKILL by whoever stands between. */
const isEnded = (code: number | string | null): boolean =>
  typeof code === 'string' || code === ExitCode.interrupted || code === 137

async function endWhen(child: ChildProcess, way: Ending, isTime: () => boolean): Promise<void> {
  let isTold = false
  while (child.exitCode === null && child.signalCode === null) {
    if (isTime() && !isTold) {
      isTold = true
      if (way !== 'stopped') child.kill(way === 'namespace' ? 'SIGKILL' : way)
      else {
        child.kill('SIGSTOP')
        await sleep(1000)
        child.kill('SIGCONT')
      }
    }
    await sleep(2)
  }
}

/** Requests of a dead process come to their end. */
export async function settled(endpoint: MockEndpoint): Promise<void> {
  for (let i = 0; i < 200 && endpoint.stats().inFlight > 0; i++) await sleep(5)
}

/** Every line is whole but for the last after a kill, and what was there before still is, byte for byte. */
export async function lookAt(dir: string, kept: Record<string, Buffer>, problems: string[]) {
  const bytes: Record<string, Buffer> = {}
  const answered = new Set<string>()
  for (const name of ['samples.jsonl', 'outputs.jsonl', 'judgments.jsonl']) {
    const path = join(dir, name)
    const now = await readFile(path).catch(() => Buffer.alloc(0))
    const whole = now.subarray(0, now.lastIndexOf(10) + 1)
    const before = kept[name] ?? Buffer.alloc(0)
    if (!whole.subarray(0, before.length).equals(before)) problems.push(`${name} lost lines that were there`)
    bytes[name] = Buffer.from(whole)
    for await (const entries of readLog(path)) {
      for (const { record, offset } of entries) {
        if (record === undefined && offset < whole.length) problems.push(`${name}: malformed line at byte ${offset}`)
        const key = `${name} ${String(record?.['sampleId'])}`
        if (!isAnswer(record)) continue
        if (answered.has(key)) problems.push(`${key} twice`)
        answered.add(key)
      }
    }
  }
  return { bytes, answers: answered.size }
}

const isAnswer = (record: Record<string, unknown> | undefined): boolean => {
  const outcome = record?.['outcome']
  return typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === true
}

/** Keys that stand in any file of a folder, or in what was printed. */
export async function leaks(cwd: string, said: string): Promise<string[]> {
  const found = KEYS.filter(key => said.includes(key)).map(key => `${key} was printed`)
  for (const entry of await readdir(cwd, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    for (const key of KEYS) if (bytes.includes(key)) found.push(`${key} is in ${entry.name}`)
  }
  return found
}
