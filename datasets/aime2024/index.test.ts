import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Sample, XevalError } from 'xeval'
import aime2024 from 'xeval/datasets/aime2024'
import { upstreamFolder } from '../../src/sources/upstream-folder.ts'

const read = async (path: string): Promise<Sample[]> => {
  const samples: Sample[] = []
  for await (const sample of aime2024.parse(path)) samples.push(sample)
  return samples
}
const dataDir = upstreamFolder()
const which = dataDir === undefined ? 'bundled data, since ../shared/upstream is not there' : 'the real file'
const file =
  dataDir === undefined
    ? fileURLToPath(aime2024.bundled)
    : join(dataDir, 'aime2024', aime2024.file.kind === 'pinned' ? aime2024.file.name : '')

const fileOf = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'xeval-aime-')), 'test.jsonl')
  writeFileSync(path, text)
  return path
}
const row = (changes: object): string =>
  `${JSON.stringify({ id: 1, problem: 'What is 5²?', solution: '', answer: '025', url: 'https://x/2024_AIME_II_Problems/Problem_3', question: '', ...changes })}\n`

test('a zero-padded answer is the number, and the address tells the contest', async () => {
  const [sample] = await read(fileOf(row({})))
  expect(sample).toMatchObject({ target: ['25'], language: 'en', metadata: { contest: 'AIME II', number: 3 } })
})

test('an answer that is no number from 0 to 999 is refused with its line', async () => {
  const failing = read(fileOf(row({}) + row({ answer: '1000' })))
  await expect(failing).rejects.toSatisfy(XevalError.is)
  await expect(read(fileOf(row({}) + row({ answer: '7.5' })))).rejects.toThrow(/:2.*answer.*0 to 999/)
})

test('a Git LFS pointer in the file’s place is recognised', async () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 156944\n`
  await expect(read(fileOf(pointer))).rejects.toThrow(/LFS/)
})

test('the bundled problems have the real file’s shape', async () => {
  const samples = await read(fileURLToPath(aime2024.bundled))
  expect(samples.length).toBeGreaterThanOrEqual(24)
  expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length)
  expect(new Set(samples.map(({ metadata }) => metadata['contest']))).toEqual(new Set(['AIME I', 'AIME II']))
})

test(`half the problems are of each contest, and every answer is a plain number (${which})`, async () => {
  const samples = await read(file)
  const first = samples.filter(({ metadata }) => metadata['contest'] === 'AIME I')
  expect(samples).toHaveLength(dataDir === undefined ? 24 : 30)
  expect(first).toHaveLength(samples.length / 2)
  expect(samples.every(({ target = [] }) => /^(0|[1-9]\d{0,2})$/.test(target[0] ?? ''))).toBe(true)
})
