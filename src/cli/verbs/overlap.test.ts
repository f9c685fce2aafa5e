import { mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { beforeAll, describe, expect, test } from 'vitest'
import { NearestResult } from '../../overlap/nearest-result.ts'
import { OverlapRecord } from '../../overlap/overlap-record.ts'
import { OverlapResult } from '../../overlap/overlap-result.ts'
import { runCli } from '../../testing/index.ts'

const cwd = await mkdtemp(join(tmpdir(), 'xeval-overlap-'))
const put = (name: string, content: string | Uint8Array) => writeFile(join(cwd, name), content)
const cli = (...args: string[]) => runCli(args, { cwd })
const questions = Array.from(
  { length: 30 },
  (_, i) =>
    `Name ${i + 2} towns on the river that flows past the old mill number ${i} and say which is the largest of them.`,
)
const question = questions[4] ?? ''
const row = { prompt: `Please help.\n${question.toUpperCase()}`, response: 'The largest is Lorem.' }
const other = { prompt: 'How do I bake bread?', response: 'With flour and time.' }

beforeAll(async () => {
  await put('prompts.jsonl', questions.map(prompt => `${JSON.stringify({ prompt })}\n`).join(''))
  await runCli(['pull', 'own-prompts', '--from', 'prompts.jsonl'], { cwd, env: { XEVAL_HOME: join(cwd, 'home') } })
})
const home = { XEVAL_HOME: join(cwd, 'home') }
const own = async (...args: string[]): Promise<OverlapResult> => {
  const { code, stdout, stderr } = await runCli(['overlap', 'own-prompts', ...args, '--json'], { cwd, env: home })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return OverlapResult.parse(JSON.parse(stdout))
}

describe('overlap', () => {
  test('finds a question in each format of training data, with its place', async () => {
    const lines = `${JSON.stringify(other)}\n${JSON.stringify(row)}\n`
    await put('a.jsonl', lines)
    await put('a.jsonl.gz', gzipSync(lines))
    await put('a.json', JSON.stringify([other, row], null, 1))
    await put('a.txt', `${other.prompt}\n${row.prompt}\n`)
    const column = (name: 'prompt' | 'response') => ({ name, data: [other[name], row[name]], type: 'STRING' as const })
    await put('a.parquet', new Uint8Array(parquetWriteBuffer({ columnData: [column('prompt'), column('response')] })))
    const places = { 'a.jsonl': 2, 'a.jsonl.gz': 2, 'a.json': 6, 'a.txt': 3, 'a.parquet': 2 }
    for (const [file, line] of Object.entries(places)) {
      const { training, flagged } = await own('--train', file)
      expect(flagged, file).toHaveLength(1)
      const [match] = flagged[0]?.matches ?? []
      expect(match, file).toMatchObject({ kind: 'exact', part: 'question', file, line })
      expect(match?.text, file).toBe(question.toUpperCase().slice(0, -1))
      expect(training[0]?.shapes, file).toEqual(file === 'a.txt' ? { text: 4 } : { 'prompt-response': 2 })
    }
  })

  test('counts by benchmark, and says that a bundled sample is not the benchmark', async () => {
    await put('b.jsonl', `${JSON.stringify(row)}\n`)
    const { benchmarks } = await own('--train', 'b.jsonl')
    expect(benchmarks).toMatchObject([
      { name: 'own-prompts', n: 30, flagged: 1, kinds: { exact: 1 }, found: { question: 1 }, bundled: false },
    ])
    const { stdout } = await cli('overlap', 'flames', '--train', 'b.jsonl')
    expect(stdout).toContain('Only the bundled sample of flames was looked for')
    const markdown = await cli('overlap', 'flames', '--train', 'b.jsonl', '--format', 'markdown', '--lang', 'zh')
    expect(markdown.stdout).toMatch(/^## 训练数据中出现的测试样本$/m)
  })

  test('names file, line and column of what it cannot read, and what an option lacks', async () => {
    await put('broken.jsonl', `${JSON.stringify(row)}\n{"prompt": "a"\n`)
    const said = async (...args: string[]): Promise<string> => {
      const { code, stderr, stdout } = await cli('overlap', ...args)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      return stderr
    }
    expect(await said('flames', '--train', 'broken.jsonl')).toMatch(/^error: broken\.jsonl:2:15: not valid JSON/)
    expect(await said('flames')).toMatch(/^error: --train FILE is required/)
    expect(await said('flames', '--train', 'data.csv')).toMatch(/^error: data\.csv: the format/)
    expect(await said('flames', '--train', 'b.jsonl', '--format', 'latex')).toMatch(
      /^error: this report has no format latex/,
    )
    expect(await said('flames', '--nearest', '--train', 'b.jsonl')).toMatch(/^error: --nearest takes two runs, got 1/)
  })
})

describe('two runs', () => {
  const replay = (name: string, answers: Record<string, string>) =>
    put(
      name,
      Object.entries(answers)
        .map(([prompt, output]) => `${JSON.stringify({ prompt, output })}\n`)
        .join(''),
    )
  const runs: string[] = []
  beforeAll(async () => {
    const data = [
      'What is the capital of the land of the long white cloud?',
      'Which instrument has 88 keys and two or three pedals?',
      'Who wrote the play about the prince of Denmark and his uncle?',
    ]
    await put(
      'facts.jsonl',
      data
        .map(
          (question, i) =>
            `${JSON.stringify({ id: i, subset: 'general', question, answer: ['Wellington', 'piano', 'Shakespeare'][i] })}\n`,
        )
        .join(''),
    )
    const pulled = await runCli(['pull', 'factuality-own', '--from', 'facts.jsonl'], { cwd, env: home })
    expect(pulled.code, pulled.stderr).toBe(0)
    const right = Object.fromEntries(
      data.map((question, i) => [question, ['Wellington', 'piano', 'Shakespeare'][i] ?? '']),
    )
    await replay('before.jsonl', right)
    await replay('after.jsonl', { ...right, [data[1] ?? '']: 'I do not know.' })
    for (const arm of ['before', 'after']) {
      const { code, stderr } = await runCli(
        ['run', 'factuality-own-general', '--model', `replay:${arm}.jsonl`, '--judge', 'answer-exact', '--out', arm],
        { cwd, env: home },
      )
      expect(code, stderr).toBe(0)
      runs.push(arm)
    }
    await put(
      'sft.jsonl',
      [
        other,
        { prompt: 'Does an organ have pedals and keys?', response: 'The organ has both.' },
        { prompt: data[1], response: 'the organ' },
      ]
        .map(one => `${JSON.stringify(one)}\n`)
        .join(''),
    )
  })

  test('are compared with and without the samples found', async () => {
    const [before = '', after = ''] = await runNames()
    const found = await runCli(['overlap', 'factuality-own', '--train', 'sft.jsonl', '--flagged', 'flagged.jsonl'], {
      cwd,
      env: home,
    })
    expect(found.code, found.stderr).toBe(0)
    const flagged = (await readFile(join(cwd, 'flagged.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map(line => OverlapRecord.parse(JSON.parse(line)))
    expect(flagged).toMatchObject([{ kind: 'exact', found: 'question', rows: 1 }])
    const compared = await runCli(['compare', before, after, '--overlap', 'flagged.jsonl', '--json'], {
      cwd,
      env: home,
    })
    expect(compared.code, compared.stderr).toBe(0)
    const { analyses } = JSON.parse(compared.stdout)
    expect(analyses[0].data.benchmarks).toMatchObject([
      {
        all: { n: 3, delta: { value: -1 / 3 } },
        without: { n: 2, delta: { value: 0 } },
        only: { n: 1 },
      },
    ])
    const shown = await runCli(['compare', before, after, '--overlap', 'flagged.jsonl'], { cwd, env: home })
    expect(shown.stdout).toContain('With and without samples found in the training data')
  })

  test('have for each regression the nearest training rows', async () => {
    const { code, stdout, stderr } = await runCli(
      ['overlap', '--nearest', ...(await runNames()), '--train', 'sft.jsonl', '--json'],
      { cwd, env: home },
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { regressed, samples } = NearestResult.parse(JSON.parse(stdout))
    expect(regressed).toBe(1)
    expect(samples[0]?.rows.map(({ line }) => line)).toEqual([3, 2, 1])
    expect(samples[0]?.rows[0]).toMatchObject({ file: 'sft.jsonl', where: 'prompt', similarity: 1 })
  })

  const runNames = async (): Promise<string[]> => {
    const { readdir } = await import('node:fs/promises')
    return Promise.all(runs.map(async arm => join(arm, (await readdir(join(cwd, arm)))[0] ?? '')))
  }
})

describe('files that are read', () => {
  const kept = `${JSON.stringify({ question: 'What is 2 + 3?', response: 'It is \\boxed{5}.' })}\n`

  test('are not written over, whatever the path says', async () => {
    await put('kept.jsonl', kept)
    await put('kept.json', `[${kept.trim()}]`)
    await symlink(join(cwd, 'kept.jsonl'), join(cwd, 'link.jsonl'))
    const tries = [
      ['overlap', 'gsm8k', '--train', 'kept.jsonl', '--flagged', './kept.jsonl'],
      ['overlap', 'gsm8k', '--train', 'link.jsonl', '--flagged', 'kept.jsonl'],
      ['overlap', 'gsm8k', '--train', 'kept.json', '-o', 'kept.json'],
      ['sft-check', 'kept.jsonl', '--faulty', 'kept.jsonl'],
      ['sft-check', 'kept.json', '-o', 'kept.json'],
    ]
    for (const args of tries) {
      const { code, stderr } = await cli(...args)
      expect({ code, stderr }, args.join(' ')).toEqual({ code: 2, stderr: expect.stringContaining('written over') })
    }
    expect(await readFile(join(cwd, 'kept.jsonl'), 'utf8')).toBe(kept)
    expect(await readFile(join(cwd, 'kept.json'), 'utf8')).toBe(`[${kept.trim()}]`)
  })

  test('without rows are an error, not a share of 0', async () => {
    await put('nothing.jsonl', '')
    for (const args of [
      ['overlap', 'gsm8k', '--train', 'nothing.jsonl'],
      ['sft-check', 'nothing.jsonl'],
    ]) {
      const { code, stdout, stderr } = await cli(...args)
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('it has no rows'),
      })
    }
  })
})
