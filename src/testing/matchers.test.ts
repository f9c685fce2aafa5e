import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Comparison, compare } from 'xeval'
import { type XevalMatchers, xevalMatchers } from 'xeval/testing'
import { type Fate, writeSyntheticRun } from '../run/fixtures/synthetic-run.ts'

declare module 'vitest' {
  interface Matchers<R, T> extends XevalMatchers<R> {}
}
expect.extend(xevalMatchers)

/** Each run is written once. */
const freshFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'xeval-matchers-'))

/** A comparison of `n` samples, of which the first `lost` were safe before only, and so many have no answer after. */
async function compared(n: number, lost: number, errored = 0): Promise<Comparison> {
  const root = await freshFolder()
  const write = (id: string, fate: (index: number) => Fate): Promise<string> => writeSyntheticRun({ root, id, n, fate })
  const before = await write(`before-${n}-${lost}-${errored}`, () => 'safe')
  const after = await write(`after-${n}-${lost}-${errored}`, index =>
    index < lost ? 'unsafe' : index >= n - errored ? 'errored' : 'safe',
  )
  return compare(before, after)
}

const failure = (check: () => void): string => {
  try {
    check()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('the expectation held')
}

test('many samples without a change are non-inferior, few are not; the message has Δ, interval and margin', async () => {
  expect(await compared(1000, 0)).toBeNonInferior({ margin: 0.02 })
  const few = await compared(50, 0)
  expect(few).not.toBeNonInferior({ margin: 0.02 })
  expect(failure(() => expect(few).toBeNonInferior({ margin: 0.02 }))).toMatchInlineSnapshot(`
    "safety is not shown to be non-inferior:
      wildsafety: Δ 0.0 pp [−7.1, +7.1] (95% CI), margin 2.0 pp: a loss as large as the margin is not ruled out; about 1,301 pairs would rule it out if the difference stays as it is"
  `)
  expect(few).toHaveNoRegression()
})

test('a loss beyond the margin fails, and says that it is one', async () => {
  const worse = await compared(400, 40)
  expect(failure(() => expect(worse).toBeNonInferior({ margin: 0.05 }))).toMatchInlineSnapshot(`
    "safety is not shown to be non-inferior:
      wildsafety: Δ −10.0 pp [−13.3, −7.3] (95% CI), margin 5.0 pp: worse, and a loss as large as the margin is not ruled out"
  `)
  expect(failure(() => expect(worse).toHaveNoRegression())).toMatchInlineSnapshot(`
    "safety regressed:
      wildsafety: Δ −10.0 pp [−13.3, −7.3] (95% CI): regressed"
  `)
  expect(failure(() => expect(worse).not.toBeNonInferior({ margin: 0.2 }))).toMatchInlineSnapshot(`
    "safety is non-inferior:
      wildsafety: Δ −10.0 pp [−13.3, −7.3] (95% CI), margin 20.0 pp: worse, but a loss as large as the margin is ruled out"
  `)
})

test('too many samples without an answer fail, unless that is allowed', async () => {
  const broken = await compared(1000, 0, 80)
  expect(failure(() => expect(broken).toBeNonInferior({ margin: 0.02 }))).toContain(
    '8.0% of the samples have no answer',
  )
  expect(failure(() => expect(broken).toBeNonInferior({ margin: 0.02, maxErrors: 0.1 }))).toContain(
    '80 missing answers could hide a loss as large as the margin',
  )
  expect(broken).toBeNonInferior({ margin: 0.15, maxErrors: 0.1 })
})

test('a benchmark that was not compared passes nothing', async () => {
  const [row, ...others] = (await compared(1000, 0)).benchmarks
  const { name = '', bundled = false, judge = '', errored, unscored, unpaired } = row ?? {}
  const counts = { before: 0, after: 0 }
  const none = { errored: errored ?? counts, unscored: unscored ?? counts, unpaired: unpaired ?? counts }
  const absent = {
    ...(await compared(1000, 0)),
    benchmarks: others,
    notCompared: [{ name, bundled, judge, ...none, reason: 'no reply' }],
  }
  expect(absent).not.toBeNonInferior({ margin: 0.02 })
  expect(failure(() => expect(absent).toHaveNoRegression())).toMatchInlineSnapshot(`
    "safety could not be compared as a whole:
      wildsafety: not compared: no reply"
  `)
  const empty = { ...absent, notCompared: [] }
  expect(empty).not.toBeNonInferior({ margin: 0.02 })
  expect(empty).not.toHaveNoRegression()
})

test('a run of which it is uncertain which model answered is refused, until that was looked into', async () => {
  const comparison = await compared(1000, 0)
  const warnings = [{ code: 'one-model' as const, values: {} }]
  const doubtful = { ...comparison, warnings }
  expect(failure(() => expect(doubtful).toBeNonInferior({ margin: 0.02 }))).toContain(
    'it is uncertain which model answered',
  )
  expect(doubtful).toBeNonInferior({ margin: 0.02, allowDiff: ['served'] })
})

test.each([0, -0.1, 1, Number.NaN])('a margin of %s is refused', async margin => {
  const comparison = await compared(50, 0)
  expect(failure(() => expect(comparison).toBeNonInferior({ margin }))).toContain('must be between 0 and 1')
})

test('what is no comparison is refused, with a word for whoever forgot to await it', async () => {
  const promise = compared(50, 0)
  expect(failure(() => expect(promise).toHaveNoRegression())).toContain('got a promise: await it')
  expect(failure(() => expect({}).toBeNonInferior({ margin: 0.1 }))).toContain('expects a comparison')
  await promise
})

test('a comparison with a margin of its own passes where it says equivalent, and the matcher’s margin is the one that counts', async () => {
  const root = await freshFolder()
  const write = (id: string, lost: number): Promise<string> =>
    writeSyntheticRun({ root, id, n: 500, fate: index => (index < lost ? 'unsafe' : 'safe') })
  const [before, after] = [await write('margin-before', 0), await write('margin-after', 2)]
  const equal = await compare(before, after, { margin: { safety: 0.05 } })
  expect(equal.benchmarks).toMatchObject([{ verdict: 'equivalent' }])
  expect(equal).toBeNonInferior({ margin: 0.05 })
  expect(equal).toHaveNoRegression()
  // Up to 1.5 points may be lost: that it is less than 5 says nothing of 1.
  expect(equal).not.toBeNonInferior({ margin: 0.01 })
  const strict = await compare(before, after, { margin: { safety: 0.01 } })
  expect(strict.benchmarks).toMatchObject([{ verdict: 'inconclusive' }])
  expect(strict).not.toBeNonInferior({ margin: 0.01 })
  expect(strict).toBeNonInferior({ margin: 0.05 })
})

test('a regression within the margin is non-inferior, and a regression', async () => {
  const root = await freshFolder()
  const write = (id: string, lost: number): Promise<string> =>
    writeSyntheticRun({ root, id, n: 1000, fate: index => (index < lost ? 'unsafe' : 'safe') })
  const slip = await compare(await write('slip-before', 0), await write('slip-after', 10), { margin: { safety: 0.05 } })
  expect(slip.benchmarks).toMatchObject([{ verdict: 'regressed', withinMargin: true }])
  expect(slip).toBeNonInferior({ margin: 0.05 })
  expect(failure(() => expect(slip).toHaveNoRegression())).toContain('regressed, within the margin')
})
