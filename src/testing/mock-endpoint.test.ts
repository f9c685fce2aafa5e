import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import OpenAI, { toFile } from 'openai'
import { afterEach, expect, test } from 'vitest'
import { type FaultKind, faultKinds, type MockOptions, startMockEndpoint } from './index.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closers.splice(0).map(close => close())))

async function start(options: MockOptions = {}) {
  const endpoint = await startMockEndpoint(options)
  closers.push(endpoint.close)
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(endpoint.url + path, { method: 'POST', body: JSON.stringify(body), headers })
  const get = async (path: string) => toJson(await fetch(endpoint.url + path))
  return { endpoint, post, get }
}
/** Untyped: each test knows what it asked for. */
const toJson = async (response: Response) => JSON.parse(await response.text())
const chat = (content: string) => ({ model: 'mock', messages: [{ role: 'user', content }] })
const statusesOf = async (
  options: MockOptions,
  order: (items: number[]) => number[],
): Promise<Record<number, number[]>> => {
  const { post } = await start(options)
  const statuses: Record<number, number[]> = {}
  for (const _ of [1, 2, 3])
    for (const item of order(Array.from({ length: 40 }, (__, index) => index)))
      statuses[item] = [...(statuses[item] ?? []), (await post('/chat/completions', chat(`question ${item}`))).status]
  return statuses
}

test('what fails is the same for the same seed, whatever order requests come in, and another for another seed', async () => {
  const faults = { 'http-500': 0.3, 'rate-limit': 0.2 }
  const forwards = await statusesOf({ seed: 7, faults }, items => items)
  const backwards = await statusesOf({ seed: 7, faults }, items => items.toReversed())
  const other = await statusesOf({ seed: 8, faults }, items => items)
  expect(backwards).toEqual(forwards)
  expect(other).not.toEqual(forwards)
  const all = Object.values(forwards).flat()
  expect(Math.abs(all.filter(status => status === 500).length / all.length - 0.3)).toBeLessThan(0.1)
})

test('faults come at their rates', async () => {
  const rate = 1 / faultKinds.length
  const { chanceOf } = await import('./mock-chance.ts')
  const faults = Object.fromEntries(faultKinds.map(kind => [kind, rate / 2]))
  const counts = new Map<FaultKind | undefined, number>()
  const n = 20_000
  for (let index = 0; index < n; index++) {
    const { fault } = chanceOf({ faults }, `request ${index}`, 1)
    counts.set(fault, (counts.get(fault) ?? 0) + 1)
  }
  expect((counts.get(undefined) ?? 0) / n).toBeCloseTo(0.5, 1)
  for (const kind of faultKinds) expect((counts.get(kind) ?? 0) / n).toBeCloseTo(rate / 2, 2)
})

test('a log-normal latency has its median', async () => {
  const { chanceOf } = await import('./mock-chance.ts')
  const latency = { median: 300, sigma: 0.6 }
  const drawn = Array.from({ length: 5001 }, (_, index) => chanceOf({ latency }, `r${index}`, 1).latencyMs)
  const median = drawn.sort((a, b) => a - b)[2500] ?? 0
  expect(Math.abs(median / 300 - 1)).toBeLessThan(0.05)
})

test('it counts requests, answers, answers given twice and what was in flight', async () => {
  const { endpoint, post, get } = await start({ latency: 30 })
  await Promise.all(['a', 'b', 'c', 'a'].map(async text => (await post('/chat/completions', chat(text))).text()))
  const stats = {
    requests: 4,
    answered: 4,
    duplicates: 1,
    distinct: 3,
    inFlight: 0,
    maxInFlight: 4,
    statuses: { 200: 4 },
  }
  await expect.poll(() => endpoint.stats()).toMatchObject(stats)
  expect(await toJson(await fetch(endpoint.url.replace('/v1', '/stats')))).toMatchObject(stats)
  expect(await get('/models')).toMatchObject({ data: [{ id: 'mock' }] })
})

