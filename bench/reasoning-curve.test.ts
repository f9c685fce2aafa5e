import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareAnswers } from 'xeval/judges/math-equal'
import reasoning, { accuracyCurve, svgFigure, textFigure } from 'xeval/suites/reasoning'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'
import { readRecorded, recordedQuestions } from './reasoning-curve.ts'

const recorded = readRecorded(new URL('../suites/reasoning/fixtures/level1.jsonl', import.meta.url))
const curves = [{ name: 'SmolLM2-135M-Instruct', curve: accuracyCurve(recordedQuestions(recorded)) }]

test('there are eight answers, each from its own epoch, to each of twenty problems', () => {
  const byProblem = Map.groupBy(recorded, ({ id }) => id)
  expect(byProblem.size).toBe(20)
  for (const own of byProblem.values()) expect(own.map(({ epoch }) => epoch).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('the documents show the curve of the recorded answers', () => {
  const docs = (name: string) => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8')
  expect(docs('reasoning.md')).toContain(textFigure(curves))
  expect(docs('reasoning-level1.svg')).toBe(svgFigure(curves))
})

test('one answer is the first point: the mean over problems of the share of right answers, and of their tokens', () => {
  const scored = recorded.filter(({ label }) => label !== 'unscored')
  const problems = [...Map.groupBy(scored, ({ id }) => id).values()]
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const right = problems.map(own => mean(own.map(({ label }) => (label === 'correct' ? 1 : 0))))
  const tokens = problems.map(own => mean(own.map(({ outputTokens }) => outputTokens)))
  const [first] = curves[0]?.curve.points ?? []
  expect(first?.accuracy).toBeCloseTo(mean(right), 12)
  expect(first?.tokens).toBeCloseTo(mean(tokens), 9)
})

test('each further point is the vote over every choice of k of the eight answers, ties shared', () => {
  const questions = recordedQuestions(recorded)
  const k = Math.min(...questions.map(({ answers }) => answers.length))
  const points = curves[0]?.curve.points ?? []
  expect(points.map(point => point.k)).toEqual(Array.from({ length: k }, (_, i) => i + 1))
  for (const point of points) {
    const chances = questions.map(({ answers }) => {
      const votes = choices(answers, point.k).map(chosen => {
        const cast = Map.groupBy(
          chosen.filter(one => one.answerClass !== undefined),
          one => one.answerClass,
        )
        const most = Math.max(0, ...[...cast.values()].map(({ length }) => length))
        const winners = [...cast.values()].filter(({ length }) => length === most)
        return winners.filter(([one]) => one?.correct).length / Math.max(1, winners.length)
      })
      return votes.reduce((sum, vote) => sum + vote, 0) / votes.length
    })
    expect(point.accuracy).toBeCloseTo(chances.reduce((sum, chance) => sum + chance, 0) / chances.length, 10)
    expect(point.tokens).toBeCloseTo(point.k * (points[0]?.tokens ?? 0), 6)
  }
})

/** Every choice of `k` of the items. */
function choices<T>(items: readonly T[], k: number): T[][] {
  const [first, ...rest] = items
  if (k === 0) return [[]]
  if (first === undefined) return []
  return [...choices(rest, k - 1).map(more => [first, ...more]), ...choices(rest, k)]
}

test('the verdicts on one problem agree: what equals a right answer is right, and nothing else is', () => {
  let compared = 0
  for (const own of Map.groupBy(recorded, ({ id }) => id).values()) {
    const right = own.find(({ label }) => label === 'correct')?.answer
    if (right === undefined) continue
    for (const { answer, label } of own) {
      if (answer === undefined) continue
      compared++
      expect(compareAnswers(right, answer) === 'equal', `${right} and ${answer}`).toBe(label === 'correct')
    }
  }
  expect(compared).toBeGreaterThan(30)
})

const upstream = upstreamFolder()

test(`each verdict is that of the grader (${upstream ? 'real gold answers' : 'equal answers, since ../shared/upstream is not there'})`, async () => {
  const golds = await goldAnswers()
  for (const { id, answer, label } of recorded) {
    if (answer === undefined) expect(label).not.toBe('correct')
    else if (golds !== undefined)
      expect(compareAnswers(golds.get(id) ?? '', answer) === 'equal').toBe(label === 'correct')
    else for (const other of recorded) if (other.id === id && other.answer === answer) expect(other.label).toBe(label)
  }
})

async function goldAnswers(): Promise<Map<string, string> | undefined> {
  const dataset = reasoning.benchmarks.find(({ name }) => name === 'math500')?.dataset
  if (upstream === undefined || dataset === undefined) return undefined
  const golds = new Map<string, string>()
  for await (const { id, target } of dataset.parse(join(upstream, 'math500', 'test.jsonl')))
    golds.set(id, target?.[0] ?? '')
  return golds
}
