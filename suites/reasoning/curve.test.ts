import { expect, test } from 'vitest'
import { makeRng } from 'xeval'
import {
  type Answer,
  accuracyCurve,
  budgetMatch,
  jointChange,
  type Question,
  svgFigure,
  table1,
  table1Cell,
  textFigure,
} from 'xeval/suites/reasoning'
import { cpuTime } from '../../src/testing/cpu-time.ts'

const answer = (answerClass: number | undefined, outputTokens: number): Answer => ({
  correct: answerClass === 0,
  capped: answerClass === undefined,
  outputTokens,
  ...(answerClass === undefined ? {} : { answerClass }),
})

/** Questions of a model that is right with chance `p`, at about `tokens` an answer; its mistakes scatter over four answers. */
function simulated(n: number, k: number, p: number, tokens: number, seed: number): Question[] {
  const rng = makeRng('simulated', seed)
  return Array.from({ length: n }, (_, at) => ({
    id: `q${at}`,
    answers: Array.from({ length: k }, () => answer(rng.next() < p ? 0 : 1 + rng.int(4), tokens * (0.5 + rng.next()))),
  }))
}

test('the curve starts at the accuracy and spends k times the tokens', () => {
  const questions: Question[] = [
    { id: 'a', answers: [answer(0, 100), answer(0, 300), answer(1, 200)] },
    { id: 'b', answers: [answer(1, 400), answer(0, 400), answer(undefined, 1000)] },
  ]
  const { points, n, capShare } = accuracyCurve(questions)
  expect(n).toBe(2)
  expect(capShare).toBeCloseTo(1 / 6, 12)
  expect(points.map(({ k, tokens }) => [k, tokens])).toEqual([
    [1, 400],
    [2, 800],
    [3, 1200],
  ])
  // a: 2/3, then (1 + ½ + ½)/3, then 1. b: 1/3, then (½ + 0 + 1)/3, then a tie.
  const expected = [(2 / 3 + 1 / 3) / 2, (2 / 3 + 1 / 2) / 2, (1 + 0.5) / 2]
  points.forEach(({ accuracy }, at) => {
    expect(accuracy).toBeCloseTo(expected[at] ?? 0, 12)
  })
})

test('votes help a model that is right more often than it makes any one mistake', () => {
  const { points } = accuracyCurve(simulated(200, 16, 0.5, 1000, 1))
  expect(points.at(-1)?.accuracy).toBeGreaterThan(0.9)
  for (const { accuracy, accuracyCi95, tokens, tokensCi95 } of points) {
    expect(accuracyCi95[0]).toBeLessThanOrEqual(accuracy)
    expect(accuracyCi95[1]).toBeGreaterThanOrEqual(accuracy)
    expect(tokensCi95[0]).toBeLessThan(tokens)
    expect(tokensCi95[1]).toBeGreaterThan(tokens)
  }
})

test('the bootstrap’s spread is that of the mean over questions', () => {
  const questions = simulated(400, 1, 0.3, 1000, 2)
  const [first] = accuracyCurve(questions, { resamples: 4000 }).points
  const p = first?.accuracy ?? 0
  expect(first?.covariance.accuracy).toBeCloseTo((p * (1 - p)) / 400, 4)
  expect(Math.abs((first?.covariance.tokens ?? 0) / (1000 ** 2 / 12 / 400) - 1)).toBeLessThan(0.25)
})

test('questions without token counts are left out and counted, and none at all is an error', () => {
  const [first, ...rest] = simulated(3, 2, 0.5, 100, 3)
  const bare: Question = { id: 'bare', answers: [{ correct: true, answerClass: 0, capped: false }] }
  expect(accuracyCurve(first === undefined ? [] : [first, ...rest, bare])).toMatchObject({ n: 3, left: 1 })
  expect(() => accuracyCurve([bare])).toThrow('output token count')
})

test('a change pairs by question and shows both sides of the trade', () => {
  const change = jointChange(simulated(300, 4, 0.4, 1000, 4), simulated(300, 4, 0.6, 3000, 5))
  expect(change.n).toBe(300)
  expect(change.delta.accuracy).toBeCloseTo(change.after.accuracy - change.before.accuracy, 12)
  expect(change.delta.accuracyCi95[0]).toBeGreaterThan(0)
  expect(change.delta.tokensCi95[0]).toBeGreaterThan(0)
  expect(change.quadrants.betterDearer).toBe(1)
})

