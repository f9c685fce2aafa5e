import { mkdtemp, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readRatings } from '../../ratings/rating-store.ts'
import { makeStudy, type RatedAnswer } from '../../ratings/study.ts'
import { type RatingServer, startRatingServer } from './server.ts'

const answers: RatedAnswer[] = ['before' as const, 'after' as const].flatMap(arm =>
  [1, 2, 3].map(id => ({
    arm,
    benchmark: 'plans',
    sampleId: `s${id}`,
    prompt: `Plan ${id}`,
    answer: `${arm.length} steps for ${id}`,
  })),
)
const study = makeStudy({ mode: 'absolute', raters: ['Ann', 'Bo'], secret: '7b'.repeat(32), answers })
const pairs = makeStudy({ mode: 'pairwise', raters: ['Ann'], secret: '7b'.repeat(32), answers })

let dirs: { before: string; after: string }
let server: RatingServer
let ann: string
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xeval-rate-'))
  dirs = { before: join(folder, 'before'), after: join(folder, 'after') }
  server = await startRatingServer({ study, answers, dirs })
  ann = server.links[0]?.url ?? ''
})
afterEach(() => server.close())

/** A request with any headers, also those that `fetch` wouldn't send. */
const ask = (
  url: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
) =>
  new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, reply => {
      let text = ''
      reply.setEncoding('utf8').on('data', piece => {
        text += piece
      })
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text, headers: reply.headers }))
    })
    sent.on('error', reject)
    sent.end(body)
  })

const origin = () => ({ origin: `http://127.0.0.1:${server.port}`, 'content-type': 'application/json' })
const put = (position: number, vote: unknown, headers: Record<string, string> = origin()) =>
  ask(`${ann}api/items/${position}`, { method: 'PUT', headers, body: JSON.stringify(vote) })

test('each rater has a link of their own, and it is the same when the server starts again', async () => {
  const { links, port } = server
  expect(new Set(links.map(({ url }) => url)).size).toBe(2)
  for (const { url } of links) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{40}\/$/)
  await server.close()
  server = await startRatingServer({ study, answers, dirs, port })
  expect(server.links).toEqual(links)
})

test.each([
  ['a foreign Host', { host: 'evil.example' }],
  ['a Host without the port', { host: '127.0.0.1' }],
  ['a foreign Origin', { origin: 'http://evil.example' }],
  ['the Origin of a sandboxed frame', { origin: 'null' }],
  ['another port’s Origin', { origin: 'http://127.0.0.1:1' }],
])('a request with %s gets 403, whether it reads or writes', async (_, headers) => {
  expect(await ask(ann, { headers })).toMatchObject({ status: 403, text: 'Forbidden' })
  expect((await put(1, { rating: 5 }, { ...origin(), ...headers })).status).toBe(403)
  expect(await readRatings(dirs.before)).toEqual([])
})

test('a write without an Origin gets 403', async () => {
  expect((await put(1, { rating: 5 }, {})).status).toBe(403)
})

test('a request without the token, or with a wrong one, gets 403', async () => {
  const base = `http://127.0.0.1:${server.port}`
  for (const path of [
    '/',
    '/page.js',
    '/api/state',
    `/${'0'.repeat(40)}/`,
    `/${'0'.repeat(40)}/api/state`,
    '/__proto__/',
    '//',
    '/%2e%2e/',
  ])
    expect({ path, status: (await ask(base + path)).status }).toEqual({ path, status: 403 })
})

