import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { problemsOfDataset } from 'xeval/testing'
import { datasets } from './index.ts'

const loaded = await Promise.all(
  Object.entries(datasets).map(async ([name, load]) => ({ name, dataset: (await load()).default })),
)

test('each folder of datasets/ is in the map, under its name', () => {
  const folders = readdirSync(import.meta.dirname).filter(name =>
    existsSync(join(import.meta.dirname, name, 'index.ts')),
  )
  expect(Object.keys(datasets).sort()).toEqual(folders.sort())
})

test.each(loaded)('$name keeps the contract of datasets', async ({ dataset }) => {
  expect(await problemsOfDataset(dataset)).toEqual([])
})

test.each(loaded)(
  '$name is named like its folder, with a citation and 24 samples at least',
  async ({ name, dataset }) => {
    expect(dataset.name).toBe(name)
    expect(fileURLToPath(dataset.bundled)).toContain(join('datasets', name, 'bundled'))
    expect(dataset.card.citation).toMatch(/^@/)
    const ids: string[] = []
    for await (const { id } of dataset.parse(fileURLToPath(dataset.bundled))) ids.push(id)
    expect(ids.length).toBeGreaterThanOrEqual(24)
    // A message that names no field helps nobody who has to bring the file.
    if (dataset.file.kind === 'own') expect(dataset.file.expects).toMatch(/`\w+`/)
  },
)
