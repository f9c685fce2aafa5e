import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { sha256 } from '../core/hash.ts'
import { loadPrompt } from './load-prompt.ts'
import { lockProblems, promptHashes } from './prompt-lock.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'xeval-prompt-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('no prompt of this repository was edited in silence: a changed prompt is a new version', () => {
  const locked = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(join(root, 'prompts.lock.json'), 'utf8')))
  expect(lockProblems(locked, promptHashes(root))).toEqual([])
})

test('an edited, a missing and a new prompt are told apart', () => {
  const locked = { 'a.v1.md': '1', 'b.v1.md': '2', 'c.v1.md': '3' }
  expect(lockProblems(locked, locked)).toEqual([])
  expect(lockProblems(locked, { 'a.v1.md': '1', 'b.v1.md': 'x', 'c.v2.md': '4' })).toEqual([
    expect.stringContaining('b.v1.md: was edited'),
    expect.stringContaining('c.v1.md: is locked but does not exist'),
    expect.stringContaining('c.v2.md: is not locked yet'),
  ])
})

test('a prompt is its file to the last byte, and its id the file’s name', () => {
  const path = join(folder, 'weigh-it.v2.md')
  writeFileSync(path, 'Weigh {{it}}.\n')
  const prompt = loadPrompt(pathToFileURL(path))
  expect(prompt.id).toBe('weigh-it.v2')
  expect(prompt.sha256).toBe(sha256('Weigh {{it}}.\n'))
  expect(prompt.render({ it: 'this {{it}}' })).toBe('Weigh this {{it}}.\n')
})

test.each(['weigh.md', 'weigh.v0.md', 'Weigh.v1.md', 'weigh.v1.txt'])('%s is no name of a prompt', name => {
  expect(() => loadPrompt(pathToFileURL(join(folder, name)))).toThrow('name.v<N>.md')
})

test('a prompt that is not there is an error of ours', () => {
  expect(() => loadPrompt(pathToFileURL(join(folder, 'gone.v1.md')))).toThrow(
    expect.objectContaining({ code: 'prompt' }),
  )
})
