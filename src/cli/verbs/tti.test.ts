import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { Leaderboard } from '../../core/leaderboard.ts'
import { runCli, workspace } from '../../testing/index.ts'
import { allOf, filled, published, yesTo } from '../../tti/fixtures/filled.ts'

let cwd: string
beforeEach(async () => {
  cwd = await workspace()
})

const tti = (...args: string[]) => runCli(['tti', ...args], { cwd })
const put = (name: string, text: string | Uint8Array) => writeFile(join(cwd, name), text)
const read = (name: string) => readFile(join(cwd, name), 'utf8')

test('a sheet is written once, filled in by hand, and scored', async () => {
  const { code, stdout } = await tti('init')
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'tti.yaml\nAnswer its questions, then: xeval tti tti.yaml\n' })
  const again = await tti('init')
  expect(again).toMatchObject({ code: 2, stdout: '' })
  expect(again.stderr).toMatch(/tti\.yaml already exists; nothing was written/)

  const empty = await tti('tti.yaml')
  expect(empty).toMatchObject({ code: 2, stdout: '' })
  expect(empty.stderr).toMatch(/^error: tti\.yaml:\d+:\d+: name: expected the name of the project$/m)
  expect(empty.stderr).toMatch(/^and 16 more$/m)

  const sheet = await read('tti.yaml')
  await put('tti.yaml', sheet.replace('name: ""', 'name: Mine').replaceAll(/answer: # yes.*/g, 'answer: yes'))
  const scored = await tti('tti.yaml')
  expect(scored).toMatchObject({ code: 0, stderr: '' })
  expect(scored.stdout).toMatch(/^1 +Mine +14 +33 +24 +29 +100$/m)
  expect(scored.stdout).toMatch(/^ {2}Mine: none$/m)
  expect(scored.stdout).toMatch(/Points without evidence\n {2}Mine: all/)
})

test('the rows of the published leaderboard come out of answer files', async () => {
  const files = await Promise.all(
    Object.entries(published).map(async ([name, { given }], i) => {
      await put(`${i}.yaml`, filled(name, given, { evidence: 'p. 1' }))
      return `${i}.yaml`
    }),
  )
  const { code, stdout } = await tti(...files)
  expect(code).toBe(0)
  for (const [name, { points, total }] of Object.entries(published)) {
    const rows = stdout.split('\n').filter(line => line.replace(/^ *\d+ +/, '').startsWith(`${name} `))
    const figures = rows.map(row =>
      row
        .match(/(?<= )\d+(?= |$)/g)
        ?.slice(-5)
        .map(Number),
    )
    expect(figures, name).toEqual([
      [...points, total],
      [...points, total],
    ])
    expect(
      rows.map(row => row.includes('†')),
      name,
    ).toEqual([false, true])
  }
})

test('the leaderboard comes in every format, and as a file by its extension', async () => {
  await put('mine.yaml', filled('Mine', yesTo('data-sources', 'open-paper')))
  const board = Leaderboard.parse(JSON.parse((await tti('mine.yaml', '--json')).stdout))
  expect(board.entries.map(({ name, total }) => [name, total])).toContainEqual(['Mine', 7])
  expect(board.entries).toHaveLength(8)
  expect((await tti('mine.yaml', '--format', 'json')).stdout).toBe(`${JSON.stringify(board, null, 2)}\n`)
  expect((await tti('mine.yaml', '--format', 'markdown')).stdout).toMatch(
    /^\| +7 \| Mine +\| +3 \| +0 \| +0 \| +4 \| +7 \|$/m,
  )
  expect((await tti('mine.yaml', '-o', 'out.html')).stdout).toBe('')
  expect(await read('out.html')).toMatch(/<td>Mine<\/td><td class="right">3<\/td>/)
  await tti('mine.yaml', '--lang', 'zh', '-o', 'out.tex')
  expect(await read('out.tex')).toMatch(/\{Mine\} & 3 & 0 & 0 & 4 & \\textbf\{7\}/)
  expect(await read('out.tex')).toMatch(/数据 & 方法 & 评估 & 开源 & 总分/)
})

test('no line of the terminal is wider than 80 places, but for those of long names', async () => {
  await put('ann.yaml', filled('长思维链复现：一个名字很长很长很长很长很长的项目', {}, { assessor: '安' }))
  await put(
    'bo.yaml',
    filled('长思维链复现：一个名字很长很长很长很长很长的项目', yesTo('data-format'), { assessor: 'Bo' }),
  )
  for (const lang of ['en', 'zh']) {
    const { stdout } = await tti('ann.yaml', 'bo.yaml', '--lang', lang)
    const width = (line: string): number =>
      Array.from(line, c => (/[\u2e80-\uffff]/.test(c) ? 2 : 1)).reduce((a, b) => a + b, 0)
    expect(stdout.split('\n').filter(line => width(line) > 80)).toEqual([])
  }
})

