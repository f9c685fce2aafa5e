import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Dataset, defineDataset, type OwnFile } from '../core/dataset.ts'
import { sha256 } from '../core/hash.ts'
import { xevalHome } from './home.ts'
import { readJsonl } from './jsonl.ts'
import { locateData } from './locate.ts'
import { takeOwnFile } from './own-file.ts'
import { locateTemplate } from './template.ts'

const root = mkdtempSync(join(tmpdir(), 'xeval-locate-'))
afterAll(() => rmSync(root, { recursive: true }))
let home = ''
let dataDir = ''
let runs = 0
beforeEach(() => {
  home = join(root, String(runs++))
  dataDir = join(home, 'mine')
  mkdirSync(dataDir, { recursive: true })
})

function put(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

const real = '{"q":"a"}\n{"q":"b"}\n'
const bundled = pathToFileURL(put(join(root, 'bundled.jsonl'), '{"q":"x"}\n'))
const dataset = (file: Dataset['file']): Dataset =>
  defineDataset({
    name: 'fruit',
    version: 1,
    description: 'a dataset of the test',
    card: { title: 'Fruit', source: 's', licence: 'MIT', citation: '@misc{fruit}', languages: ['en'] },
    file,
    bundled,
    breakdowns: [],
    async *parse(path) {
      for await (const { value } of readJsonl(path, z.object({ q: z.string() }))) {
        yield { id: value.q, input: [{ role: 'user', content: value.q }], language: 'en', metadata: {} }
      }
    },
  })
const pinned = dataset({
  kind: 'pinned',
  name: 'f.jsonl',
  url: 'https://h/f',
  sha256: sha256(real),
  bytes: real.length,
})
const ownFile: OwnFile = { kind: 'own', formats: ['json', 'jsonl', 'csv'], expects: 'Every row needs `q`.' }
const own = dataset(ownFile)

test('without the real file the bundled sample is read, and says so', async () => {
  const { path, ...rest } = await locateData(pinned, { home })
  expect(path).toBe(join(root, 'bundled.jsonl'))
  expect(rest).toEqual({ sha256: sha256('{"q":"x"}\n'), bundled: true })
})

test('a pulled file is read where its hash is right', async () => {
  const path = put(join(home, 'data', 'fruit', 'f.jsonl'), real)
  expect(await locateData(pinned, { home })).toEqual({ path, sha256: sha256(real), bundled: false })
})

test('a pulled file that was changed is an error with both hashes and the command', async () => {
  put(join(home, 'data', 'fruit', 'f.jsonl'), 'changed')
  await expect(locateData(pinned, { home })).rejects.toThrow(
    expect.objectContaining({
      code: 'wrong-hash',
      message: expect.stringMatching(new RegExp(`${sha256(real)}.*${sha256('changed')}`, 's')),
      hint: expect.stringContaining('xeval pull fruit'),
    }),
  )
})

test('--data is read in place of the pulled file, checked all the same', async () => {
  put(join(home, 'data', 'fruit', 'f.jsonl'), 'not looked at')
  const expected = join(dataDir, 'fruit', 'f.jsonl')
  await expect(locateData(pinned, { home, dataDir })).rejects.toThrow(
    expect.objectContaining({
      code: 'missing-data',
      message: expect.stringContaining(expected),
      hint: expect.stringContaining('xeval pull fruit'),
    }),
  )
  put(expected, 'wrong')
  await expect(locateData(pinned, { home, dataDir })).rejects.toThrow(sha256('wrong'))
  put(expected, real)
  expect(await locateData(pinned, { home, dataDir })).toEqual({ path: expected, sha256: sha256(real), bundled: false })
})

test('a file of one’s own under --data may have any of its formats, but only one', async () => {
  expect((await locateData(own, { home, dataDir })).bundled).toBe(true)
  mkdirSync(join(dataDir, 'fruit'))
  await expect(locateData(own, { home, dataDir })).rejects.toThrow('.json, .jsonl, or .csv')
  const path = put(join(dataDir, 'fruit', 'fruit.csv'), 'q\na\n')
  expect(await locateData(own, { home, dataDir })).toEqual({ path, sha256: sha256('q\na\n'), bundled: false })
  put(join(dataDir, 'fruit', 'fruit.json'), '[]')
  await expect(locateData(own, { home, dataDir })).rejects.toThrow('is ambiguous')
  await expect(locateData(own, { home, dataDir: join(home, 'absent') })).rejects.toThrow(
    'the data folder does not exist',
  )
})

test('a file of one’s own is taken in with its hash and row count, and found again', async () => {
  const from = put(join(home, 'mine.jsonl'), real)
  expect(await takeOwnFile(own, from, home)).toEqual({ file: 'fruit.jsonl', sha256: sha256(real), rows: 2 })
  const path = join(home, 'data', 'fruit', 'fruit.jsonl')
  expect(await locateData(own, { home })).toEqual({ path, sha256: sha256(real), bundled: false })
  put(path, 'edited')
  await expect(locateData(own, { home })).rejects.toThrow(expect.objectContaining({ code: 'wrong-hash' }))
  rmSync(path)
  await expect(locateData(own, { home })).rejects.toThrow('the file no longer exists')
  put(join(home, 'data', 'fruit', 'taken.json'), '{')
  await expect(locateData(own, { home })).rejects.toThrow('not a record')
})

test('taking in another format replaces the first; a bad file changes nothing', async () => {
  await takeOwnFile(own, put(join(home, 'a.jsonl'), real), home)
  await takeOwnFile(own, put(join(home, 'a.JSON'), '{"q":"c"}'), home)
  expect(readdirSync(join(home, 'data', 'fruit')).sort()).toEqual(['fruit.json', 'taken.json'])
  await expect(takeOwnFile(own, put(join(home, 'b.jsonl'), '{"q":1}'), home)).rejects.toThrow('b.jsonl:1')
  await expect(takeOwnFile(own, put(join(home, 'c.jsonl'), '\n'), home)).rejects.toThrow('no row')
  await expect(takeOwnFile(own, put(join(home, 'd.txt'), real), home)).rejects.toThrow('ends in .json')
  expect((await locateData(own, { home })).sha256).toBe(sha256('{"q":"c"}'))
})

const template = 'QUESTION = "{it}"\n'
const upstream = {
  files: [{ name: 'judge.py', url: 'https://h/judge.py', sha256: sha256(template) }],
  commit: 'abc1234',
  extract: (text: string) => ({ question: text.slice(12, -2) }),
}

test('a judge’s templates come out of its authors’ pulled files, and out of nothing else', async () => {
  await expect(locateTemplate('taster', upstream, home)).rejects.toThrow(
    expect.objectContaining({ code: 'missing-template', hint: expect.stringContaining('xeval pull taster') }),
  )
  const path = put(join(home, 'templates', 'taster', 'judge.py'), 'edited')
  await expect(locateTemplate('taster', upstream, home)).rejects.toThrow(sha256('edited'))
  put(path, template)
  expect(await locateTemplate('taster', upstream, home)).toEqual({ question: '{it}' })
})

test('the home is XEVAL_HOME, or the platform’s cache folder', () => {
  const env = { HOME: '/u' }
  expect(xevalHome({ ...env, XEVAL_HOME: '/x' }, '.', 'linux')).toBe('/x')
  expect(xevalHome({ ...env, XEVAL_HOME: '' }, '.', 'linux')).toBe('/u/.cache/xeval')
  expect(xevalHome({ ...env, XDG_CACHE_HOME: '/c' }, '.', 'linux')).toBe('/c/xeval')
  expect(xevalHome({ ...env, XDG_CACHE_HOME: 'relative' }, '.', 'linux')).toBe('/u/.cache/xeval')
  expect(xevalHome(env, '.', 'darwin')).toBe('/u/Library/Caches/xeval')
  expect(xevalHome({ ...env, LOCALAPPDATA: '/l' }, '.', 'win32')).toBe('/l/xeval/Cache')
})
