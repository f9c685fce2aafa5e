import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'
import { readPairs, tally } from './math-pairs.ts'

const own = fileURLToPath(new URL('./math-pairs.jsonl', import.meta.url))
const folder = upstreamFolder()
const shared = folder === undefined ? undefined : join(folder, '..', 'pairs', 'math.jsonl')
const isThere = shared !== undefined && existsSync(shared)
const file = isThere ? shared : own
/** What PyPI math-verify 0.9.0 judges right (`bench/math-verify.py`). */
const byMathVerify = isThere ? 278 / 318 : 389 / 504

test(`labelled answers are judged as labelled (${isThere ? 'shared pairs' : 'own pairs, since ../shared/pairs is not there'})`, async () => {
  const { pairs, right, wrongAccepts } = await tally(readPairs(file))
  expect(right / pairs).toBeGreaterThanOrEqual(0.92)
  expect(right / pairs).toBeGreaterThan(byMathVerify)
  expect(wrongAccepts.length / pairs).toBeLessThanOrEqual(0.01)
})

test('of our own labelled answers none is accepted that is wrong, and none rejected that is right', async () => {
  const { pairs, right, wrongAccepts, wrongRejects } = await tally(readPairs(own))
  expect(wrongAccepts).toEqual([])
  expect(wrongRejects).toEqual([])
  expect(right / pairs).toBeGreaterThanOrEqual(0.97)
})
