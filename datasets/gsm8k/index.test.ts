import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sha256 } from 'xeval'
import { upstreamFolder } from '../../src/sources/upstream-folder.ts'
import gsm8k from './index.ts'

const upstream = upstreamFolder()
const which = upstream === undefined ? 'bundled data, since ../shared/upstream is not there' : 'the real file'
const bundled = fileURLToPath(gsm8k.bundled)
const file = upstream === undefined ? bundled : join(upstream, 'gsm8k', 'test.jsonl')

const fileOf = (...answers: string[]): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'xeval-gsm8k-')), 'test.jsonl')
  writeFileSync(path, answers.map((answer, at) => `${JSON.stringify({ question: `Q${at}?`, answer })}\n`).join(''))
  return path
}

test(`every problem has a whole number for its answer (${which})`, async () => {
  const samples = await Array.fromAsync(gsm8k.parse(file))
  expect(samples.filter(({ target }) => !/^-?\d+$/.test(target?.[0] ?? ''))).toEqual([])
  expect(new Set(samples.map(({ metadata }) => metadata['steps'])).size).toBeGreaterThanOrEqual(4)
  if (upstream === undefined) return
  expect(gsm8k.file).toMatchObject({ sha256: sha256(readFileSync(file)), bytes: readFileSync(file).length })
  expect([samples.length, new Set(samples.map(({ id }) => id)).size]).toEqual([1319, 1319])
  const theirs = readFileSync(file, 'utf8').match(/#### -?\d{1,3}(?:,\d{3})+"/g)
  expect(theirs).toHaveLength(14)
  expect(samples[0]?.target).toEqual(['18'])
})

test('the answer is what follows the last ####, without the commas between thousands', async () => {
  const path = fileOf('2 #### 3\nso 4\n#### 1,450,000', 'a\n\nb\n#### -7', 'a\nb\nc\nd\ne\nf\n####  8 ')
  const samples = await Array.fromAsync(gsm8k.parse(path))
  expect(samples.map(({ target, metadata }) => [target?.[0], metadata['steps']])).toEqual([
    ['1450000', '2'],
    ['-7', '2'],
    ['8', '5 or more'],
  ])
})

test.each(['18', '#### eighteen', '#### 1,45', '#### 1.5', '####'])(
  'an answer that ends in %j is refused with line and field',
  async answer => {
    await expect(Array.fromAsync(gsm8k.parse(fileOf('#### 1', answer)))).rejects.toThrow(/:2.*answer.*####/)
  },
)
