import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { API_VERSION, type ReportInput } from 'xeval'
import { comparisonInput, demoInput, runInput } from './fixtures/inputs.ts'
import { hostileLeaderboard, leaderboardInput } from './fixtures/leaderboard-inputs.ts'
import { hostileInput, publishedInput, seriesInput } from './fixtures/other-inputs.ts'
import { reports } from './index.ts'

const languages = ['en', 'zh'] as const
const inputs: [string, ReportInput][] = [
  ['a run', runInput],
  ['a comparison', comparisonInput],
  ['a demonstration', demoInput],
  ['a series', seriesInput],
  ['a published table', publishedInput],
  ['a leaderboard', leaderboardInput],
]

test('each folder of reports/ is in the map, under its name', () => {
  const folders = readdirSync(import.meta.dirname).filter(name =>
    existsSync(join(import.meta.dirname, name, 'index.ts')),
  )
  expect(Object.keys(reports).sort()).toEqual(folders.sort())
})

describe.each(Object.entries(reports))('report %s', (name, load) => {
  test('is stamped, named as its folder, and has a file extension', async () => {
    const { default: report } = await load()
    expect(report).toMatchObject({ apiVersion: API_VERSION, name })
    expect(report.extension).toMatch(/^\.[a-z]+$/)
    expect(report.description).not.toBe('')
  })

  test.each(inputs)(
    'renders %s in every language, twice to the same bytes, and leaves its input alone',
    async (_, input) => {
      const { default: report } = await load()
      const untouched = structuredClone(input)
      for (const language of languages) {
        const text = report.render(input, { language })
        expect(text).toBe(report.render(structuredClone(input), { language }))
        expect(text).toMatch(/[^\n]\n$/)
        expect(text).not.toMatch(/undefined|NaN|\[object/)
      }
      expect(input).toEqual(untouched)
    },
  )

  const hostile: [ReportInput, unknown][] = [
    [hostileInput, hostileInput.comparison],
    [hostileLeaderboard, hostileLeaderboard.leaderboard],
  ]
  test.each(hostile)(
    'lets no text of others out as an escape sequence, HTML or markup (%#)',
    async (input, figures) => {
      const { default: report } = await load()
      const all = report.render(input, { language: 'en' })
      if (report.extension === '.json') return expect(JSON.parse(all)).toEqual(figures)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(all).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
      if (report.extension === '.html' || report.extension === '.xml') {
        expect(all).not.toMatch(/<script>alert|<img|onerror=y>/)
      }
      if (report.extension !== '.md') return
      // A code block shows what it holds; that it is not ended from inside is tested with the report.
      const text = all.replace(/^(`{3,})bibtex\n[\s\S]*?\n\1$/gm, '')
      expect(text).not.toMatch(/<script|<img|<https/)
      expect(text).not.toMatch(/(?<!\\)!\[|(?<!\\)\]\(/)
    },
  )
})
