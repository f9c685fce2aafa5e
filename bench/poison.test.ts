import { expect, test } from 'vitest'
import { poisonTargets } from './support/poison-targets.ts'
import { mixtures, poisons } from './support/poisons.ts'
import { isTooSlow, timesOf } from './support/time-poison.ts'

// The short form of `npm run poison`: all targets, texts of 24 kB, each target on some of them in turn, so that all are tried.
const SIZE = 24_000
const targets = await poisonTargets()
const texts = Object.entries({ ...poisons, ...mixtures(1, 12) })

test('there are 80 kinds of texts at least, and each target is one that reads', () => {
  expect(Object.keys(poisons).length).toBeGreaterThanOrEqual(80)
  expect(new Set(targets.map(({ kind }) => kind))).toEqual(new Set(['judge', 'extractor', 'renderer']))
})

test('a target that is quadratic, or throws, is found', async () => {
  const read = (text: string) => /(?<!x)(?:\s+)$/.test(`${text}x`)
  const spaces = poisons['spaces'] ?? (() => '')
  expect(isTooSlow(await timesOf({ name: 'bad', kind: 'judge', read }, spaces, SIZE))).toBe(true)
  const throws = (text: string) =>
    text.replace(/(?:a|b)+/, () => {
      throw new RangeError('deep')
    })
  expect(await timesOf({ name: 'bad', kind: 'judge', read: throws }, n => 'a'.repeat(n), 100)).toMatchObject({
    thrown: 'RangeError: deep',
  })
})

test.each(targets)(
  '$name takes time in proportion to the text, whatever it is, and throws nothing of its own',
  async target => {
    const offset = targets.indexOf(target)
    const own = target.name.startsWith('instruction-rules, ') ? texts.filter((_, at) => at % 8 === offset % 8) : texts
    const bad: unknown[] = []
    for (const [text, make] of own) {
      const times = await timesOf(target, make, SIZE)
      if (isTooSlow(times)) bad.push({ text, ...times })
    }
    expect(bad).toEqual([])
  },
)
