import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { suites } from '../../../suites/index.ts'
import { selectSamples } from '../../core/sampling.ts'
import { said } from '../../core/wording.ts'
import { runCli, workspace } from '../../testing/index.ts'

const loaded = await Promise.all(
  Object.entries(suites).map(async ([name, load]) => ({ name, suite: (await load()).default })),
)
const shown = loaded.flatMap(({ name, suite }) => (suite.demo === undefined ? [] : [{ name, suite, demo: suite.demo }]))

test('the safety suite has a demonstration', () => {
  expect(shown.map(({ name }) => name)).toContain('safety')
})

describe.each(shown)('the demonstration of $name', ({ name, suite, demo }) => {
  test('needs no model, key or network, prints the table and the report, and says DEMO everywhere', async () => {
    const cwd = await workspace()
    const { code, stdout, stderr } = await runCli(['run', name], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^DEMO: /) })
    expect(stdout).toMatch(/^DEMO: /)
    expect(stdout).toMatch(/demo\/before → demo\/after/)
    for (const benchmark of suite.benchmarks) expect(stdout).toMatch(new RegExp(`^${benchmark.name} +\\d+ `, 'm'))
    // A judge without a model leaves some answers open; a benchmark of which nothing was scored in both runs has no figures.
    const compared = suite.benchmarks.flatMap(benchmark =>
      new RegExp(`^${benchmark.name} +[1-9]`, 'm').test(stdout) ? benchmark.name : [],
    )
    expect(compared.length).toBeGreaterThanOrEqual(Math.min(2, suite.benchmarks.length))
    expect(stdout).toContain(`bundled sample: ${compared.join(', ')}\n`)
    const report = /^Report: (.+)$/m.exec(stdout)?.[1] ?? ''
    const text = await readFile(join(cwd, report), 'utf8')
    expect(text).toContain('DEMO')
    expect(text).toContain(said(demo.provenance, 'en').slice(0, 40))
    const runs = join(cwd, '.xeval/runs')
    const ids = await readdir(runs)
    expect(ids).toHaveLength(2)
    for (const id of ids) {
      const manifest = JSON.parse(await readFile(join(runs, id, 'manifest.json'), 'utf8'))
      expect(manifest).toMatchObject({ demo: true, status: 'complete', counts: { errored: 0 } })
      expect(JSON.parse(await readFile(join(runs, id, 'metrics.json'), 'utf8'))).toMatchObject({ run: { demo: true } })
    }
  })

  test('says so as JSON too', async () => {
    const { code, stdout } = await runCli(['run', name, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ before: { demo: true }, after: { demo: true } })
  })

  test.each(['before', 'after'] as const)(
    'has an answer (%s) to each bundled sample that it takes, and no other',
    async arm => {
      const lines = (await readFile(demo[arm], 'utf8')).trimEnd().split('\n')
      const recorded = lines.map(line => {
        const { benchmark, id, usage } = JSON.parse(line)
        expect(usage.output_tokens).toBeGreaterThan(0)
        return `${benchmark} ${id}`
      })
      const bundled: string[] = []
      const { limit = 'all' } = demo
      for (const { name: benchmark, dataset } of suite.benchmarks) {
        const { samples } = await selectSamples(dataset.parse(fileURLToPath(dataset.bundled)), { limit, seed: 0 })
        bundled.push(...samples.map(({ id }) => `${benchmark} ${id}`))
      }
      expect(recorded.sort()).toEqual(bundled.sort())
    },
  )

  test('says how its answers came about', async () => {
    const text = await readFile(new URL('PROVENANCE.md', demo.before), 'utf8')
    expect(text).toMatch(/SHA-256 `[0-9a-f]{64}`/)
    expect(text).toMatch(/--temperature` `0`/)
  })
})