test('two runs without a question in common can’t be paired', () => {
  const other = simulated(2, 1, 0.5, 100, 6).map(question => ({ ...question, id: `other-${question.id}` }))
  expect(() => jointChange(simulated(2, 1, 0.5, 100, 6), other)).toThrow('in both runs')
})

test('at equal tokens the cheaper model votes, and may win', () => {
  const match = budgetMatch(simulated(300, 8, 0.5, 1000, 7), simulated(300, 8, 0.6, 4000, 8))
  expect(match).toMatchObject({ voting: 'before', reached: true })
  expect(match.k).toBeCloseTo(4, 0)
  expect(match.tokens.vote).toBeCloseTo(match.tokens.single, 6)
  expect(match.before).toBeGreaterThan(match.after)
  expect(match.delta.ci95[1]).toBeLessThan(0)
})

test('a budget beyond the answers that there are is said not to be reached', () => {
  const match = budgetMatch(simulated(50, 2, 0.5, 100, 9), simulated(50, 2, 0.5, 1000, 10))
  expect(match).toMatchObject({ voting: 'before', reached: false })
  expect(match.tokens.vote).toBeLessThan(match.tokens.single)
})

test('500 questions with 64 answers have their curve in under 10 s of one processor', async () => {
  const questions = simulated(500, 64, 0.4, 1000, 11)
  const ms = await cpuTime(() => expect(accuracyCurve(questions).points).toHaveLength(64))
  expect(ms).toBeLessThan(10_000)
})

test('the figure names each curve, and warns where the limit cut answers off', () => {
  const curve = accuracyCurve(simulated(100, 8, 0.5, 1000, 12))
  const capped = { ...curve, capShare: 0.05 }
  const text = textFigure([
    { name: 'base', curve },
    { name: 'sft', curve: capped },
  ])
  expect(text).toContain('A  base (n=100)')
  expect(text).toContain('B  sft (n=100; 5.0% cut off by the token limit')
  expect(text.match(/maj@/g)).toHaveLength(8)
  const svg = svgFigure([{ name: 'a<b & c', curve }])
  expect(svg).toContain('a&#60;b &#38; c (n=100)')
  expect(svg.match(/<circle/g)).toHaveLength(8)
  expect(svg).not.toMatch(/NaN|Infinity/)
})

test('table 1 has the paper’s layout, and its rows when asked', () => {
  const rows = [
    {
      model: 'my_model',
      aime2024: table1Cell({ accuracy: 0.4, ci95: [0.25, 0.58], n: 30, tokens: 8123.4 }, 'count'),
      math500: table1Cell({ accuracy: 0.872, ci95: [0.84, 0.899], n: 500, tokens: 2235 }, 'percent'),
    },
  ]
  expect(table1(rows, { format: 'markdown', published: true })).toMatchInlineSnapshot(`
    "| Model                  |          AIME2024 | Avg. tokens |           MATH500 | Avg. tokens |
    |------------------------|------------------:|------------:|------------------:|------------:|
    | my_model               | 12/30 [7.5, 17.4] |        8123 | 87.2 [84.0, 89.9] |        2235 |
    | o1-preview †           |             12/30 |        9083 |              85.5 |        1501 |
    | o1-mini †              |             21/30 |        9903 |              90.0 |         944 |
    | Ours-72B (distilled) † |             13/30 |        8016 |              87.2 |        2235 |

    † as published: Huang et al. 2024, O1 Replication Journey, Part 2, Table 1, https://arxiv.org/abs/2411.16489
    "
  `)
  expect(table1(rows, { format: 'latex', published: true })).toMatchInlineSnapshot(`
    "\\begin{tabular}{lrrrr}
    \\toprule
    Model & AIME2024 & Avg.\\ tokens & MATH500 & Avg.\\ tokens \\\\
    \\midrule
    my\\_model & $12/30$ [7.5, 17.4] & 8123 & 87.2 [84.0, 89.9] & 2235 \\\\
    \\midrule
    o1-preview$^\\dagger$ & $12/30$ & 9083 & 85.5 & 1501 \\\\
    o1-mini$^\\dagger$ & $21/30$ & 9903 & 90.0 & 944 \\\\
    Ours-72B (distilled)$^\\dagger$ & $13/30$ & 8016 & 87.2 & 2235 \\\\
    \\bottomrule
    \\end{tabular}
    % $\\dagger$ as published: Huang et al. 2024, O1 Replication Journey, Part 2, Table 1, https://arxiv.org/abs/2411.16489
    "
  `)
  expect(table1([{ model: 'm' }], { format: 'markdown' })).toMatch(/\| m +\| +– \| +– \| +– \| +– \|\n$/)
})
