import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { Comparison } from '../../core/comparison.ts'
import { JudgmentRecord, OutputRecord } from '../../core/records.ts'
import { RunResult } from '../../core/run-result.ts'
import { startForTest } from '../../testing/fixtures/start-for-test.ts'
import { type MockOptions, runCli, workspace } from '../../testing/index.ts'

let cwd: string
beforeEach(async () => {
  cwd = await workspace()
})

const run = (...args: string[]) => runCli(args, { cwd })
const lines = async (out: string, file: string): Promise<unknown[]> => {
  const [id = ''] = await readdir(join(cwd, out))
  const text = await readFile(join(cwd, out, id, file), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}
const outputs = async (out: string) => (await lines(out, 'outputs.jsonl')).map(line => OutputRecord.parse(line))
const judgments = async (out: string) => (await lines(out, 'judgments.jsonl')).map(line => JudgmentRecord.parse(line))
const resultOf = async (out: string): Promise<RunResult> => {
  const [id = ''] = await readdir(join(cwd, out))
  return RunResult.parse(JSON.parse(await readFile(join(cwd, out, id, 'metrics.json'), 'utf8')))
}

test('the demonstration of the hallucination suite shows what a wrong belief costs, before and after', async () => {
  const { code, stdout } = await run('run', 'hallucination', '--json')
  expect(code).toBe(0)
  const { benchmarks } = Comparison.parse(JSON.parse(stdout))
  const sycophancy = benchmarks.find(({ name }) => name === 'sycophancy')
  const effect = sycophancy?.others.find(({ metric }) => metric === 'belief_effect')
  // What answer-exact can judge of the answers of a very small model.
  expect(effect?.n).toBeGreaterThanOrEqual(10)
  const change = (effect?.after.value ?? 0) - (effect?.before.value ?? 0)
  expect(effect?.delta.value).toBeCloseTo(change, 12)
})

test('the demonstration of the reasoning suite shows accuracy at its tokens, with the share that the limit cut off', async () => {
  const { code, stdout } = await run('run', 'reasoning')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Model +AIME2024 +Avg\. tokens +MATH500 +Avg\. tokens +GSM8K +Avg\. tokens$/m)
  expect(stdout).toMatch(/^output tokens /m)
  const runs = join(cwd, '.xeval/runs')
  for (const id of await readdir(runs)) {
    const { benchmarks } = RunResult.parse(JSON.parse(await readFile(join(runs, id, 'metrics.json'), 'utf8')))
    expect(benchmarks.map(({ n, errored }) => [n, errored])).toEqual([
      [12, 0],
      [12, 0],
      [12, 0],
    ])
    // Recorded texts of a small model, of which a few end without an answer.
    for (const { scored, failures } of benchmarks) {
      expect(scored).toBeGreaterThanOrEqual(10)
      expect(failures['no-answer'] ?? 0).toBe(12 - scored)
    }
    for (const { metrics } of benchmarks) expect(metrics.map(({ name }) => name)).toContain('cap-share')
  }
})

const boxed: MockOptions['answer'] = ({ hash }) =>
  `Let me see. So it is \\boxed{${Number.parseInt(hash.slice(0, 2), 16)}}.`

test('each of four epochs has a seed and an answer of its own, the same in another run', async () => {
  const { url, stats } = await startForTest({ answer: boxed })
  const sample = (out: string) => run('run', 'math500', '--model', `${url}#m`, '--epochs', '4', '--out', out)
  expect((await sample('first')).code).toBe(0)
  const first = await outputs('first')
  const [{ n } = { n: 0 }] = (await resultOf('first')).benchmarks
  expect(n).toBeGreaterThanOrEqual(24)
  expect(first).toHaveLength(4 * n)
  expect(stats()).toMatchObject({ requests: 4 * n, distinct: 4 * n, duplicates: 0 })
  for (const own of Map.groupBy(first, ({ sampleId }) => sampleId).values()) {
    expect(new Set(own.map(({ seed }) => seed)).size).toBe(4)
    expect(new Set(own.map(({ outcome }) => outcome.ok && outcome.value.text)).size).toBeGreaterThan(1)
  }
  expect((await sample('second')).code).toBe(0)
  expect(stats().distinct).toBe(4 * n)
  const texts = (records: OutputRecord[]) =>
    records.map(({ sampleId, epoch, outcome }) => `${sampleId} ${epoch} ${outcome.ok && outcome.value.text}`).sort()
  expect(texts(await outputs('second'))).toEqual(texts(first))
})

