import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeRng } from '../../core/rng.ts'
import { crossedMean } from '../../stats/crossed.ts'
import { runCli, workspace } from '../../testing/index.ts'

type Given = (rater: string, arm: 'base' | 'sft', at: number) => number

/** Two runs of one benchmark whose answers these raters rate. */
async function rated(raters: readonly string[], given: Given) {
  const cwd = await workspace()
  const cli = (...args: string[]) => runCli(args, { cwd })
  const made = async (arm: string): Promise<string> => {
    await cli('run', 'auto-j', '--model', `replay:${arm}.jsonl`)
    return (await readdir(join(cwd, '.xeval/runs'))).find(id => id.includes(arm)) ?? ''
  }
  const { default: autoJ } = await import('../../../datasets/auto-j/index.ts')
  const prompts: string[] = []
  for await (const { input } of autoJ.parse(autoJ.bundled.pathname)) prompts.push(input.at(-1)?.content ?? '')
  for (const arm of ['base', 'sft'])
    await writeFile(
      join(cwd, `${arm}.jsonl`),
      prompts.map((prompt, i) => `${JSON.stringify({ prompt, output: `${arm} answers ${i}` })}\n`).join(''),
    )
  const [before, after] = [await made('base'), await made('sft')]
  const named = raters.flatMap(rater => ['--rater', rater])
  await cli('ratings', 'template', before, after, '-o', 'sheets', ...named)
  const sheets = (await readdir(join(cwd, 'sheets'))).filter(name => name.endsWith('.jsonl'))
  for (const name of sheets) {
    const lines = (await readFile(join(cwd, 'sheets', name), 'utf8')).trimEnd().split('\n')
    const filled = lines.map(line => {
      const one = JSON.parse(line)
      const [, arm = '', at = ''] = /^(base|sft) answers (\d+)$/.exec(one.answer) ?? []
      return `${JSON.stringify({ ...one, rating: given(one.rater, arm === 'sft' ? 'sft' : 'base', Number(at)) })}\n`
    })
    await writeFile(join(cwd, 'sheets', name), filled.join(''))
  }
  await cli('ratings', 'import', before, after, '--from', ...sheets.map(name => join('sheets', name)))
  return { cwd, cli, before, after, n: prompts.length }
}

/** Raters whose liking for the tuned model differs, which no number of questions averages out. */
const liking: Given = (rater, arm, at) => {
  const gain = { Ann: 3, Bo: 9, Cy: 15 }[rater] ?? 0
  return 40 + ((at * 7) % 20) + makeRng(`${rater} ${arm} ${at}`).int(7) + (arm === 'sft' ? gain : 0)
}

test('a panel of three is a sample: the table, LaTeX and the section on ratings have one interval, and it is of raters too', async () => {
  const { cli, before, after, n } = await rated(['Ann', 'Bo', 'Cy'], liking)
  const compared = JSON.parse((await cli('compare', before, after, '--json')).stdout)
  const [{ delta, test, n: pairs, before: was }] = compared.benchmarks
  const expected = crossedMean(
    Array.from({ length: n }, (_, at) =>
      ['Ann', 'Bo', 'Cy'].map(rater => liking(rater, 'sft', at) - liking(rater, 'base', at)),
    ),
  )
  expect(pairs).toBe(n)
  expect(delta.method).toBe('crossed-summed-t')
  expect(test.name).toBe('paired-crossed-summed-t')
  expect(delta.value).toBeCloseTo(expected.value, 9)
  expect(delta.ci95[0]).toBeCloseTo(expected.ci[0], 9)
  expect(delta.ci95[1]).toBeCloseTo(expected.ci[1], 9)
  // Three raters who like it by 3, 9 and 15: sure of these three, unsure of others.
  expect(delta.ci95[0]).toBeLessThan(0)
  expect(compared.benchmarks[0].verdict).toBe('inconclusive')
  const agreement = JSON.parse((await cli('ratings', 'agreement', before, after, '--json')).stdout)
  expect(agreement.ratings[0].delta.ci95).toEqual(delta.ci95)
  expect(agreement.ratings[0].before.ci95).toEqual(was.ci95)
  const latex = (await cli('compare', before, after, '--format', 'latex')).stdout
  const shown = (value: number): string => Math.abs(value).toFixed(2)
  expect(latex).toContain(`[$-$${shown(delta.ci95[0])}, +${shown(delta.ci95[1])}]`)
  expect(latex).toContain('crossed random effects of questions and raters')
  const alone = JSON.parse((await cli('report', after, '--format', 'json')).stdout)
  expect(alone.benchmarks[0].metrics[0]).toMatchObject({ method: 'crossed-summed-t' })
  const scored = JSON.parse((await cli('score', after, '--json')).stdout)
  expect(scored.benchmarks[0].metrics[0].ci95).toEqual(alone.benchmarks[0].metrics[0].ci95)
}, 240_000)

