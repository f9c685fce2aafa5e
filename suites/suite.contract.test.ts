import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { problemsOfSuite } from 'xeval/testing'
import { suites } from './index.ts'

const loaded = await Promise.all(
  Object.entries(suites).map(async ([name, load]) => ({ name, suite: (await load()).default })),
)

const benchmarks = loaded.flatMap(({ name, suite }) =>
  suite.benchmarks.map(benchmark => ({ title: `${name}/${benchmark.name}`, benchmark })),
)

test('each folder of suites/ is in the map, under its name', () => {
  const folders = readdirSync(import.meta.dirname).filter(name =>
    existsSync(join(import.meta.dirname, name, 'index.ts')),
  )
  expect(Object.keys(suites).sort()).toEqual(folders.sort())
})

test('no name on the command line means two things', () => {
  const names = [
    ...loaded.flatMap(({ suite }) => [suite.name, ...(suite.aliases ?? [])]),
    ...benchmarks.map(({ benchmark }) => benchmark.name),
  ]
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test.each(loaded)('suite $name keeps the contract of suites, and is named as its folder', async ({ name, suite }) => {
  expect([suite.name, await problemsOfSuite(suite)]).toEqual([name, []])
})

describe.each(benchmarks)('benchmark $title', ({ benchmark }) => {
  test('bundles 24 samples at least, and some carry each of its breakdowns', async () => {
    const keys = new Set<string>()
    let samples = 0
    for await (const { metadata } of benchmark.dataset.parse(fileURLToPath(benchmark.dataset.bundled))) {
      samples++
      for (const key of Object.keys(metadata)) keys.add(key)
    }
    expect(samples).toBeGreaterThanOrEqual(24)
    expect(benchmark.dataset.breakdowns.filter(key => !keys.has(key))).toEqual([])
  })
})
