import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { API_VERSION, type Sample } from 'xeval'
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

describe.each(loaded)('suite $name', ({ name, suite }) => {
  test('is stamped, named as its folder, and has a title, a description and benchmarks', () => {
    expect(suite).toMatchObject({ apiVersion: API_VERSION, name })
    expect([suite.title, suite.description].filter(text => text.trim() === '')).toEqual([])
    expect(suite.benchmarks.length).toBeGreaterThan(0)
  })

  test('has benchmarks of distinct kebab-case names', () => {
    const names = suite.benchmarks.map(benchmark => benchmark.name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter(one => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(one))).toEqual([])
  })
})

describe.each(benchmarks)('benchmark $title', ({ benchmark }) => {
  test('is stamped and described', () => {
    expect(benchmark).toMatchObject({ apiVersion: API_VERSION, version: expect.any(Number) })
    expect(benchmark.description).not.toBe('')
  })

  test('has judges of one scale, each of its own name', () => {
    const names = benchmark.judges.map(judge => judge.name)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(benchmark.judges.map(({ scale }) => JSON.stringify(scale))).size).toBe(1)
  })

  test('has an embedded demonstration judge among them', () => {
    const judge = benchmark.judges.find(({ name }) => name === benchmark.demoJudge)
    expect(judge?.model).toMatch(/^(none|optional)$/)
  })

  test('has metrics of distinct names', () => {
    const names = benchmark.metrics.map(metric => metric.name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('takes a positive number of samples, or all', () => {
    if (benchmark.limit !== 'all') expect(benchmark.limit).toBeGreaterThan(0)
  })

  test('builds messages for its bundled samples, which carry the values of its breakdowns', async () => {
    const samples: Sample[] = []
    for await (const sample of benchmark.dataset.parse(fileURLToPath(benchmark.dataset.bundled))) samples.push(sample)
    expect(samples.length).toBeGreaterThanOrEqual(24)
    for (const sample of samples) {
      const messages = benchmark.messages?.(sample) ?? sample.input
      expect(messages.at(-1)).toMatchObject({ role: 'user', content: expect.stringMatching(/\S/) })
    }
    const missing = benchmark.dataset.breakdowns.filter(key => !samples.some(({ metadata }) => key in metadata))
    expect(missing).toEqual([])
  })
})