test('a schema is answered by an instance of it, a canned model by one of its replies', async () => {
  const { post } = await start({ canned: { judge: ['yes', 'no'] } })
  const schema = {
    type: 'object',
    properties: {
      label: { type: 'string', enum: ['safe', 'unsafe'] },
      score: { type: 'integer', minimum: 1, maximum: 5 },
    },
  }
  const body = { ...chat('x'), response_format: { type: 'json_schema', json_schema: { name: 'v', schema } } }
  const reply = await toJson(await post('/chat/completions', body))
  const answer = JSON.parse(reply.choices[0].message.content)
  expect(['safe', 'unsafe']).toContain(answer.label)
  expect([1, 2, 3, 4, 5]).toContain(answer.score)
  const judged = await toJson(await post('/chat/completions', { ...chat('x'), model: 'judge' }))
  expect(['yes', 'no']).toContain(judged.choices[0].message.content)
})

test('a key is asked for where one is set, and a request that is none is refused', async () => {
  const { post } = await start({ apiKey: 'k' })
  expect((await post('/chat/completions', chat('x'))).status).toBe(401)
  expect((await post('/chat/completions', chat('x'), { authorization: 'Bearer k' })).status).toBe(200)
  expect((await post('/chat/completions', { model: 'm' }, { authorization: 'Bearer k' })).status).toBe(400)
  expect((await post('/nothing', {}, { authorization: 'Bearer k' })).status).toBe(404)
})

test("OpenAI's own SDK can run a batch: answers in any order, failures and expiries in the error file", async () => {
  const { endpoint } = await start({ batch: { delayMs: 20, failRate: 0.2, expireRate: 0.2 } })
  const client = new OpenAI({ baseURL: endpoint.url, apiKey: 'none', maxRetries: 0 })
  const ids = Array.from({ length: 60 }, (_, index) => `r${index}`)
  const line = (id: string) => ({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body: chat(id) })
  const file = await client.files.create({
    purpose: 'batch',
    file: await toFile(Buffer.from(ids.map(id => JSON.stringify(line(id))).join('\n')), 'in.jsonl'),
  })
  const made = await client.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
  })
  expect(made.status).toBe('in_progress')
  await expect.poll(async () => (await client.batches.retrieve(made.id)).status).toBe('expired')
  const batch = await client.batches.retrieve(made.id)
  const read = async (id: string | null | undefined) =>
    (await (await client.files.content(id ?? '')).text())
      .trim()
      .split('\n')
      .map(text => JSON.parse(text))
  const [done, bad] = [await read(batch.output_file_id), await read(batch.error_file_id)]
  expect([...done, ...bad].map(row => row.custom_id).toSorted()).toEqual(ids.toSorted())
  expect(done.map(row => row.custom_id)).not.toEqual(done.map(row => row.custom_id).toSorted())
  expect(done[0].response.body.choices[0].message.content).not.toBe('')
  const fates = new Set(bad.map(row => row.error?.code ?? row.response.status_code))
  expect(fates).toEqual(new Set(['batch_expired', 500]))
})

test('message batches end with a result for every request', async () => {
  const { post, get } = await start({ batch: { delayMs: 20, failRate: 0.2, expireRate: 0.2 } })
  const requests = Array.from({ length: 60 }, (_, index) => ({ custom_id: `r${index}`, params: chat(`q${index}`) }))
  const made = await toJson(await post('/messages/batches', { requests }))
  expect(made).toMatchObject({ processing_status: 'in_progress', request_counts: { processing: 60 } })
  await expect.poll(async () => (await get(`/messages/batches/${made.id}`)).processing_status).toBe('ended')
  const ended = await get(`/messages/batches/${made.id}`)
  const rows = (await (await fetch(ended.results_url)).text())
    .trim()
    .split('\n')
    .map(text => JSON.parse(text))
  expect(rows).toHaveLength(60)
  expect(new Set(rows.map(row => row.result.type))).toEqual(new Set(['succeeded', 'errored', 'expired']))
  expect(rows.filter(row => row.result.type === 'succeeded')).toHaveLength(ended.request_counts.succeeded)
  const twice = await post('/messages/batches', { requests: [requests[0], requests[0]] })
  expect(twice.status).toBe(400)
})

test('in a process of its own it prints its port, and ends with its parent', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'mock-endpoint.ts'), '{"models":["far"]}'])
  const [port] = await once(child.stdout, 'data')
  const list = await toJson(await fetch(`http://127.0.0.1:${String(port).trim()}/v1/models`))
  expect(list.data[0].id).toBe('far')
  child.stdin.end()
  expect(await once(child, 'exit')).toEqual([0, null])
})
