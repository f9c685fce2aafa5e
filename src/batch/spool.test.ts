import { mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../core/hash.ts'
import { customIdOf, idKey } from './custom-id.ts'
import { batchFiles } from './journal.ts'
import { Spool } from './spool.ts'

async function spoolOf(limits: { requests: number; bytes: number }) {
  const dir = await mkdtemp(join(tmpdir(), 'xeval-spool-'))
  await mkdir(batchFiles.folder(dir))
  let seq = 0
  return { dir, spool: new Spool(dir, 'lane', '/v1/chat/completions', limits, () => ++seq) }
}

test('requests are split by number, in their order, each file with its own hash', async () => {
  const { dir, spool } = await spoolOf({ requests: 3, bytes: 1000 })
  await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(text => spool.add(text)))
  const chunks = await spool.take()
  expect(chunks.map(({ requests }) => requests)).toEqual([3, 3, 1])
  const texts = await Promise.all(chunks.map(({ seq }) => readFile(batchFiles.requests(dir, seq), 'utf8')))
  expect(texts).toEqual(['a\nb\nc\n', 'd\ne\nf\n', 'g\n'])
  expect(chunks.map(chunk => chunk.sha256)).toEqual(texts.map(text => sha256(text)))
})

test('requests are split by bytes, of UTF-8 and with their newlines', async () => {
  const { spool } = await spoolOf({ requests: 100, bytes: 8 })
  // Each is 4 bytes with its newline: two fill a file.
  for (let i = 0; i < 5; i++) await spool.add('语')
  expect((await spool.take()).map(({ bytes }) => bytes)).toEqual([8, 8, 4])
})

test('a request larger than a whole batch has one of its own, for the provider to refuse', async () => {
  const { spool } = await spoolOf({ requests: 100, bytes: 8 })
  for (const text of ['a', 'x'.repeat(20), 'b']) await spool.add(text)
  expect((await spool.take()).map(({ bytes }) => bytes)).toEqual([2, 21, 2])
})

test('what is added after a take goes into the next file', async () => {
  const { spool } = await spoolOf({ requests: 100, bytes: 1000 })
  await spool.add('a')
  expect(await spool.take()).toHaveLength(1)
  expect(await spool.take()).toEqual([])
  await spool.add('b')
  expect(await spool.take()).toMatchObject([{ seq: 2, requests: 1 }])
})

test('custom ids suit both vendors, and differ by run, work, API and body', () => {
  const work = { benchmark: 'flames', sampleId: 'flames-01', epoch: 1 }
  const id = customIdOf('run', work, '/v1/chat/completions', '{}')
  expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
  const others = [
    customIdOf('other', work, '/v1/chat/completions', '{}'),
    customIdOf('run', { ...work, epoch: 2 }, '/v1/chat/completions', '{}'),
    customIdOf('run', work, '/v1/completions', '{}'),
    customIdOf('run', work, '/v1/chat/completions', '{"a":1}'),
  ]
  expect(new Set([id, ...others]).size).toBe(5)
  expect(Number.isSafeInteger(idKey(id))).toBe(true)
  expect(idKey('somebody-elses')).toBeUndefined()
})