test('an answer that the token limit cut off counts as incorrect, and how many were is said', async () => {
  const { url } = await startForTest({ answer: boxed, faults: { length: 0.4 }, seed: 5 })
  const { code, stdout } = await run('run', 'math500', '--model', `${url}#m`, '--out', 'cut')
  expect(code).toBe(0)
  const capped = (await outputs('cut')).filter(({ outcome }) => outcome.ok && outcome.value.finishReason === 'length')
  const [result] = (await resultOf('cut')).benchmarks
  expect(capped.length).toBeGreaterThan(0)
  expect(result).toMatchObject({ errored: 0, unscored: 0, scored: result?.n })
  const share = capped.length / (result?.n ?? 0)
  expect(result?.metrics.find(({ name }) => name === 'cap-share')?.value).toBeCloseTo(share, 12)
  const labels = new Map((await judgments('cut')).map(({ sampleId, outcome }) => [sampleId, outcome]))
  for (const { sampleId } of capped)
    expect(labels.get(sampleId)).toMatchObject({ ok: true, value: { label: 'incorrect', via: 'none' } })
  expect(stdout).toContain(`${(100 * share).toFixed(1)}% of the answers were cut off by the token limit`)
})

test('two reasoning runs are compared jointly and at equal tokens, with Table 1 and the curve beside the report', async () => {
  const { url } = await startForTest({
    answer: request => `${'So. '.repeat(request.model === 'long' ? 60 : 10)}${boxed(request)}`,
  })
  for (const model of ['short', 'long']) {
    const { code } = await run('run', 'math500', '--model', `${url}#${model}`, '--epochs', '4', '--out', model)
    expect(code).toBe(0)
  }
  const ids = await Promise.all(['short', 'long'].map(async out => `${out}/${(await readdir(join(cwd, out)))[0]}`))
  const { code, stdout } = await run('compare', ...ids)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^accuracy at equal tokens /m)
  expect(stdout).toMatch(/after is more accurate with fewer tokens in \d+\.\d% of the draws/)
  expect(stdout).toMatch(/before takes a majority vote over \d+\.\d answers, after gives a single one/)
  expect((await run('compare', ...ids, '-o', 'both.md', '--format', 'markdown')).code).toBe(0)
  expect(await readdir(cwd)).toEqual(
    expect.arrayContaining(['both.md', 'math500-curve.svg', 'table1.md', 'table1.tex']),
  )
  const latex = await readFile(join(cwd, 'table1.tex'), 'utf8')
  expect(latex).toMatch(/\\begin\{tabular\}.*\\end\{tabular\}/s)
  expect(await readFile(join(cwd, 'table1.md'), 'utf8')).toMatch(/† as published/)
})

/** Replies of a judge that doesn't keep to its form, with the label that each must get. */
const replies: readonly (readonly [string, string | undefined])[] = [
  ['{"rationale":"It agrees.","label":"correct"}', 'correct'],
  ['```json\n{"rationale":"It conflicts.","label":"incorrect"}\n```', 'incorrect'],
  ['{"rationale":"It declines.","label":"not-attempted"}', 'not-attempted'],
  ['A', undefined],
  ['CORRECT', undefined],
  ['According to the gold answer this is wrong.', undefined],
  ['The label is "correct".', undefined],
  ['正确', undefined],
  ['```\nincorrect\n```', undefined],
  ['{"rationale":"One key too many.","label":"correct","confidence":"high"}', undefined],
  ['{"rationale":"No such label.","label":"C"}', undefined],
]

