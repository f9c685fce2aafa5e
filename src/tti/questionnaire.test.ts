import { expect, test } from 'vitest'
import { sha256 } from '../core/hash.ts'
import { dimensions, questions, sumOf, VERSION } from './questionnaire.ts'

test('25 questions in four dimensions of 14, 33, 24 and 29 points, in the order of Table 3 of arXiv 2411.16489', () => {
  expect(dimensions.map(({ questions }) => questions.map(({ points }) => points))).toEqual([
    [3, 3, 4, 4],
    [4, 6, 6, 6, 3, 2, 2, 4],
    [4, 4, 4, 4, 4, 4],
    [3, 5, 5, 4, 4, 4, 4],
  ])
  expect(dimensions.map(({ questions }) => sumOf(questions))).toEqual([14, 33, 24, 29])
  expect(sumOf(questions)).toBe(100)
  expect(new Set(questions.map(({ id }) => id)).size).toBe(25)
})

test('each question is asked in English and in Chinese', () => {
  for (const { text } of questions) {
    expect(text.en).toMatch(/^[A-Z][\x20-\x7e]+\?$/)
    expect(text.zh).toMatch(/^\p{Script=Han}.*？$/u)
  }
})

test('a changed question, point or order is a new version of the questionnaire', () => {
  const versions: Record<number, string> = { 1: 'a57478e13b2509af784ab62dc46bfb2f0a49734adbac6fb966b3d6ea88a89ed9' }
  expect(sha256(JSON.stringify(dimensions))).toBe(versions[VERSION])
})
