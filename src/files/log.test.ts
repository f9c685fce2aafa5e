import { appendFile, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { openAppendLog } from './append-log.ts'
import { decodeLine, encodeLine } from './line.ts'
import { readLineAt, readLog } from './read-log.ts'
import { recoverLog } from './recover-log.ts'

let path: string
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'xeval-log-')), 'log.jsonl')
})

const all = async (): Promise<unknown[]> => {
  const found: unknown[] = []
  for await (const entries of readLog(path)) found.push(...entries.map(({ record }) => record))
  return found
}

test('a line is plain JSON with its checksum as the last key', () => {
  const line = encodeLine({ a: 'ü\n', b: [1] })
  expect(JSON.parse(line.toString())).toEqual({ a: 'ü\n', b: [1], crc: expect.stringMatching(/^[0-9a-f]{8}$/) })
})

test('every record comes back as it was, whatever text is in it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), value => {
      const line = encodeLine({ value })
      expect(decodeLine(line.subarray(0, -1))).toEqual({ value: JSON.parse(JSON.stringify(value)) })
    }),
  )
})

test('a line with any one byte changed is not a line', () => {
  const line = encodeLine({ text: 'the answer' }).subarray(0, -1)
  for (let i = 0; i < line.length; i++) {
    const broken = Buffer.from(line)
    broken[i] = (broken[i] ?? 0) ^ 1
    expect(decodeLine(broken)).toBeUndefined()
  }
})

test('appends of one moment keep their order and say where they stand', async () => {
  const log = await openAppendLog(path, { size: 0 })
  const offsets = await Promise.all(Array.from({ length: 500 }, (_, i) => log.append(encodeLine({ i }))))
  await log.close()
  expect(await all()).toEqual(Array.from({ length: 500 }, (_, i) => ({ i })))
  expect(await readLineAt(path, offsets[321] ?? -1)).toEqual({ i: 321 })
})

test('an append is in the file as soon as it resolves', async () => {
  const log = await openAppendLog(path, { size: 0 })
  await log.append(encodeLine({ paid: true }))
  expect(await readFile(path, 'utf8')).toContain('"paid":true')
  await log.close()
})

test.each([
  ['half a line', Buffer.from('{"i":2,"cr')],
  ['zeros', Buffer.alloc(5000)],
  ['a whole line without its newline', encodeLine({ i: 2 }).subarray(0, -1)],
  ['zeros and a newline', Buffer.concat([Buffer.alloc(40), Buffer.from('\n')])],
])('recovery cuts off %s and keeps every whole line', async (_, tail) => {
  await writeFile(path, Buffer.concat([encodeLine({ i: 0 }), encodeLine({ i: 1 })]))
  const { size } = await stat(path)
  await appendFile(path, tail)
  const seen: unknown[] = []
  const recovery = await recoverLog(path, ({ record }) => seen.push(record))
  expect(recovery).toEqual({ size, lines: 2, cut: tail.length })
  expect(seen).toEqual([{ i: 0 }, { i: 1 }])
  expect((await stat(path)).size).toBe(size)
})

test('appending goes on where recovery ended', async () => {
  await writeFile(path, Buffer.concat([encodeLine({ i: 0 }), Buffer.from('{"to')]))
  const { size } = await recoverLog(path, () => undefined)
  const log = await openAppendLog(path, { size })
  await log.append(encodeLine({ i: 1 }))
  await log.close()
  expect(await all()).toEqual([{ i: 0 }, { i: 1 }])
})

test('a broken line that whole lines follow is an error that names it, and nothing is cut', async () => {
  const edited = encodeLine({ i: 1 })
  edited[3] = 65
  await writeFile(path, Buffer.concat([encodeLine({ i: 0 }), edited, encodeLine({ i: 2 })]))
  const before = await readFile(path)
  await expect(recoverLog(path, () => undefined)).rejects.toThrow(/log\.jsonl:2: the line does not match its checksum/)
  expect(await readFile(path)).toEqual(before)
})

test('lines longer than a read come back whole', async () => {
  const long = 'ä'.repeat(3_000_000)
  await writeFile(path, Buffer.concat([encodeLine({ i: 0 }), encodeLine({ long }), encodeLine({ i: 2 })]))
  expect(await all()).toEqual([{ i: 0 }, { long }, { i: 2 }])
})
