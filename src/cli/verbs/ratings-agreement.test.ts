import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pearson } from '../../stats/correlation.ts'
import { runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Shrout & Fleiss 1979, tables 2 and 4, https://doi.org/10.1037/0033-2909.86.2.420; psych::ICC's example in R.
test('one run rated on 1–10 gives the published ICC of Shrout and Fleiss’s six targets, and a judge beside them its r', async () => {
  const targets = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ]
  const own = await workspace()
  const answers = targets.map((_, i) => ({ prompt: `Describe target ${i}.`, output: `Target ${i}.` }))
  await writeFile(join(own, 'prompts.txt'), answers.map(({ prompt }) => `${prompt}\n`).join(''))
  await writeFile(join(own, 'a.jsonl'), answers.map(line => `${JSON.stringify(line)}\n`).join(''))
  const here = (...args: string[]) => runCli(args, { cwd: own })
  await here('pull', 'own-prompts', '--from', 'prompts.txt')
  const replies = [12, 35, 50, 64, 77, 91].map(rating => JSON.stringify({ rationale: 'So it seems.', rating }))
  const endpoint = await startMockEndpoint({ canned: { judge: replies } })
  const judged = await here('run', 'custom', '--model', 'replay:a.jsonl', '--judge', `rating-llm=${endpoint.url}#judge`)
  await endpoint.close()
  expect(judged).toMatchObject({ code: 0 })
  const [id = ''] = await readdir(join(own, '.xeval/runs'))
  await here('ratings', 'template', id, '-o', 'sheets', '--raters', '4')
  const lines = (await readFile(join(own, 'sheets/01-R1.jsonl'), 'utf8')).trimEnd().split('\n')
  const wide = lines
    .map(line => JSON.parse(line))
    .map(({ item, answer }) => [item, ...(targets[Number(/\d/.exec(answer)?.[0])] ?? [])].join(','))
  await writeFile(join(own, 'wide.csv'), ['item,R1,R2,R3,R4', ...wide, ''].join('\n'))
  const imported = await here('ratings', 'import', id, '--from', 'wide.csv', '--scale', '1-10')
  expect(imported).toMatchObject({ code: 0, stderr: '' })
  const { ratings, judges } = JSON.parse((await here('ratings', 'agreement', id, '--json')).stdout)
  expect(ratings[0].icc.single.value).toBeCloseTo(0.2898, 4)
  expect(ratings[0].icc.average.value).toBeCloseTo(0.6201, 4)
  const linesOf = async (name: string) =>
    (await readFile(join(own, '.xeval/runs', id, name), 'utf8'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
  const prompts = new Map((await linesOf('samples.jsonl')).map(({ id, input }) => [id, input[0].content]))
  const both = (await linesOf('judgments.jsonl')).map(({ sampleId, outcome }) => ({
    judge: Number(outcome.value.label),
    people: mean(targets[Number(/\d/.exec(prompts.get(sampleId))?.[0])] ?? []),
  }))
  const r = pearson(
    both.map(({ judge }) => judge),
    both.map(({ people }) => people),
  )
  expect(judges).toEqual([
    { benchmark: 'own-prompts', judge: 'rating-llm', n: 6, r: expect.closeTo(r ?? Number.NaN, 9) },
  ])
  const report = (await here('report', id)).stdout
  expect(report).toMatch(/## Human ratings[\s\S]*0\\?\.290[\s\S]*## Judges compared with the raters[\s\S]*rating-llm/)
}, 240_000)

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
