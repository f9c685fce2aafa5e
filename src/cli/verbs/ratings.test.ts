import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import autoJ from '../../../datasets/auto-j/index.ts'
import autoJZh from '../../../datasets/auto-j-zh/index.ts'
import lima from '../../../datasets/lima/index.ts'
import { makeRng } from '../../core/rng.ts'
import { runCli, workspace } from '../../testing/index.ts'

let cwd: string
/** The two runs of the general suite that most tests rate, with nobody's rating in them yet. */
let before: string
let after: string
let ran: Awaited<ReturnType<typeof runCli>>
const cli = (...args: string[]) => runCli(args, { cwd })

// Every tenth prompt gets the same answer from both models, as fine-tuned models do give.
const isEqual = (at: number): boolean => at % 10 === 0
beforeAll(async () => {
  cwd = await workspace()
  const prompts: string[] = []
  for (const { bundled, parse } of [autoJ, autoJZh, lima]) {
    for await (const { input } of parse(fileURLToPath(bundled))) prompts.push(input.at(-1)?.content ?? '')
  }
  const recorded = (arm: string): string =>
    prompts
      .map((prompt, i) => `${JSON.stringify({ prompt, output: `${isEqual(i) ? 'both' : arm} answers ${i}` })}\n`)
      .join('')
  await writeFile(join(cwd, 'base.jsonl'), recorded('base'))
  await writeFile(join(cwd, 'sft.jsonl'), recorded('sft'))
  ran = await cli('run', 'general', '--before', 'replay:base.jsonl', '--after', 'replay:sft.jsonl')
  const ids = await readdir(join(cwd, '.xeval/runs'))
  before = ids.find(id => id.includes('base')) ?? ''
  after = ids.find(id => id.includes('sft')) ?? ''
}, 240_000)

const stored = async (id: string): Promise<Record<string, unknown>[]> =>
  (await readFile(join(cwd, '.xeval/runs', id, 'ratings.jsonl'), 'utf8').catch(() => ''))
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

type Line = Record<string, unknown> & { rater: string; answer: string }