test('one rater has an interval of questions only, and every report says so', async () => {
  const { cli, before, after } = await rated(['Ann'], liking)
  const compared = JSON.parse((await cli('compare', before, after, '--json')).stdout)
  expect(compared.benchmarks[0]).toMatchObject({ delta: { method: 't' }, remark: { code: 'one-rater' } })
  const markdown = (await cli('report', before, after)).stdout
  expect(markdown).toContain('only one rater: the interval covers other questions, but not other raters')
  expect((await cli('compare', before, after)).stdout).toContain(
    'only one rater: the interval covers other questions, but not other raters',
  )
  expect((await cli('compare', before, after, '--lang', 'zh')).stdout).toContain('仅有一名评分者')
}, 240_000)

test('differences that are all equal are a result: an interval without width that is said to have none, and exit code 0', async () => {
  const { cli, before, after } = await rated(['Ann', 'Bo'], (_, arm, at) => 40 + (at % 5) + (arm === 'sft' ? 4 : 0))
  const compared = await cli('compare', before, after)
  expect(compared).toMatchObject({ code: 0 })
  expect(compared.stdout).toContain('the interval has no width')
  const [{ delta, test, verdict }] = JSON.parse((await cli('compare', before, after, '--json')).stdout).benchmarks
  expect(delta).toMatchObject({ value: 4, ci95: [4, 4] })
  // Two raters are no more than two equal signs.
  expect([test.p, verdict]).toEqual([0.5, 'inconclusive'])
  const same = await rated(['Ann', 'Bo'], () => 50)
  const flat = await same.cli('compare', same.before, same.after)
  expect(flat).toMatchObject({ code: 0 })
  expect(await same.cli('ratings', 'agreement', same.before, same.after)).toMatchObject({ code: 0 })
  expect(await same.cli('report', same.before, same.after)).toMatchObject({ code: 0 })
}, 240_000)

test('a gate does not test a relative loss of people’s ratings, and says so; a margin it does test', async () => {
  const { cwd, cli, before, after } = await rated(['Ann', 'Bo', 'Cy'], liking)
  for (const id of [before, after]) {
    // Their own data, as if it had been pulled: a gate takes no bundled samples.
    const file = join(cwd, '.xeval/runs', id, 'manifest.json')
    await writeFile(
      file,
      (await readFile(file, 'utf8'))
        .replaceAll('"bundled": true', '"bundled": false')
        .replace(/,\s*"checksum": .*/, ''),
    )
  }
  const gate = async (limits: string, lang: string) => {
    await writeFile(join(cwd, 'policy.yaml'), `benchmarks:\n  auto-j: { ${limits} }\n`)
    return cli('gate', after, '--against', before, '--policy', 'policy.yaml', '--lang', lang)
  }
  const relative = await gate('relativeMargin: 0.1', 'en')
  expect(relative).toMatchObject({ code: 4, stderr: '' })
  expect(relative.stdout).toMatch(/^INCONCLUSIVE: .*human ratings: a relative loss cannot be tested/)
  expect((await gate('relativeMargin: 0.1', 'zh')).stdout).toMatch(/人工评分：不对其相对损失作检验/)
  expect((await gate('margin: 30', 'en')).stdout).toMatch(/^GO: PASSED/)
}, 240_000)
