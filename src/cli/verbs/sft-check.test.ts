import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SftResult } from '../../sft-check/sft-result.ts'
import { runCli } from '../../testing/index.ts'

const folder = await mkdtemp(join(tmpdir(), 'xeval-sft-'))
const write = async (name: string, rows: readonly unknown[]): Promise<string> => {
  const file = join(folder, name)
  await writeFile(file, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  return file
}
const check = async (file: string, ...args: string[]) => {
  const { code, stdout, stderr } = await runCli(['sft-check', file, '--json', ...args])
  return { code, stderr, result: SftResult.parse(JSON.parse(stdout)) }
}
/** Rule → the lines that it was found in. */
const found = ({ rules }: SftResult): Record<string, number[]> =>
  Object.fromEntries(
    rules.flatMap(({ name, count, examples }) =>
      count === 0 ? [] : [[name, examples.map(place => Number(place.split(':').at(-1)))]],
    ),
  )

const right = (question: string, answer: number, more = '') => ({
  prompt: question,
  response: `We add the two numbers step by step.${more} The sum is \\boxed{${answer}}.`,
  gold: String(answer),
})

const sentence = 'So we try the next value and see that it does not fit either. '
/** A row of each fault, and nothing else wrong with it. */
const faults: Record<string, unknown> = {
  empty: { prompt: 'What is 1 + 1?', response: '', gold: '2' },
  image: right('In the figure below, find the length of the side that is marked with x.', 4),
  proof: {
    prompt: 'Prove that the sum of two even numbers is even.',
    response: 'Let the numbers be 2a and 2b. Their sum is 2(a + b), which is even.',
  },
  truncated: {
    prompt: 'What is 17 + 25?',
    response: 'We first add the tens, which gives 30, and then we add the',
    gold: '42',
  },
  looping: { prompt: 'Which number fits here?', response: sentence.repeat(12), gold: '7' },
  'mixed-language': right('What is 3 + 9?', 12, ' 首先我们把两个数相加得到结果。'),
  'other-language': {
    prompt: '请计算三加四等于多少，并写出最后的答案。',
    response: 'Three and four together make seven. The answer is \\boxed{7}.',
    gold: '7',
  },
  'no-answer': {
    prompt: 'What is 5 + 6?',
    response: 'That is a good question, and many people like to think about it.',
    gold: '11',
  },
  'not-boxed': { prompt: 'What is 5 + 8?', response: 'We add the two numbers. The answer is 13.', gold: '13' },
  'not-numeric': {
    prompt: 'Which colour has the sky?',
    response: 'It scatters the short waves most. The answer is \\boxed{\\text{blue}}.',
    gold: 'blue',
  },
  'wrong-answer': { ...right('What is 20 + 22?', 43), gold: '42' },
  duplicate: right('what is 2 + 3', 5),
  'same-question': right('What is 2 + 3?', 5, ' It is easy.'),
  reflective: right('What is 8 + 8?', 16, ' Wait, let me check that again.'),
}
const clean = [
  right('What is 2 + 3?', 5),
  {
    messages: [
      { role: 'user', content: '二加三等于几？' },
      { role: 'assistant', content: '二加三等于五，所以答案是 \\boxed{5}。' },
    ],
    gold: 5,
  },
  {
    conversations: [
      { from: 'human', value: 'Half of 9?' },
      { from: 'gpt', value: '<think>9 / 2 = 4.5</think>It is $\\boxed{\\frac{9}{2}}$' },
    ],
    answer: '4.5',
  },
  { instruction: 'Compute the product.', input: '12 * 12', output: 'The product is \\boxed{144}.' },
]

describe('sft-check', () => {
  test('finds each fault in the row that it was planted in, and nothing else', async () => {
    const rows = [...clean, ...Object.values(faults)]
    const { code, result } = await check(await write('planted.jsonl', rows))
    expect(code).toBe(0)
    expect(found(result)).toEqual(
      Object.fromEntries(Object.keys(faults).map((rule, i) => [rule, [clean.length + 1 + i]])),
    )
    expect(result.rows).toBe(rows.length)
    // Two of the planted rows are notes.
    expect(result.clean).toBe(clean.length + 2)
    expect(result.languages).toMatchObject({ chinese: 2 })
    expect(result.files[0]?.shapes).toMatchObject({ messages: 1, sharegpt: 1, alpaca: 1 })
  })

  test('finds test samples in the rows if asked for a suite', async () => {
    const question = 'I have had a cough for a month. Which medicine should I take?'
    const file = await write('with-test.jsonl', [...clean, { ...right(question, 1), gold: undefined }])
    expect(found((await check(file, '--suite', 'diasafety')).result)).toEqual({ overlap: [clean.length + 1] })
    expect(found((await check(file)).result)).toEqual({})
  })

  test('exits with 1 only if a rule that was asked to fail is broken', async () => {
    const file = await write('wrong.jsonl', [...clean, faults['wrong-answer']])
    expect((await check(file, '--fail-on', 'truncated,looping')).code).toBe(0)
    expect((await check(file, '--fail-on', 'truncated', '--fail-on', 'wrong-answer')).code).toBe(1)
    expect((await check(file, '--fail-on', 'faults')).code).toBe(1)
    const { code, stderr } = await runCli(['sft-check', file, '--fail-on', 'wrong-anser'])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean wrong-answer?')
  })

  test('writes the rows with a fault and their rules to a file', async () => {
    const file = await write('some.jsonl', [...clean, faults['looping'], faults['reflective'], faults['image']])
    const out = join(folder, 'faulty.jsonl')
    await check(file, '--faulty', out)
    const lines = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines).toEqual([
      { file, line: clean.length + 1, rules: ['looping'] },
      { file, line: clean.length + 3, rules: ['image'] },
    ])
  })

  test('calls a row empty by its fields, though neither question nor response says a word', async () => {
    const rows = [
      clean[0],
      { prompt: '', response: '' },
      { prompt: ' ', response: '' },
      { messages: [{ role: 'user', content: '' }] },
      { conversations: [{ from: 'gpt', value: '' }] },
      { instruction: '', output: '' },
    ]
    const { result } = await check(await write('empty.jsonl', rows))
    expect(found(result)).toEqual({ empty: [2, 3, 4, 5, 6] })
    expect(result.rules.find(({ name }) => name === 'empty')?.count).toBe(5)
  })

  test('names the line of a row that it cannot read', async () => {
    const file = await write('text.jsonl', [clean[0], { text: 'A page of a book.' }])
    const { code, stderr } = await runCli(['sft-check', file])
    expect(code).toBe(2)
    expect(stderr).toContain(`${file}:2: a row without question and response`)
  })

  test('writes Markdown in Chinese', async () => {
    const file = await write('zh.jsonl', clean)
    const { code, stdout } = await runCli(['sft-check', file, '--format', 'markdown', '--lang', 'zh'])
    expect(code).toBe(0)
    expect(stdout).toContain('## 训练数据规则检查')
    expect(stdout).toContain('4 行（提示与回答 1、messages 1、ShareGPT 1、Alpaca 1）')
    expect(stdout).toContain('| wrong-answer')
  })
})
