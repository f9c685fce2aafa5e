import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allNames, entries } from './fixtures/examples.ts'
import { ownNames } from './fixtures/public-surface.ts'

const root = join(import.meta.dirname, '..')

const plugins = ['suites', 'judges', 'datasets', 'reports'].flatMap(folder =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .map(({ name }) => join(folder, name, 'index.ts'))
    .filter(file => existsSync(join(root, file))),
)

test('what the package exports is what it was: a change of it is a decision', async () => {
  const named = Object.keys(entries).map(entry => {
    const names = allNames.filter(known => known.entry === entry).map(({ name, kind }) => `  ${name}: ${kind}`)
    return [entry, ...names.sort()].join('\n')
  })
  const bare = plugins.map(file => `xeval/${file.replace('/index.ts', '')}: ${ownNames(file).sort().join(', ')}`)
  await expect(`${[...named, bare.sort().join('\n')].join('\n\n')}\n`).toMatchFileSnapshot(
    './fixtures/public-surface.txt',
  )
})

test('every entry of package.json is one that is looked at here', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const known = Object.keys(entries).map(entry => entry.replace('xeval', '.'))
  const folders = ['suites', 'judges', 'datasets', 'reports'].map(folder => `./${folder}/*`)
  expect(Object.keys(exports).sort()).toEqual([...known, ...folders, './package.json'].sort())
})
