import { expect, test } from 'vitest'
import { Leaderboard } from '../core/leaderboard.ts'
import { published, sheetOf, yesTo } from './fixtures/filled.ts'
import { leaderboardOf } from './leaderboard.ts'
import { published as rows } from './published.ts'

test('the seven rows that the paper prints come out of answer files, dimension by dimension', () => {
  const sheets = Object.entries(published).map(([name, { given }]) => sheetOf(name, given))
  const { entries } = leaderboardOf(sheets)
  for (const [name, { points, total }] of Object.entries(published)) {
    const [assessed, printed] = entries.filter(entry => entry.name === name)
    expect(assessed).toMatchObject({ origin: 'assessed', points, total })
    expect(printed).toMatchObject({ origin: 'published', points, total, rank: assessed?.rank })
  }
  expect(rows.map(({ total }) => total)).toEqual([33, 76, 11, 16, 0, 20, 79])
})

test('a technique that is not used, and is said not to be, earns its points', () => {
  const [first] = leaderboardOf([
    sheetOf('Mine', { 'method-rl': 'not-used', 'data-synthetic': 'not-used' }),
  ]).entries.filter(({ origin }) => origin === 'assessed')
  expect(first).toMatchObject({ points: [4, 6, 0, 0], total: 10 })
})

test('equal totals share a rank, and the next one counts them', () => {
  const board = leaderboardOf([sheetOf('A', published['K0Math']?.given ?? {}), sheetOf('B', yesTo('data-sources'))])
  expect(board.entries.map(({ rank, name, total }) => [rank, name, total])).toEqual([
    [1, 'O1-Journey (Part 2)', 79],
    [2, 'O1-Journey (Part 1)', 76],
    [3, 'Open O1', 33],
    [4, 'DeepSeek-R1-Lite', 20],
    [5, 'A', 16],
    [5, 'K0Math', 16],
    [7, 'LLaMA-O1', 11],
    [8, 'B', 3],
    [9, 'Skywork O1', 0],
  ])
  expect(Leaderboard.parse(board)).toEqual(board)
})
