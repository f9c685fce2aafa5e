import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { allNames, examplesOf, isHeld, moduleOf, tryAll } from './fixtures/examples.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/library.md'), 'utf8')
const inPage = Array.from(page.matchAll(/^```ts\n([\s\S]*?)^```$/gm), ([, code = '']) => code)

const codes = new Map([
  ...allNames.flatMap(known =>
    examplesOf(known).map(
      (code, i) => [`${known.entry.replace('/', '-')}-${known.kind}-${known.name}-${i + 1}`, code] as const,
    ),
  ),
  ...inPage.map((code, i) => [`library-${i + 1}`, code] as const),
])

let tried: Awaited<ReturnType<typeof tryAll>>
beforeAll(async () => {
  tried = await tryAll(new Map(Array.from(codes, ([name, code]) => [name, moduleOf(code)])))
}, 300_000)

test('every export but the types of the statistics has an example that uses it, and every value is held to what the example says', () => {
  const wrong = allNames.filter(known => {
    const { entry, name, kind } = known
    // What its functions take and give is seen in their examples.
    if (entry === 'xeval/stats' && (kind === 'type' || kind === 'interface')) return false
    const examples = examplesOf(known)
    const isUsed = examples.some(code => new RegExp(`\\b${name}\\b`).test(code))
    return !isUsed || (kind !== 'type' && kind !== 'interface' && !examples.every(isHeld))
  })
  expect(wrong.map(({ entry, name }) => `${entry}: ${name}`)).toEqual([])
})

test('the page on the library has code for each way in', () => {
  for (const word of ['evaluate(', 'compare(', 'openRun(', 'toBeNonInferior', 'stopping', 'signal'])
    expect(inPage.join('\n')).toContain(word)
  expect(inPage.filter(code => !isHeld(code))).toEqual([])
})

test('the compiler takes every example', () => {
  expect(tried.types).toBe('')
})

test('every example does what it says', () => {
  expect(tried.failures).toEqual({})
  expect(codes.size).toBeGreaterThan(200)
})
