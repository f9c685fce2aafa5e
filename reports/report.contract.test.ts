import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReportInput } from 'xeval'
import { problemsOfReport } from 'xeval/testing'
import { comparisonInput, demoInput, runInput } from './fixtures/inputs.ts'
import { hostileLeaderboard, leaderboardInput } from './fixtures/leaderboard-inputs.ts'
import { hostileInput, publishedInput, seriesInput } from './fixtures/other-inputs.ts'
import { reports } from './index.ts'

const inputs: ReportInput[] = [runInput, comparisonInput, demoInput, seriesInput, publishedInput, leaderboardInput]
const hostile: ReportInput[] = [hostileInput, hostileLeaderboard]

test('each folder of reports/ is in the map, under its name', () => {
  const folders = readdirSync(import.meta.dirname).filter(name =>
    existsSync(join(import.meta.dirname, name, 'index.ts')),
  )
  expect(Object.keys(reports).sort()).toEqual(folders.sort())
})

describe.each(Object.entries(reports))('report %s', (name, load) => {
  test('keeps the contract of reports, with fuller inputs of ours too, and is named as its folder', async () => {
    const { default: report } = await load()
    expect([report.name, await problemsOfReport(report, { inputs, hostile })]).toEqual([name, []])
  })

  test('in JSON, is the figures themselves', async () => {
    const { default: report } = await load()
    const isWhole = report.extension === '.json'
    expect(isWhole).toBe(name === 'json')
    if (!isWhole) return
    const parsed = (input: ReportInput): unknown => JSON.parse(report.render(input, { language: 'en' }))
    expect(parsed(hostileInput)).toEqual(hostileInput.comparison)
    expect(parsed(hostileLeaderboard)).toEqual(hostileLeaderboard.leaderboard)
  })
})
