import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { RatedAnswer } from './study.ts'
import { linkToken, orderFor } from './study.ts'
import { openStudy, writeSheets } from './study-file.ts'
import { makeSheets } from './template.ts'

const answers: RatedAnswer[] = ['before' as const, 'after' as const].flatMap(arm =>
  [1, 2, 3].map(id => ({ arm, benchmark: 'plans', sampleId: `s${id}`, prompt: 'Plan.', answer: `${arm} ${id}` })),
)

let runDir: string
beforeEach(async () => {
  runDir = await mkdtemp(join(tmpdir(), 'xeval-study-'))
})

test('a study is the same each time that it is opened, in whatever order the answers come', async () => {
  const first = await openStudy({ runDir, mode: 'absolute', raters: ['Ann', 'Bo'], answers })
  const again = await openStudy({ runDir, mode: 'absolute', raters: [], answers: answers.toReversed() })
  expect(again).toEqual(first)
  expect(linkToken(again, 'Ann')).toBe(linkToken(first, 'Ann'))
})

test('a rater who joins later changes nothing for those who are there', async () => {
  const first = await openStudy({ runDir, mode: 'absolute', raters: ['Ann'], answers })
  const second = await openStudy({ runDir, mode: 'absolute', raters: ['Cy', 'Ann'], answers })
  expect(second.raters).toEqual(['Ann', 'Cy'])
  expect(orderFor(second, 'Ann')).toEqual(orderFor(first, 'Ann'))
})

test('another mode, or other answers, is another study with a secret of its own', async () => {
  const changed = answers.map((one, at) => (at === 0 ? { ...one, answer: 'New.' } : one))
  const studies = await Promise.all([
    openStudy({ runDir, mode: 'absolute', raters: ['Ann'], answers }),
    openStudy({ runDir, mode: 'pairwise', raters: ['Ann'], answers }),
    openStudy({ runDir, mode: 'absolute', raters: ['Ann'], answers: changed }),
  ])
  expect(new Set(studies.map(({ secret }) => secret)).size).toBe(3)
  expect(await readdir(runDir)).toHaveLength(3)
})

test('the key is for its owner only', async () => {
  await openStudy({ runDir, mode: 'absolute', raters: ['Ann'], answers })
  const [file = ''] = await readdir(runDir)
  expect((await stat(join(runDir, file))).mode & 0o077).toBe(0)
})

test('a study that nobody was asked for is an error with the way to one', async () => {
  await expect(openStudy({ runDir, mode: 'absolute', raters: [], answers })).rejects.toMatchObject({ code: 'no-study' })
})

test('sheets are written, and never over sheets that are there', async () => {
  const study = await openStudy({ runDir, mode: 'absolute', raters: ['Ann M.', '王'], answers })
  const folder = join(runDir, 'sheets')
  const paths = await writeSheets(folder, makeSheets(study, answers))
  expect((await readdir(folder)).sort()).toEqual(['01-Ann-M-.csv', '01-Ann-M-.jsonl', '02-王.csv', '02-王.jsonl'])
  expect(await readFile(paths[0] ?? '', 'utf8')).not.toContain(study.secret)
  await expect(writeSheets(folder, makeSheets(study, answers))).rejects.toMatchObject({ code: 'sheet-exists' })
})