/** Fills the JSONL sheets of a folder, and gives back their names. */
async function fill(folder: string, value: (line: Line) => object): Promise<string[]> {
  const sheets = (await readdir(join(cwd, folder))).filter(name => name.endsWith('.jsonl'))
  for (const name of sheets) {
    const lines = (await readFile(join(cwd, folder, name), 'utf8')).trimEnd().split('\n')
    const filled = lines
      .map(line => JSON.parse(line))
      .map((line: Line) => `${JSON.stringify({ ...line, ...value(line) })}\n`)
    await writeFile(join(cwd, folder, name), filled.join(''))
  }
  return sheets.map(name => join(folder, name))
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

test('a run that people are to judge ends well and says what to do next, and so does compare', async () => {
  expect(ran).toMatchObject({ code: 0 })
  expect(ran.stdout).toMatch(/^general: answers collected; no ratings yet\.\n {2}\d+ answers of replay:/)
  expect(ran.stdout).toContain(`xeval rate ${before} ${after} --rater NAME`)
  expect(ran.stdout).toContain(`xeval ratings template ${before} ${after} -o sheets --raters 3`)
  const compared = await cli('compare', before, after)
  expect(compared).toMatchObject({ code: 2, stdout: '' })
  expect(compared.stderr).toMatch(/these answers have no 0–100 ratings yet[\s\S]*xeval rate /)
  const alone = await cli('report', after)
  expect(alone).toMatchObject({ code: 0 })
  expect(alone.stdout).toMatch(/\d+ answers have no rating yet/)
}, 240_000)

test('a bad cell or a conflict stops the import with its row and column, and nothing is written', async () => {
  await cli('ratings', 'template', before, after, '-o', 'bad', '--rater', '李', '--rater', 'Bo')
  const [first = ''] = (await readdir(join(cwd, 'bad'))).filter(name => name.endsWith('.csv'))
  const csv = await readFile(join(cwd, 'bad', first), 'utf8')
  expect(csv).toMatch(/^\uFEFF"item","rater","prompt","answer","rating","comment"\r\n/)
  expect(csv).toContain('"李"')
  let row = 1
  const filled = csv.replaceAll(/"",""\r\n/g, () => `"${++row === 4 ? 'ninety' : row === 6 ? 101 : 70}",""\r\n`)
  await writeFile(join(cwd, 'bad', first), filled)
  const refused = await cli('ratings', 'import', before, after, '--from', `bad/${first}`)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toContain(`${first}: row 4, column 5: "ninety" is not a number`)
  expect(refused.stderr).toContain(`${first}: row 6, column 5: 101 is outside the scale 0–100`)
  const [item = ''] = /q[0-9a-f]{12}/.exec(csv) ?? []
  await writeFile(join(cwd, 'bad/twice.csv'), `item,Bo\n${item},50\n${item},60\n`)
  const twice = await cli('ratings', 'import', before, after, '--from', 'bad/twice.csv')
  expect(twice).toMatchObject({ code: 2, stdout: '' })
  expect(twice.stderr).toMatch(/twice\.csv: row 3, column 2: Bo rates q[0-9a-f]+ 60 here and 50 in twice\.csv row 2/)
  expect([await stored(before), await stored(after)]).toEqual([[], []])
}, 240_000)

test('three experts’ known effects come back from the sheets in agreement, compare, score and report', async () => {
  const made = await cli(
    'ratings',
    'template',
    before,
    after,
    '-o',
    'sheets',
    '--rater',
    'Ann',
    '--rater',
    'Bo',
    '--rater',
    'Cy',
  )
  expect(made).toMatchObject({ code: 0 })
  expect(made.stdout).toContain('--from sheets/*.csv')
  for (const id of [before, after]) expect(made.stdout).toContain(id)
  const keys = (await readdir(join(cwd, '.xeval/runs', after))).filter(name => name.startsWith('study-'))
  for (const key of keys) expect((await stat(join(cwd, '.xeval/runs', after, key))).mode & 0o777).toBe(0o600)
  const offsets: Record<string, number> = { Ann: 5, Bo: 0, Cy: -5 }
  const given = new Map<string, { base: number; sft: number }>()
  const files = await fill('sheets', ({ rater, answer }) => {
    const [, arm = '', at = ''] = /^(base|sft|both) answers (\d+)$/.exec(answer) ?? []
    const quality = 30 + ((Number(at) * 7) % 40) + (offsets[rater] ?? 0)
    if (arm === 'both') return { rating: quality }
    const key = `${at} ${rater}`
    // By what it is of, since the order on a sheet is another each time.
    const noise = makeRng(`${key} ${arm}`).int(5) - 2
    const rating = quality + (arm === 'sft' ? 9 : 0) + noise
    given.set(key, { ...(given.get(key) ?? { base: 0, sft: 0 }), [arm]: rating })
    return { rating }
  })
  const imported = await cli('ratings', 'import', before, after, '--from', ...files)
  expect(imported).toMatchObject({ code: 0, stderr: '' })
  const [ofBefore, ofAfter] = [await stored(before), await stored(after)]
  // Also of equal answers, there is a rating of each arm's.
  expect(ofBefore.length).toBe(ofAfter.length)
  expect(imported.stdout).toContain(
    `${2 * ofAfter.length} ratings imported, 0 there already, 0 cells empty, 0 left out`,
  )
  const again = await cli('ratings', 'import', before, after, '--from', ...files, '--json')
  expect(JSON.parse(again.stdout)).toMatchObject({ imported: 0, already: 2 * ofAfter.length, problems: [] })
  expect([await stored(before), await stored(after)]).toEqual([ofBefore, ofAfter])

  const agreement = JSON.parse((await cli('ratings', 'agreement', before, after, '--json')).stdout)
  expect(agreement.ratings.map(({ benchmark }: { benchmark: string }) => benchmark)).toEqual([
    'auto-j',
    'auto-j-zh',
    'lima',
  ])
  const total = agreement.ratings.reduce(
    (sum: number, { delta }: { delta: { value: number; n: number } }) => sum + delta.value * delta.n,
    0,
  )
  const differences = [...given.values()].map(({ base, sft }) => sft - base)
  // Equal answers add nothing to the sum of the differences; each item's is the mean over three raters.
  expect(total).toBeCloseTo((mean(differences) * differences.length) / 3, 6)
  for (const { delta, alpha, icc, raters, missing } of agreement.ratings) {
    expect(missing).toBe(0)
    expect(delta.ci95[0]).toBeGreaterThan(6)
    expect(delta.ci95[1]).toBeLessThan(10)
    // Offsets of ±5 and noise of ±2 against a spread of 12: raters agree well, not wholly; three of them better than one.
    expect(alpha.value).toBeGreaterThan(0.75)
    expect(alpha.value).toBeLessThan(0.95)
    expect(icc.single.value).toBeCloseTo(alpha.value, 1)
    expect(icc.average.value).toBeGreaterThan(icc.single.value)
    expect(
      raters.map(({ rater, offset }: { rater: string; offset: number }) => [rater, Math.round(offset / 7.5)]),
    ).toEqual([
      ['Ann', 1],
      ['Bo', expect.closeTo(0)],
      ['Cy', -1],
    ])
  }

  const compared = JSON.parse((await cli('compare', before, after, '--json')).stdout)
  for (const benchmark of compared.benchmarks) {
    const { delta } = agreement.ratings.find((one: { benchmark: string }) => one.benchmark === benchmark.name)
    expect(benchmark).toMatchObject({ metric: 'rating', judge: 'human', n: delta.n, unscored: { before: 0, after: 0 } })
    expect(benchmark.delta.value).toBeCloseTo(delta.value, 6)
    expect(benchmark.verdict).toBe('improved')
  }
  expect(compared.analyses[0]).toEqual({ title: 'Human ratings', data: agreement.ratings })
  const scored = JSON.parse((await cli('score', after, '--json')).stdout)
  expect(scored.benchmarks[0].metrics[0]).toMatchObject({ name: 'rating', n: compared.benchmarks[0].n })
  const report = (await cli('report', before, after)).stdout
  expect(report).toMatch(
    /## Human ratings[\s\S]*## Agreement between raters[\s\S]*ICC\(2,1\)[\s\S]*## Raters[\s\S]*Ann/,
  )
}, 240_000)

test('rate prints each rater’s link, lets nobody in without one, and ends with Ctrl-C', async () => {
  const links: string[] = []
  const statuses: number[] = []
  const done = await runCli(
    ['rate', before, after, '--mode', 'pairwise', '--rater', 'Ann', '--rater', 'Bo', '--port', '0'],
    {
      cwd,
      during: async child => {
        let text = ''
        child.stdout?.on('data', piece => {
          text += piece
        })
        while (text.split('\n').length < 3 && child.exitCode === null) await new Promise(go => setTimeout(go, 20))
        links.push(...(text.match(/http:\S+/g) ?? []))
        const [ann = ''] = links
        for (const url of [ann, new URL('/', ann).href, new URL(`/${'0'.repeat(40)}/`, ann).href]) {
          statuses.push((await fetch(url)).status)
        }
        const vote = { method: 'PUT', body: '{"choice":"left"}', headers: { origin: new URL(ann).origin } }
        statuses.push((await fetch(`${ann}api/items/1`, vote)).status)
        child.kill('SIGINT')
      },
    },
  )
  expect(statuses).toEqual([200, 403, 403, 200])
  expect(links[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{40}\/$/)
  expect(done).toMatchObject({ code: 0 })
  expect(done.stdout).toMatch(/Ann {2}http[\s\S]*Bo {2}http[\s\S]*1 of \d+ ratings are in/)
  expect(done.stderr).not.toContain('Warning')
  const { preferences } = JSON.parse((await cli('ratings', 'agreement', before, after, '--json')).stdout)
  expect(preferences).toMatchObject([{ raters: ['Ann'], pairs: 1 }])
}, 240_000)

test('a page for others than this machine comes with a warning', async () => {
  const done = await runCli(['rate', before, '--host', '0.0.0.0', '--port', '0'], {
    cwd,
    during: child =>
      new Promise(resolve => {
        child.stdout?.once('data', () => resolve(void child.kill('SIGTERM')))
        child.once('exit', () => resolve())
      }),
  })
  expect(done).toMatchObject({ code: 0 })
  expect(done.stderr).toMatch(/Warning: the page is served on 0\.0\.0\.0/)
}, 240_000)

test('--focus takes only the samples that are marked so, and the manifest says so', async () => {
  const done = await cli(
    'run',
    'lima',
    '--model',
    'replay:base.jsonl',
    '--focus',
    'planning',
    '--out',
    'focus',
    '--json',
  )
  expect(done).toMatchObject({ code: 0 })
  expect(JSON.parse(done.stdout)).toMatchObject({ status: 'not-rated' })
  const [id = ''] = await readdir(join(cwd, 'focus'))
  const manifest = JSON.parse(await readFile(join(cwd, 'focus', id, 'manifest.json'), 'utf8'))
  expect(manifest.sampling).toEqual({ limit: 'default', focus: 'planning' })
  const lines = (await readFile(join(cwd, 'focus', id, 'samples.jsonl'), 'utf8')).trimEnd().split('\n')
  expect(lines.length).toBe(manifest.benchmarks[0].n)
  for (const line of lines) expect(JSON.parse(line).metadata.planning).toBe(true)
  const resumed = await cli('run', 'lima', '--resume', id, '--out', 'focus')
  expect(resumed).toMatchObject({ code: 0 })
  const unknown = await cli('run', 'lima', '--model', 'replay:base.jsonl', '--focus', 'cooking')
  expect(unknown).toMatchObject({ code: 2 })
  expect(unknown.stderr).toContain('no sample is marked `cooking`')
}, 240_000)