test('a judge that answers in letters, words, prose or another form is counted as unparsable and never read as a label', async () => {
  const given = ({ hash }: { hash: string }) => replies[Number.parseInt(hash.slice(0, 6), 16) % replies.length]
  const seen = new Map<string, string | undefined>()
  const { url } = await startForTest({
    answer: request => {
      if (request.model !== 'judge') return `My answer is number ${Number.parseInt(request.hash.slice(0, 6), 16)}.`
      // The reminder gets the same reply as the question did.
      const [subject = ''] =
        /My answer is number \d+/.exec(request.messages.map(({ content }) => content).join('\n')) ?? []
      const [text = '', label] = given({ hash: Number(/\d+/.exec(subject)?.[0]).toString(16).padStart(6, '0') }) ?? []
      seen.set(subject, label)
      return text
    },
  })
  const { code } = await run(
    'run',
    'simpleqa',
    '--model',
    `${url}#m`,
    '--judge',
    `answer-match=${url}#judge`,
    '--out',
    'q',
    '--max-errors',
    '100%',
    '--max-unscored',
    '100%',
  )
  expect(code).toBe(0)
  const answers = new Map(
    (await outputs('q')).map(({ sampleId, outcome }) => [sampleId, outcome.ok ? outcome.value.text.slice(0, -1) : '']),
  )
  const records = await judgments('q')
  for (const { sampleId, outcome } of records) {
    const expected = seen.get(answers.get(sampleId) ?? '')
    if (expected === undefined) expect(outcome).toMatchObject({ ok: false, error: { code: 'unparsable-judgment' } })
    else expect(outcome).toMatchObject({ ok: true, value: { label: expected } })
  }
  const [result] = (await resultOf('q')).benchmarks
  const unparsable = records.filter(({ outcome }) => !outcome.ok).length
  expect(unparsable).toBeGreaterThan(0)
  expect(unparsable).toBeLessThan(records.length)
  expect(result).toMatchObject({ unscored: unparsable, failures: { 'unparsable-judgment': unparsable } })
})

test('parsing as the authors do, without their template, stops before any request and names the pull', async () => {
  const { url, stats } = await startForTest({})
  const judge = `simpleqa-grader=${url}#judge`
  const { code, stderr } = await run('run', 'simpleqa', '--model', `${url}#m`, '--judge', judge, '--upstream-parsing')
  expect(code).toBe(2)
  expect(stderr).toMatch(/xeval pull simpleqa-grader/)
  expect(stats().requests).toBe(0)
  expect(existsSync(join(cwd, '.xeval'))).toBe(false)
})

test('a cascade says how many judgments its rule made, and how many the model', async () => {
  const { url, stats } = await startForTest({
    canned: {
      m: ["I don't know.", 'The answer is in the middle of the matter.'],
      judge: ['{"rationale":"It conflicts.","label":"incorrect"}'],
    },
  })
  const judge = `cascade=${url}#judge`
  const { code, stdout } = await run('run', 'simpleqa', '--model', `${url}#m`, '--judge', judge, '--out', 'c')
  expect(code).toBe(0)
  const records = await judgments('c')
  const via = records.map(({ outcome }) => outcome.ok && outcome.value.via)
  const asked = via.filter(how => how === 'model').length
  expect(asked).toBe(stats().requests - records.length)
  expect(asked).toBeGreaterThan(0)
  expect(via.filter(how => how === 'exact').length).toBe(records.length - asked)
  expect(stdout).toContain(`decided ${records.length - asked} of ${records.length} readable judgments`)
  expect(stdout).toContain(`a model decided the other ${asked}`)
})