test('two assessors of one project: agreement, and a merged sheet whose conflicts have to be decided', async () => {
  await put('ann.yaml', filled('Mine', { ...yesTo('data-sources'), 'method-rl': 'not-used' }, { assessor: 'Ann' }))
  await put('bo.yaml', filled('mine', yesTo('method-rl'), { assessor: 'Bo' }))
  const { stdout } = await tti('ann.yaml', 'bo.yaml')
  expect(stdout).toMatch(/Mine: Ann – Bo: 23 of 25 answers agree \(92\.0%\); Cohen’s kappa -?\d/)
  expect(stdout).toMatch(/They differ on 2 questions, worth 3 points:/)
  expect(stdout).toMatch(/^data-sources +3 +yes +no$/m)
  expect(stdout).toMatch(/^method-rl +6 +not used +yes$/m)

  const merged = await tti('ann.yaml', 'bo.yaml', '--merge', '-o', 'merged.yaml')
  expect(merged).toMatchObject({ code: 0, stderr: '' })
  expect(merged.stdout).toMatch(/decide in the file: data-sources, method-rl\nThen: xeval tti merged\.yaml/)
  const open = await tti('merged.yaml')
  expect(open.code).toBe(2)
  expect(open.stderr).toMatch(/merged\.yaml:\d+:13: data-sources: still a conflict; expected yes or no$/m)

  const overwriting = await tti('ann.yaml', 'bo.yaml', '--merge', '-o', 'ann.yaml')
  expect(overwriting.stderr).toMatch(/ann\.yaml already exists/)
  expect(overwriting.code).toBe(2)
  await put('merged.yaml', (await read('merged.yaml')).replaceAll('answer: conflict', 'answer: no'))
  expect((await tti('merged.yaml')).code).toBe(0)
})

test.each([
  [['a.yaml', '--merge', '-o', 'm.yaml'], /--merge needs at least two sheets/],
  [['a.yaml', 'b.yaml', '--merge'], /-o FILE for the result/],
  [['a.yaml', 'b.yaml', '--merge', '-o', 'm.yaml'], /sheets of one project, but these are of "A" and "B"/],
  [['a.yaml', './a.yaml'], /\.\/a\.yaml is named twice/],
  [['none.yaml'], /none\.yaml: cannot be read/],
  [['.'], /\.: cannot be read/],
  [['a.yaml', '--format', 'pdf'], /pdf/],
  [[], /missing required argument 'file'/],
])('%j is a usage error, and no bug', async (args, message) => {
  await put('a.yaml', filled('A', {}))
  await put('b.yaml', filled('B', {}))
  const { code, stdout, stderr } = await tti(...(args.length > 0 ? args : ['score']))
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/bug:|\n\s+at /)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

test('a byte order mark is read over, UTF-16 is read by its own; what is no sheet at all is one error', async () => {
  const text = filled('Mine', yesTo('data-sources'))
  await put('mark.yaml', `\uFEFF${text.replaceAll('\n', '\r\n')}`)
  expect((await tti('mark.yaml')).stdout).toMatch(/Mine +3 +0 +0 +0 +3/)
  await put('utf16.yaml', Buffer.from(`\uFEFF${text}`, 'utf16le'))
  await put('big.yaml', `# ${'x'.repeat(1_100_000)}\n${text}`)
  expect((await tti('utf16.yaml')).stdout).toMatch(/Mine +3 +0 +0 +0 +3/)
  await put('bytes.yaml', Buffer.from([0xc3, 0x28]))
  const wrong = { 'bytes.yaml': /bytes\.yaml:1:1: this byte is not UTF-8/, 'big.yaml': /big\.yaml: larger than 1 MB/ }
  for (const [file, message] of Object.entries(wrong)) {
    const { code, stderr } = await tti(file)
    expect(code).toBe(2)
    expect(stderr.match(/^error: .*/gm)).toEqual([expect.stringMatching(message)])
  }
})

test('faults of several sheets are told together', async () => {
  await put('a.yaml', filled('A', {}).replace('answer: no', 'answer: maybe'))
  await put('b.yaml', filled('B', {}).replace('points: 4', 'points: 5'))
  const { stderr } = await tti('a.yaml', 'b.yaml')
  expect(stderr).toMatch(
    /^error: a\.yaml:\d+:\d+: data-sources: expected yes or no, found "maybe"\nb\.yaml:\d+:\d+: data-selection: expected 4 points, found 5\n/,
  )
})

test('every command of docs/tti.md does what the page says, and the table that it shows is the one that is printed', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../docs/tti.md'), 'utf8')
  const lines = Array.from(page.matchAll(/^ {4}xeval tti (.*)$/gm), ([, words = '']) => words.split(' '))
  expect(lines).toHaveLength(7)
  const given = yesTo('data-sources', 'data-format', ...allOf('method').slice(4), ...allOf('eval'), 'open-weights')
  const printed: string[] = []
  for (const words of lines) {
    const { code, stdout, stderr } = await tti(...words)
    expect({ code, stderr }, words.join(' ')).toEqual({ code: 0, stderr: '' })
    printed.push(stdout)
    const [verb, file = ''] = words
    if (verb !== 'init') continue
    const [assessor = ''] = file.split('.')
    const mine = { ...given, ...yesTo('open-paper', assessor === 'ann' ? 'method-pipeline' : 'open-guide') }
    await put(file, filled('Mine', { ...mine, 'method-rl': 'not-used' }, { assessor, evidence: 'p. 1' }))
  }
  const [, shown = ''] = /```text\n([\s\S]*?)```/.exec(page) ?? []
  expect(shown).toMatch(/Mine +6 /)
  expect(printed[1]).toContain(shown)
  expect(await read('leaderboard.html')).toContain('<h1>Technical Transparency Index</h1>')
  expect(await read('merged.yaml')).toMatch(/answer: conflict # ann: no, bo: yes/)
})
