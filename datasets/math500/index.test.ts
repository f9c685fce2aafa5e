import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Sample, sha256 } from 'xeval'
import math500 from 'xeval/datasets/math500'
import { extractAnswer } from 'xeval/judges/math-equal'
import { upstreamFolder } from '../../src/sources/upstream-folder.ts'

const read = async (path: string): Promise<Sample[]> => {
  const samples: Sample[] = []
  for await (const sample of math500.parse(path)) samples.push(sample)
  return samples
}
const dataDir = upstreamFolder()
const which = dataDir === undefined ? 'bundled data, since ../shared/upstream is not there' : 'the real file'
const file =
  dataDir === undefined
    ? fileURLToPath(math500.bundled)
    : join(dataDir, 'math500', math500.file.kind === 'pinned' ? math500.file.name : '')

const fileOf = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'xeval-math-')), 'test.jsonl')
  writeFileSync(path, text)
  return path
}

test('a row keeps answer, subject and level', async () => {
  const row = {
    problem: 'What is $1+1$?',
    solution: '',
    answer: '2',
    subject: 'Algebra',
    level: 1,
    unique_id: 'test/algebra/1.json',
  }
  const [sample] = await read(fileOf(`${JSON.stringify(row)}\n`))
  expect(sample).toMatchObject({
    target: ['2'],
    metadata: { subject: 'Algebra', level: 1, uniqueId: 'test/algebra/1.json' },
  })
})

test('a level that is no number from 1 to 5 is refused with line and field', async () => {
  const row = { problem: 'p', solution: '', answer: '2', subject: 'Algebra', level: 'Level 3', unique_id: 'x' }
  await expect(read(fileOf(`${JSON.stringify(row)}\n`))).rejects.toThrow(/:1.*level/)
})

test('a Git LFS pointer in the file’s place is recognised', async () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 446564\n`
  await expect(read(fileOf(pointer))).rejects.toThrow(/LFS/)
})

test('the bundled problems have the real file’s shape, all levels and all subjects', async () => {
  const path = fileURLToPath(math500.bundled)
  const samples = await read(path)
  expect(samples.length).toBeGreaterThanOrEqual(24)
  expect(new Set(samples.map(({ metadata }) => metadata['level']))).toEqual(new Set([1, 2, 3, 4, 5]))
  expect(new Set(samples.map(({ metadata }) => metadata['subject'])).size).toBe(7)
})

test(`the box in every solution holds the answer (${which})`, async () => {
  if (dataDir !== undefined)
    expect(sha256(readFileSync(file))).toBe(math500.file.kind === 'pinned' && math500.file.sha256)
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(rows).toHaveLength(dataDir === undefined ? 29 : 500)
  const differing = rows.filter(({ answer, solution }) => extractAnswer(solution)?.answer !== answer.trim())
  expect(differing).toEqual([])
})