test('the page names no script, style or address but its own, and its policy allows no other', async () => {
  const page = await ask(ann)
  expect(page.status).toBe(200)
  expect(page.text).not.toMatch(/<script(?![^>]*src="page\.js")|<style|style=|\son\w+=|https?:/)
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
  expect(policy).not.toContain('unsafe')
  expect(page.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' })
  for (const file of ['page.js', 'page.css', 'render.js', 'texts.js']) expect((await ask(ann + file)).status).toBe(200)
  for (const file of ['server.ts', '..%2f..%2fpackage.json', 'constructor'])
    expect((await ask(ann + file)).status).toBe(404)
})

test('a rating is on disk when it is said to be saved, in the directory of the run that gave the answer', async () => {
  for (const position of [1, 2, 3, 4, 5, 6]) {
    const reply = await put(position, { rating: position * 10, comment: ' Fine. ' })
    expect(JSON.parse(reply.text)).toMatchObject({ saved: true })
    const lines = await Promise.all(Object.values(dirs).map(dir => readFile(join(dir, 'ratings.jsonl'), 'utf8')))
    expect(lines.join('').trimEnd().split('\n')).toHaveLength(position)
  }
  for (const [arm, dir] of Object.entries(dirs)) {
    const records = await readRatings(dir)
    expect(records).toHaveLength(3)
    for (const record of records) expect(study.items[record.item]?.arm).toBe(arm)
    expect(records[0]).toMatchObject({ kind: 'rating', rater: 'Ann', comment: 'Fine.', position: expect.any(Number) })
  }
})

test('a rating can be changed, and the session goes on where it stood after a restart', async () => {
  await put(1, { rating: 10 })
  await put(1, { rating: 20.5 })
  const { port } = server
  await server.close()
  server = await startRatingServer({ study, answers, dirs, port })
  expect(JSON.parse((await ask(`${ann}api/state`)).text)).toEqual({
    rater: 'Ann',
    mode: 'absolute',
    total: 6,
    done: [true, false, false, false, false, false],
  })
  expect(JSON.parse((await ask(`${ann}api/items/1`)).text)).toMatchObject({ vote: { rating: 20.5 } })
})

test('an item shows prompt and answer and nothing that names arm, sample or run', async () => {
  const item = JSON.parse((await ask(`${ann}api/items/1`)).text)
  expect(Object.keys(item)).toEqual(['position', 'prompt', 'answers', 'vote'])
  expect(JSON.stringify(item)).not.toMatch(/before|after|"s\d"|plans/)
})

test.each([
  { rating: 101 },
  { rating: -1 },
  { rating: '50' },
  { rating: null },
  {},
  [],
  'x',
  { choice: 'left' },
  { rating: 5, arm: 'after' },
  { rating: 5, comment: 'x'.repeat(5001) },
])('what is no rating of the item is refused: %j', async vote => {
  expect((await put(1, vote)).status).toBe(400)
  expect((await put(99, { rating: 5 })).status).toBe(400)
  expect(await readRatings(dirs.before)).toEqual([])
})

test('a body too large is refused', async () => {
  const big = { rating: 5, comment: 'x'.repeat(100_000) }
  expect((await put(1, big, { ...origin(), 'content-length': String(JSON.stringify(big).length) })).status).toBe(413)
})

test('a choice between two is stored with the side on which each stood', async () => {
  await server.close()
  server = await startRatingServer({ study: pairs, answers, dirs })
  ann = server.links[0]?.url ?? ''
  for (const [at, choice] of (['left', 'tie', 'right'] as const).entries()) await put(at + 1, { choice })
  const records = await readRatings(dirs.after)
  expect(
    records.map(
      record => record.kind === 'preference' && (record.choice === 'tie' ? 'tie' : record.choice === record.left),
    ),
  ).toEqual([true, 'tie', false])
  expect(JSON.parse((await ask(`${ann}api/items/3`)).text)).toMatchObject({ vote: { choice: 'right' } })
})

test('a second server for the same runs is refused while the first one runs', async () => {
  const alone = { ...study, raters: ['Ann'] }
  await expect(startRatingServer({ study: alone, answers, dirs, port: server.port })).rejects.toMatchObject({
    code: 'ratings-busy',
  })
})

test('a server that listens everywhere gives links that work, and still refuses foreign names', async () => {
  await server.close()
  server = await startRatingServer({ study, answers, dirs, host: '0.0.0.0', names: ['rate.example'] })
  const url = server.links[0]?.url ?? ''
  expect(url).not.toContain('0.0.0.0')
  expect((await ask(url)).status).toBe(200)
  expect((await ask(url, { headers: { host: `rate.example:${server.port}` } })).status).toBe(200)
  expect((await ask(url, { headers: { host: `evil.example:${server.port}` } })).status).toBe(403)
})

test('a taken port is an error with a way out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xeval-rate-'))
  await expect(startRatingServer({ study, answers, dirs: { after: folder }, port: server.port })).rejects.toMatchObject(
    {
      code: 'port-in-use',
    },
  )
})
