import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type MockRequest, runCli, startMockEndpoint } from '../src/testing/index.ts'
import {
  answer,
  disturbedRun,
  KEYS,
  launch,
  leaks,
  makeWorkspace,
  metricsOf,
  runFolder,
  undisturbed,
} from './support/disturbed-run.ts'

const [samples, concurrency] = [60, 10]

test('killed and resumed runs under faults end as an undisturbed one, pay for nothing twice, and leak no key', async () => {
  const expected = await undisturbed(samples, concurrency)
  for (const seed of [1, 2, 3]) {
    const { problems, kills } = await disturbedRun({ seed, samples, concurrency, rate: 0.05, kills: 1 }, expected)
    expect(problems).toEqual([])
    expect(kills).toBeGreaterThan(0)
  }
}, 120_000)

// Run 22 of a campaign once ended short of a judgment: under its seed the judge's request 15d7565d fails seven times in a row.
test('a request that fails as often as it is tried is counted, said, and mended by a resume, which asks nothing else', async () => {
  const expected = await undisturbed(samples, concurrency)
  const cwd = await makeWorkspace(samples)
  const unlucky = ({ prompt, schema, attempt }: MockRequest) =>
    attempt <= 6 && prompt.includes(schema ? 'mill number 31 ' : 'mill number 7 ') ? ('http-500' as const) : undefined
  const endpoint = await startMockEndpoint({ answer, fault: unlucky })
  const first = await launch({ cwd, endpoint, concurrency })
  const dir = await runFolder(cwd)
  expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(/^2 failed and are counted, not scored/m) })
  expect(JSON.parse(await metricsOf(dir))[0]).toMatchObject({
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
  expect(await metricsOf(dir)).toBe(expected)
  expect(endpoint.stats()).toMatchObject({ statuses: { 200: 2 * samples, 500: 12 }, duplicates: 0 })
  await endpoint.close()
}, 60_000)

test('a second process is turned away from a run that is going on, which ends undisturbed', async () => {
  const cwd = await makeWorkspace(samples)
  const endpoint = await startMockEndpoint({ latency: 60 })
  const first = await launch({
    cwd,
    endpoint,
    concurrency: 4,
    async during(child) {
      while (endpoint.stats().requests < 5) await sleep(10)
      // However slow the second one starts, the first is not done by then.
      child.kill('SIGSTOP')
      const id = (await runFolder(cwd)).split('/').at(-1) ?? ''
      const second = await launch({ cwd, endpoint, concurrency: 4, more: ['--resume', id] })
      child.kill('SIGCONT')
      expect(second.code).toBe(2)
      expect(second.stderr).toMatch(/is being worked on by process \d+/)
    },
  })
  expect(first.code).toBe(0)
  expect(endpoint.stats()).toMatchObject({ answered: 2 * samples, duplicates: 0 })
  await endpoint.close()
}, 60_000)

test('an endpoint that goes away for some seconds costs time and no answer', async () => {
  const cwd = await makeWorkspace(samples)
  const before = await startMockEndpoint({ latency: 40 })
  const { port } = before
  let after = before
  const { code, stdout, stderr } = await launch({
    cwd,
    endpoint: before,
    concurrency: 4,
    async during() {
      while (before.stats().requests < 30) await sleep(5)
      await before.close()
      await sleep(3000)
      after = await startMockEndpoint({ port })
    },
  })
  expect(code).toBe(0)
  expect(JSON.parse(await metricsOf(await runFolder(cwd)))[0]).toMatchObject({
    n: samples,
    scored: samples,
    errored: 0,
  })
  expect(await leaks(cwd, stdout + stderr)).toEqual([])
  await after.close()
}, 60_000)
