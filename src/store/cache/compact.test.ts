import { spawn } from 'node:child_process'
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { beforeEach, expect, test } from 'vitest'
import type { Completion } from '../../core/completion.ts'
import { killAtStep } from '../../testing/kill-at-step.ts'
import { type CacheKey, keyBaseOf, keyOfRequest } from './cache-key.ts'
import { compactSegments } from './compact.ts'
import { openResponseCache } from './response-cache.ts'
import { listSegments } from './segments.ts'

const base = keyBaseOf({ provider: 'openai', baseUrl: 'http://localhost:1/v1' }, { model: 'm' }, { api: 'chat' })
const key = (i: number): CacheKey =>
  keyOfRequest(base, {
    messages: [{ role: 'user', content: `Question ${i}?` }],
    params: { temperature: 0 },
    work: { benchmark: 'toy', sampleId: `toy-${i}`, epoch: 1 },
    signal: new AbortController().signal,
  })
const answer = (i: number): Completion => ({
  text: `answer ${i} ${'x'.repeat(300)}`,
  finishReason: 'stop',
  usage: {},
  servedModel: 'm',
  latencyMs: i,
})

let dir: string
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'xeval-compact-')), 'cache')
})

/** So many short runs, each of which keeps its answers in a segment of its own; `each` answers a run. */
async function shortRuns(runs: number, each = 3, first = 0): Promise<void> {
  for (let run = first; run < first + runs; run++) {
    const cache = await openResponseCache(dir)
    for (let i = run * each; i < (run + 1) * each; i++) cache.put(key(i), 'run', answer(i))
    await cache.close()
  }
}

/** Which of the first `n` answers can't be had. */
async function missing(n: number): Promise<number[]> {
  const cache = await openResponseCache(dir)
  const found = Array.from({ length: n }, (_, i) => i).filter(
    i => cache.get(key(i))?.completion.text !== answer(i).text,
  )
  await cache.close()
  return found
}

const names = async (pattern: RegExp): Promise<string[]> => (await readdir(dir)).filter(name => pattern.test(name))

/** Segments that nobody has merged yet: copies of what runs left. */
async function scattered(runs: number): Promise<void> {
  const elsewhere = dir
  const copies = join(dir, '../copies')
  await mkdir(copies)
  for (let run = 0; run < runs; run++) {
    dir = join(elsewhere, `../run-${run}`)
    await shortRuns(1, 3, run)
    for (const name of await names(/\.(jsonl|idx)$/)) await copyFile(join(dir, name), join(copies, name))
  }
  dir = copies
}

test('a hundred short runs leave a bounded number of files, and every answer', async () => {
  await shortRuns(100)
  expect((await listSegments(dir)).length).toBeLessThanOrEqual(17)
  expect(await missing(300)).toEqual([])
  expect(await names(/tmp|open|lock/)).toEqual([])
  expect((await names(/idx$/)).length).toBe((await listSegments(dir)).length)
})

test('segments are merged up to their size, and large ones are let be', async () => {
  await scattered(20)
  const before = await listSegments(dir)
  const bytes = before.reduce((sum, segment) => sum + segment.bytes, 0)
  // Room for eleven of them in one.
  expect(await compactSegments(dir, Math.ceil(bytes * 0.55), 10)).toBe(20)
  expect(await listSegments(dir)).toHaveLength(2)
  expect(await missing(60)).toEqual([])
  // Now each is as large as a segment gets.
  expect(await compactSegments(dir, Math.ceil(bytes * 0.55), 1)).toBe(0)
})

test('an answer that stands in two segments, or is damaged, comes once, or not at all', async () => {
  await scattered(18)
  const [first] = await listSegments(dir)
  const path = first?.path ?? ''
  await copyFile(path, path.replace(/\w{16}\.jsonl/, 'aaaaaaaaaaaaaaaa.jsonl'))
  const bytes = await readFile(path)
  bytes[bytes.indexOf('answer')] = 65
  await writeFile(path, bytes)
  expect(await compactSegments(dir, 2 ** 20)).toBe(19)
  const [merged] = await listSegments(dir)
  const lines = (await readFile(merged?.path ?? '', 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(54)
  expect(await missing(54)).toEqual([])
})

test('a process that is killed in the middle of it loses no answer, and the next one cleans up', async () => {
  await scattered(60)
  const whole = dir
  const module = pathToFileURL(join(import.meta.dirname, 'compact.ts')).href
  // Before anything is merged, in the middle of it, near the end: each change of a file is a step.
  for (const step of [1, 2, 3, 5, 8, 20, 50, 100, 140]) {
    dir = `${whole}-${step}`
    await cp(whole, dir, { recursive: true })
    const script = `import { compactSegments } from ${JSON.stringify(module)}; await compactSegments(${JSON.stringify(dir)}, 9000, 1)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: 'ignore',
      env: { ...process.env, ...killAtStep(step) },
    })
    const ended = new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)))
    expect(await ended).toBe('SIGKILL')
    expect(await missing(180)).toEqual([])
    await compactSegments(dir, 2 ** 20, 1)
    expect(await listSegments(dir)).toHaveLength(1)
    expect(await names(/tmp|open/)).toEqual([])
    expect(await missing(180)).toEqual([])
  }
})

test('of two processes one does it; who reads meanwhile goes on reading, who writes goes on writing', async () => {
  await scattered(30)
  const reader = await openResponseCache(dir)
  const writer = await openResponseCache(dir)
  writer.put(key(90), 'run', answer(90))
  while ((await listSegments(dir)).filter(({ bytes }) => bytes > 0).length < 31) await sleep(10)
  const merged = await Promise.all([compactSegments(dir, 2 ** 20, 5), compactSegments(dir, 2 ** 20, 5)])
  expect(merged.toSorted((a, b) => a - b)).toEqual([0, 30])
  expect(await listSegments(dir)).toHaveLength(2)
  expect(Array.from({ length: 90 }, (_, i) => reader.get(key(i))?.completion.text)).toEqual(
    Array.from({ length: 90 }, (_, i) => answer(i).text),
  )
  writer.put(key(91), 'run', answer(91))
  await Promise.all([reader.close(), writer.close()])
  expect(await missing(92)).toEqual([])
})
