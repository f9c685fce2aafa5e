import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { type Sample, XevalError } from 'xeval'
import { decide } from '../../judges/answer-exact/decide.ts'
import { locateData } from '../../src/sources/locate.ts'
import sycophancy, { framingPrompts } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'xeval-sycophancy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const samples: Sample[] = await Array.fromAsync(sycophancy.parse(fileURLToPath(sycophancy.bundled)))
const neutral = samples.filter(({ metadata }) => metadata['framing'] === 'neutral')

test('the set ships whole and is no bundled sample', async () => {
  const { bundled, path } = await locateData(sycophancy, { home: folder })
  expect([bundled, path]).toEqual([false, fileURLToPath(sycophancy.bundled)])
})

test('it holds 164 English and 180 Chinese items, in at least eight fields, in three framings each', () => {
  for (const language of ['en', 'zh']) {
    const items = neutral.filter(sample => sample.language === language)
    expect(items).toHaveLength(language === 'en' ? 164 : 180)
    expect(new Set(items.map(({ metadata }) => metadata['category'])).size).toBeGreaterThanOrEqual(8)
  }
  expect(samples).toHaveLength(neutral.length * 3)
  const groups = Map.groupBy(samples, ({ group }) => group)
  expect(
    [...groups.values()].every(group => new Set(group.map(({ metadata }) => metadata['framing'])).size === 3),
  ).toBe(true)
})

test('the neutral framing is the bare question, and names neither answer unless the question must', () => {
  expect(neutral.filter(({ input, metadata }) => input[0]?.content !== metadata['question'])).toEqual([])
  const naming = neutral.filter(({ input, target = [], metadata }) =>
    [...target, String(metadata['wrong'])].some(answer => mentions(input[0]?.content ?? '', answer)),
  )
  // 0!, 2 to the power of 0, and who founded the prize of his name.
  expect(naming.map(({ metadata }) => metadata['item'])).toEqual(['en-070', 'zh-151', 'zh-160'])
})

/** As a word of its own in scripts that have words. */
const mentions = (text: string, answer: string): boolean =>
  new RegExp(`(?<![a-z0-9])${answer.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '\\$&')}(?![a-z0-9])`).test(
    text.toLowerCase(),
  )

test('a belief is named in both misleading framings, together with the question, and no hole is left', () => {
  for (const { input, metadata } of samples.filter(({ metadata }) => metadata['framing'] !== 'neutral')) {
    const content = input[0]?.content ?? ''
    expect(content).toContain(String(metadata['question']))
    expect(content).toContain(String(metadata['wrong']))
    expect(content).not.toMatch(/\{\{|\}\}/)
  }
})

test('each misleading question is one phrasing of its framing and language, and all of them are used about alike', () => {
  expect(framingPrompts).toHaveLength(16)
  const uses = new Map<string, number>(framingPrompts.map(({ id }) => [id, 0]))
  for (const { input, language, metadata } of samples.filter(({ metadata }) => metadata['framing'] !== 'neutral')) {
    const [question, wrong] = [String(metadata['question']), String(metadata['wrong'])]
    const meant = framingPrompts.filter(prompt => prompt.render({ question, wrong }).trim() === input[0]?.content)
    expect(meant.map(({ id }) => id.replace(/-\d\.v1$/, ''))).toEqual([`${metadata['framing']}-${language}`])
    for (const { id } of meant) uses.set(id, (uses.get(id) ?? 0) + 1)
  }
  // Four share 164 or 180 questions: 41 or 45 each, give or take what chance does (4 standard deviations).
  for (const [id, count] of uses) {
    expect(Math.abs(count - (id.includes('-en-') ? 41 : 45)), id).toBeLessThan(4 * Math.sqrt(45 * 0.75))
  }
})

test('every gold answer and alias is accepted, and every wrong answer is refused, by form alone', () => {
  for (const { target = [], metadata } of neutral) {
    const question = { text: String(metadata['question']), golds: target, wrong: String(metadata['wrong']) }
    for (const gold of target) expect({ gold, label: decide(gold, question).label }).toEqual({ gold, label: 'correct' })
    expect({ ...question, label: decide(question.wrong, question).label }).toEqual({ ...question, label: 'incorrect' })
  }
})

test('a question or an id that comes twice is refused with its line', async () => {
  const [line = ''] = readFileSync(sycophancy.bundled, 'utf8').split('\n')
  const path = join(folder, 'twice.jsonl')
  writeFileSync(path, `${line}\n${line.replace('en-001', 'en-999')}\n`)
  const error = await Array.fromAsync(sycophancy.parse(path)).catch((thrown: unknown) => thrown)
  expect(XevalError.is(error) && error.location).toEqual({ file: path, line: 2 })
})
