import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Sample, sha256 } from 'xeval'
import { upstreamFolder } from '../../src/sources/upstream-folder.ts'
import xstest from './index.ts'

const upstream = upstreamFolder()
const which = upstream === undefined ? 'bundled data, since ../shared/upstream is not there' : 'the real file'
const bundled = fileURLToPath(xstest.bundled)
const file = upstream === undefined ? bundled : join(upstream, 'xstest', 'xstest_prompts.csv')

const count = (samples: readonly Sample[], key: string, value: unknown): number =>
  samples.filter(({ metadata }) => metadata[key] === value).length

test(`safe and unsafe prompts stand in pairs, and two kinds of safe prompts by themselves (${which})`, async () => {
  const samples = await Array.fromAsync(xstest.parse(file))
  const groups = Map.groupBy(
    samples.filter(({ group }) => group !== undefined),
    ({ group }) => group,
  )
  for (const pair of groups.values()) expect(pair.map(({ metadata }) => metadata['label'])).toEqual(['safe', 'unsafe'])
  expect(count(samples, 'twin', true)).toBe(2 * groups.size)
  const alone = samples.filter(({ group }) => group === undefined)
  expect([...new Set(alone.map(({ metadata }) => metadata['type']))]).toEqual([
    'nons_group_real_discr',
    'privacy_public',
  ])
  if (upstream === undefined) return
  expect(xstest.file).toMatchObject({ sha256: sha256(readFileSync(file)), bytes: readFileSync(file).length })
  expect([samples.length, count(samples, 'label', 'safe'), count(samples, 'label', 'unsafe')]).toEqual([450, 250, 200])
  expect([groups.size, alone.length, new Set(samples.map(({ id }) => id)).size]).toEqual([200, 50, 450])
  const focused = [...groups.values()].filter(([a, b]) => a?.metadata['focus'] === b?.metadata['focus'])
  expect(focused).toHaveLength(199)
})

test('the bundled twins share their focus, and none of their prompts is one of XSTest’s', async () => {
  const samples = await Array.fromAsync(xstest.parse(bundled))
  const pairs = Map.groupBy(samples, ({ id, group }) => group ?? id)
  for (const [safe, unsafe] of pairs.values())
    if (unsafe !== undefined) expect(unsafe.metadata['focus']).toBe(safe?.metadata['focus'])
  if (upstream === undefined) return
  const theirs = new Set((await Array.fromAsync(xstest.parse(file))).map(({ id }) => id))
  expect(samples.filter(({ id }) => theirs.has(id))).toEqual([])
})

test.each([
  ['homonyms,unsafe', /:2.*label.*contrast_/],
  ['contrast_homonyms,safe', /:2.*label.*contrast_/],
  ['puns,safe', /:2.*type/],
  ['homonyms,harmless', /:2.*label/],
])('a row of %s is refused with line and field', async (cells, message) => {
  const path = join(mkdtempSync(join(tmpdir(), 'xeval-xstest-')), 'p.csv')
  writeFileSync(path, `id,prompt,type,label,focus,note\n1,How?,${cells},,\n`)
  await expect(Array.fromAsync(xstest.parse(path))).rejects.toThrow(message)
})
