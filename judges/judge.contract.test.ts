import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JudgeContext } from 'xeval'
import { problemsOfJudge } from 'xeval/testing'
import { z } from 'zod'
import { speeches } from './fixtures/judge-speech.ts'
import { judges } from './index.ts'

test('each folder of judges/ is in the map, under its name', () => {
  const folders = readdirSync(import.meta.dirname).filter(name =>
    existsSync(join(import.meta.dirname, name, 'index.ts')),
  )
  expect(Object.keys(judges).sort()).toEqual(folders.sort())
})

const locked = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'prompts.lock.json'), 'utf8')))

const loaded = await Promise.all(
  Object.entries(judges).map(async ([name, load]) => ({ name, judge: (await load()).default })),
)

describe.each(loaded)('judge $name', ({ name, judge }) => {
  test('keeps the contract of judges, and is named as its folder', async () => {
    expect([judge.name, await problemsOfJudge(judge, speeches[name])]).toEqual([name, []])
  })

  // A judge may ask with another judge's prompts; what it has of its own stands in its own folder.
  test('has its prompts as they are locked', () => {
    const unlocked = judge.prompts.filter(
      ({ id, sha256 }) =>
        !Object.entries(locked).some(([path, hash]) => path.endsWith(`/prompts/${id}.md`) && hash === sha256),
    )
    expect(unlocked.map(({ id }) => id)).toEqual([])
  })

  test('has no prompt file that it does not name', () => {
    const folder = join(import.meta.dirname, name, 'prompts')
    const files = existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith('.md')) : []
    const known: string[] = judge.prompts.map(({ id }) => `${id}.md`)
    expect(files.filter(file => !known.includes(file))).toEqual([])
  })

  test('is spoken for in this contract', () => {
    const { verdicts, near, files, decided } = speeches[name] ?? {}
    const asks = judge.model !== 'none'
    expect([verdicts !== undefined, near !== undefined]).toEqual([asks, asks])
    expect(files !== undefined).toBe(judge.upstream !== undefined)
    expect(decided !== undefined).toBe(judge.model !== 'required' && judge.byPeople !== true)
  })
})

test('a judge by people gives the mean of their ratings, with how many they were', async () => {
  const byPeople = loaded.filter(({ judge }) => judge.byPeople)
  expect(byPeople.length).toBeGreaterThan(0)
  for (const { judge } of byPeople) {
    expect(await judge.judge(rated(0, 100, 35))).toMatchObject({ label: 45, via: '3 raters', raw: '' })
    expect(await judge.judge(rated(0))).toMatchObject({ label: 0, via: '1 rater' })
  }
})

const rated = (...ratings: number[]): JudgeContext => ({
  sample: { id: 's-1', input: [{ role: 'user', content: 'How late is it?' }], language: 'en', metadata: {} },
  completion: { text: 'Fine.', finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 0 },
  options: { api: 'chat', upstreamParsing: false },
  templates: {},
  ratings: ratings.map((rating, i) => ({ rater: `R${i + 1}`, rating })),
  ask: async () => {
    throw new Error('it asks nobody')
  },
})
