import { expect, test } from 'vitest'
import { type MockRequest, runCli, startMockEndpoint } from '../src/testing/index.ts'
import { clockBack, endpointGone, fight, fullDisk, fullFile } from './support/disturbances.ts'
import {
  answer,
  canUnshare,
  disturbedRun,
  figuresOf,
  KEYS,
  launch,
  makeWorkspace,
  runFolder,
  undisturbed,
} from './support/disturbed-run.ts'

const [samples, concurrency] = [60, 10]
const setting = { samples, concurrency, expected: await undisturbed(samples, concurrency) }
const { expected } = setting

test('killed and resumed runs under faults end as an undisturbed one, pay for nothing twice, and leak no key', async () => {
  for (const seed of [1, 2, 3]) {
    const { problems, kills } = await disturbedRun({ seed, samples, concurrency, rate: 0.05, kills: 1 }, expected)
    expect(problems).toEqual([])
    expect(kills).toBeGreaterThan(0)
  }
}, 120_000)

test('a run that is stopped, hung up, terminated or killed in a namespace of its own ends in the same way', async () => {
  for (const [seed, way] of (['SIGTERM', 'SIGHUP', 'stopped', 'namespace'] as const).entries()) {
    if (way === 'namespace' && !canUnshare()) console.warn('no PID namespaces can be had here: none was tried')
    else {
      const { problems } = await disturbedRun(
        { seed, samples, concurrency, rate: 0.05, kills: 1, endings: [way] },
        expected,
      )
      expect({ way, problems }).toEqual({ way, problems: [] })
    }
  }
}, 180_000)

// Run 22 of a campaign once ended short of a judgment: under its seed the judge's request 15d7565d fails seven times in a row.
test('a request that fails as often as it is tried is counted, said, and mended by a resume, which asks nothing else', async () => {
  const cwd = await makeWorkspace(samples)
  const unlucky = ({ prompt, schema, attempt }: MockRequest) =>
    attempt <= 6 && prompt.includes(schema ? 'mill number 31 ' : 'mill number 7 ') ? ('http-500' as const) : undefined
  const endpoint = await startMockEndpoint({ answer, fault: unlucky })
  const first = await launch({ cwd, endpoint, concurrency })
  const dir = await runFolder(cwd)
  expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(/^2 failed and were not scored/m) })
  expect(JSON.parse(await figuresOf(dir)).benchmarks[0]).toMatchObject({
    n: samples,
    scored: samples - 2,
    errored: 1,
    unscored: 1,
    failures: { 'http-500': 2 },
  })
  expect(endpoint.stats().statuses).toEqual({ 200: 2 * samples - 3, 500: 12 })
  const command = /xeval run (.*)$/m.exec(first.stderr)?.[1]?.split(' ') ?? []
  const second = await runCli(['run', ...command], { cwd, env: { XEVAL_API_KEY: KEYS[0] } })
  expect(second.code).toBe(0)
  expect(await figuresOf(dir)).toBe(expected)
  expect(endpoint.stats()).toMatchObject({ statuses: { 200: 2 * samples, 500: 12 }, duplicates: 0 })
  await endpoint.close()
}, 60_000)

test('a file system that fills up makes the run wait and say so; one that is killed meanwhile goes on where it was', async () => {
  for (const kill of [false, true]) {
    const problems = await fullDisk(setting, kill)
    // Neither root nor user namespaces: what is left is the limit on a file's size, below.
    if (problems === undefined) console.warn('no file system can be mounted here: none was filled')
    else expect(problems).toEqual([])
  }
}, 60_000)

test('a file that may not grow ends the run with a message and whole lines, and a resume goes on', async () => {
  expect(await fullFile(setting)).toEqual([])
}, 60_000)

test('of processes that fight for a run always exactly one works on it', async () => {
  expect(await fight(setting)).toEqual([])
}, 60_000)

test('a clock that is set back in the middle of a run that is killed changes no figure, wait or lock', async () => {
  expect(await clockBack(setting)).toEqual([])
}, 60_000)

test('an endpoint that goes away for some seconds costs time and no answer', async () => {
  expect(await endpointGone(setting, 3)).toEqual([])
}, 60_000)
