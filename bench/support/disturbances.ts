import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readManifest } from '../../src/store/run/run-files.ts'
import { type CliResult, type MockEndpoint, startMockEndpoint } from '../../src/testing/index.ts'
import { answer, figuresOf, launch, leaks, lookAt, makeWorkspace, runFolder, settled } from './disturbed-run.ts'
import { openSmallDisk } from './small-disk.ts'

/** What is done to a run, and how it has to end all the same. */
export interface Setting {
  samples: number
  concurrency: number
  /** The figures of a run that nothing disturbs. */
  expected: string
}

/** What was wrong afterwards; empty where nothing was. */
export type Problems = string[]

/**
 * The run's file system fills up: the run says so, sends nothing more than what was under way, goes on when there is room.
 * With `kill` it is killed while it waits, and resumed. Undefined where no small file system can be had.
 */
export async function fullDisk(
  { samples, concurrency, expected }: Setting,
  kill: boolean,
): Promise<Problems | undefined> {
  const disk = await openSmallDisk(60)
  if (disk === undefined) return undefined
  const cwd = await makeWorkspace(samples)
  const endpoint = await startMockEndpoint({ answer, latency: 3 })
  const problems: Problems = []
  const out = ['--out', join(disk.dir, 'runs')]
  const first = await launch({
    cwd,
    endpoint,
    concurrency,
    more: out,
    async during(child) {
      let said = ''
      child.stderr?.on('data', text => {
        said += text
      })
      for (let i = 0; !said.includes('disk full') && child.exitCode === null && i < 1000; i++) await sleep(10)
      if (!said.includes('disk full')) problems.push(`the disk never was full: ${said}`)
      if (!(await isSilent(endpoint))) problems.push('asked for more although nothing can be written')
      if (endpoint.stats().answered === 2 * samples) problems.push('asked everything although nothing can be written')
      if (kill) child.kill('SIGKILL')
      else await disk.free()
    },
  })
  const dir = await runFolder(cwd, join(disk.dir, 'runs'))
  const said = [first]
  if (kill) {
    await settled(endpoint)
    await disk.free()
    const last = await launch({ cwd, endpoint, concurrency, more: [...out, '--resume', basename(dir)] })
    said.push(last)
    if (last.code !== 0) problems.push(`the resume ended with ${last.code}: ${last.stderr}`)
  } else {
    if (first.code !== 0) problems.push(`ended with ${first.code}: ${first.stderr}`)
    if (!first.stderr.includes('writing again')) problems.push('did not say that it goes on')
  }
  // A run that waits holds a window of answers for its target and its judge.
  await check(
    { cwd, dir, samples, expected, said, endpoint, mayRepeat: kill ? 2 * concurrency : 0, kept: {} },
    problems,
  )
  await endpoint.close()
  await disk.close()
  return problems
}

/** Whether the requests come to an end before all are asked. */
async function isSilent(endpoint: MockEndpoint): Promise<boolean> {
  for (let i = 0; i < 10; i++) {
    const { answered, requests } = endpoint.stats()
    await sleep(700)
    if (endpoint.stats().requests === requests && endpoint.stats().answered === answered) return true
  }
  return false
}

/** A file may not grow as the run wants (`ulimit -f`): it ends with a message and no torn line, and a resume goes on. */
export async function fullFile({ samples, concurrency, expected }: Setting): Promise<Problems> {
  const cwd = await makeWorkspace(samples)
  const endpoint = await startMockEndpoint({ answer, latency: 3 })
  const problems: Problems = []
  // In blocks of 512 bytes: about half of what the outputs take.
  const first = await launch({ cwd, endpoint, concurrency, before: `ulimit -f ${Math.floor((samples * 200) / 512)}` })
  if (first.code !== 2 || !/(outputs|judgments|samples)\.jsonl: EFBIG.*\n.*resume the run/.test(first.stderr))
    problems.push(`ended with ${first.code}: ${first.stderr}`)
  const dir = await runFolder(cwd)
  const { bytes, answers } = await lookAt(dir, {}, problems)
  const lost = endpoint.stats().answered - answers
  if (lost > 2 * concurrency) problems.push(`${lost} answers lost`)
  const last = await launch({ cwd, endpoint, concurrency, more: ['--resume', basename(dir)] })
  if (last.code !== 0) problems.push(`the resume ended with ${last.code}: ${last.stderr}`)
  await check({ cwd, dir, samples, expected, said: [first, last], endpoint, mayRepeat: lost, kept: bytes }, problems)
  await endpoint.close()
  return problems
}

