import { existsSync, readlinkSync } from 'node:fs'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { builtIn } from '../registry/built-in.ts'
import { mockModel } from '../testing/index.ts'
import type { Evaluated } from './conclude.ts'
import { type Context, makeContext } from './context.ts'
import { evaluate } from './evaluate.ts'
import type { RunEvent } from './events.ts'
import { toyRegistry } from './fixtures/toy-registry.ts'
import { openSession } from './session.ts'
import type { Settings } from './settings.ts'

let cwd: string
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'xeval-evaluate-'))
})

async function evaluated(names: string[], settings: Settings, context: Context): Promise<Evaluated[]> {
  const selections = await context.registry.selectBenchmarks(names)
  return Array.fromAsync(evaluate(selections, settings, context))
}

/** Answers well at once. */
const good = mockModel(() => 'good', { ref: 'mock/good' })

test('two evaluations at once in one process print nothing, know nothing of each other, and come to the same', async () => {
  const prints = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
  const both = await Promise.all(
    [join(cwd, 'a'), join(cwd, 'b')].map(async folder => {
      const events: RunEvent[] = []
      const onEvent = (event: RunEvent) => void events.push(event)
      const context = makeContext({ registry: builtIn, cwd: folder, env: { XEVAL_HOME: 'home' }, onEvent })
      const [done] = await evaluated(['safety'], {}, context)
      return { folder, events, done }
    }),
  )
  const printed = prints.flatMap(({ mock }) => mock.calls)
  for (const print of prints) print.mockRestore()
  expect(printed).toEqual([])
  const [first, second] = both.map(({ done }) => (done?.kind === 'complete' ? done : undefined))
  expect(first?.results.map(({ benchmarks }) => benchmarks)).toEqual(
    second?.results.map(({ benchmarks }) => benchmarks),
  )
  expect(first?.results[1]?.benchmarks).toHaveLength(3)
  for (const { folder, events, done } of both) {
    const runs = done?.kind === 'complete' ? done.runs : []
    expect(runs.map(({ dir }) => dir)).toEqual(runs.map(({ id }) => join(folder, '.xeval/runs', id)))
    expect(events[1]).toMatchObject({ type: 'started', arms: runs.map(({ id, dir }) => ({ id, dir })) })
    const judgments = events.filter(({ type }) => type === 'judgment').length
    const planned = runs.flatMap(({ manifest }) => manifest.benchmarks).reduce((sum, { n }) => sum + n, 0)
    expect(judgments).toBe(planned)
    expect(events.at(-1)).toEqual({ type: 'ended', suite: 'safety', ending: { status: 'complete' } })
  }
  expect(existsSync('home')).toBe(false)
})

test('who asks it to stop gets what is there, and a resume asks only for the rest', async () => {
  const stopping = new AbortController()
  const seen: RunEvent['type'][] = []
  const model = mockModel(() => 'good', { ref: 'mock/m' })
  const registry = toyRegistry(async ref => (ref === 'm' ? model : mockModel(() => 'good', { ref })))
  const base = { registry, cwd, env: { XEVAL_HOME: 'home' } }
  const settings = { model: 'm', judge: ['word', 'other=j'], concurrency: 1, cache: false }
  const onEvent = ({ type }: RunEvent) => {
    seen.push(type)
    if (seen.filter(type => type === 'judgment').length === 5) stopping.abort()
  }
  const [stopped] = await evaluated(['toys'], settings, makeContext({ ...base, onEvent, stopping: stopping.signal }))
  expect(stopped).toMatchObject({
    kind: 'interrupted',
    reason: { code: 'interrupted' },
    results: [{ run: { status: 'interrupted' } }],
  })
  expect(seen).toContain('stopping')
  const asked = model.calls.length
  expect(asked).toBeGreaterThanOrEqual(5)
  expect(asked).toBeLessThan(48)
  const [done] = await evaluated(['toys'], { ...settings, resume: true }, makeContext(base))
  expect(done).toMatchObject({
    kind: 'complete',
    failed: 0,
    results: [{ benchmarks: [{ scored: 24 }, { scored: 24 }] }],
  })
  expect(model.calls).toHaveLength(48)
})

test('an aborted signal ends what is in flight: the evaluation rejects with its reason', async () => {
  const hard = new AbortController()
  const reason = new Error('enough')
  const model = mockModel(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        hard.abort(reason)
      }),
  )
  const registry = toyRegistry(async () => model)
  const context = makeContext({ registry, cwd, env: { XEVAL_HOME: 'home' }, signal: hard.signal })
  await expect(evaluated(['toy'], { model: 'm', judge: ['word'] }, context)).rejects.toBe(reason)
})

test('one judge that fails to open leaves nothing open of the others: no model, no cache', async () => {
  const closed: string[] = []
  const open = async (ref: string) => ({
    ...good,
    ref,
    identity: async () => {
      if (ref === 'broken') throw new Error('nobody is there')
      return { model: ref, fingerprint: 'f' }
    },
    close: async () => void closed.push(ref),
  })
  const context = makeContext({ registry: toyRegistry(open), cwd, env: { XEVAL_HOME: 'home' } })
  const [selection] = await context.registry.selectBenchmarks(['toys'])
  if (selection === undefined) throw new Error('there is a suite')
  // A cache that has something in it is open as long as the session is.
  const [first] = await evaluated(['toys'], { model: 'm', judge: ['asking=j', 'other=k'] }, context)
  expect(first).toMatchObject({ kind: 'complete' })
  closed.splice(0)
  const settings = { model: 'm', judge: ['asking=fine', 'other=broken'] }
  await expect(openSession(selection, settings, context)).rejects.toThrow('nobody is there')
  expect(closed.sort()).toEqual(['broken', 'fine'])
  expect(await openIn(join(cwd, 'home'))).toEqual([])
})

/** Files below a folder that this process has open, where the system says so. */
async function openIn(folder: string): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd').catch(() => [])
  return numbers.flatMap(number => {
    try {
      const path = readlinkSync(`/proc/self/fd/${number}`)
      return path.startsWith(folder) ? [path] : []
    } catch {
      // The one that listed them.
      return []
    }
  })
}