/** Processes that want a run that one of them has, and two at once when that one was killed: always exactly one works on it. */
export async function fight({ samples, concurrency, expected }: Setting): Promise<Problems> {
  const cwd = await makeWorkspace(samples)
  const endpoint = await startMockEndpoint({ answer, latency: 40 })
  const problems: Problems = []
  const resume = async (): Promise<CliResult> =>
    launch({ cwd, endpoint, concurrency, more: ['--resume', basename(await runFolder(cwd))] })
  const owner = await launch({
    cwd,
    endpoint,
    concurrency,
    async during(child) {
      while (endpoint.stats().requests < 5) await sleep(10)
      // However slow the others start, this one is not done by then.
      child.kill('SIGSTOP')
      for (const { code, stderr } of await Promise.all([resume(), resume()])) {
        if (code !== 2 || !stderr.includes(`is in use by process ${child.pid} `))
          problems.push(`one that came second ended with ${code}: ${stderr}`)
      }
      child.kill('SIGKILL')
    },
  })
  if (owner.code !== 'SIGKILL') problems.push(`the owner ended with ${owner.code}`)
  await settled(endpoint)
  const dir = await runFolder(cwd)
  const { bytes, answers } = await lookAt(dir, {}, problems)
  const lost = endpoint.stats().answered - answers
  const both = await Promise.all([resume(), resume()])
  const [won = [], turnedAway = []] = [0, 2].map(code => both.filter(result => result.code === code))
  // The slower one may come when the other is done; then it finds nothing to do.
  if (won.length === 0 || won.length + turnedAway.length < 2)
    problems.push(`of two heirs the codes are ${both.map(({ code, stderr }) => `${code} ${stderr}`)}`)
  await check({ cwd, dir, samples, expected, said: [owner, ...both], endpoint, mayRepeat: lost, kept: bytes }, problems)
  await endpoint.close()
  return problems
}

/** The clock is set back again and again in the middle of a run that is killed and resumed. */
export async function clockBack({ samples, concurrency, expected }: Setting): Promise<Problems> {
  const cwd = await makeWorkspace(samples)
  const preload = pathToFileURL(join(import.meta.dirname, 'clock-back.mjs')).href
  const endpoint = await startMockEndpoint({ answer, latency: 100, faults: { 'rate-limit': 0.05 }, seed: 4 })
  const problems: Problems = []
  const setting = { cwd, endpoint, concurrency, env: { NODE_OPTIONS: `--import=${preload}` } }
  const first = await launch({
    ...setting,
    async during(child) {
      while (endpoint.stats().answered < samples / 4 && child.exitCode === null) await sleep(10)
      child.kill('SIGKILL')
    },
  })
  await settled(endpoint)
  const dir = await runFolder(cwd)
  const { bytes, answers } = await lookAt(dir, {}, problems)
  const lost = endpoint.stats().answered - answers
  const last = await launch({ ...setting, more: ['--resume', basename(dir)] })
  if (last.code !== 0) problems.push(`the resume ended with ${last.code}: ${last.stderr}`)
  await check({ cwd, dir, samples, expected, said: [first, last], endpoint, mayRepeat: lost, kept: bytes }, problems)
  const { sessions } = await readManifest(dir)
  if (sessions.length !== 2) problems.push(`${sessions.length} sessions`)
  const { startedAt = '', endedAt = '' } = sessions.at(-1) ?? {}
  if (endedAt < startedAt) problems.push(`a session ended before it began: ${endedAt}`)
  else if (endedAt > startedAt) problems.push('the clock was never set back')
  for (const name of ['outputs.jsonl', 'judgments.jsonl'])
    if (/"latencyMs":-/.test(await readFile(join(dir, name), 'utf8'))) problems.push(`${name}: a negative latency`)
  await endpoint.close()
  return problems
}

/** The endpoint is gone for so many seconds, with connections refused, and comes back. */
export async function endpointGone({ samples, concurrency, expected }: Setting, seconds: number): Promise<Problems> {
  const cwd = await makeWorkspace(samples)
  const before = await startMockEndpoint({ answer, latency: 40 })
  const { port } = before
  let after = before
  const problems: Problems = []
  const { code, stdout, stderr } = await launch({
    cwd,
    endpoint: before,
    concurrency,
    async during() {
      while (before.stats().requests < samples / 2) await sleep(5)
      await before.close()
      await sleep(seconds * 1000)
      after = await startMockEndpoint({ port, answer })
    },
  })
  if (code !== 0) problems.push(`ended with ${code}: ${stderr}`)
  const dir = await runFolder(cwd)
  if ((await figuresOf(dir)) !== expected) problems.push('other figures than the undisturbed run')
  const answered = before.stats().answered + after.stats().answered
  if (answered !== 2 * samples) problems.push(`${answered} answers for ${2 * samples} questions`)
  await after.close()
  return [...problems, ...(await leaks(cwd, stdout + stderr))]
}

interface Ended {
  cwd: string
  dir: string
  samples: number
  expected: string
  /** What was printed by all of its processes. */
  said: readonly CliResult[]
  endpoint: MockEndpoint
  /** Requests that may have been answered twice. */
  mayRepeat: number
  /** Lines that were there before. */
  kept: Record<string, Buffer>
}

async function check(ended: Ended, problems: Problems): Promise<void> {
  const { cwd, dir, samples, expected, said, endpoint, mayRepeat, kept } = ended
  const { answers } = await lookAt(dir, kept, problems)
  if (answers !== 2 * samples) problems.push(`${answers} whole answers and judgments for ${samples} samples`)
  if ((await figuresOf(dir)) !== expected) problems.push('other figures than the undisturbed run')
  const { duplicates } = endpoint.stats()
  if (duplicates > mayRepeat)
    problems.push(`${duplicates} requests were answered twice, ${mayRepeat} answers were lost`)
  const printed = said.map(({ stdout, stderr }) => stdout + stderr).join('')
  problems.push(...(await leaks(cwd, printed)), ...(dir.startsWith(cwd) ? [] : await leaks(dir, '')))
}
