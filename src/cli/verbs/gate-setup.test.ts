import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 })

let cwd: string
const gate = (...args: string[]) => runCli(['gate', ...args], { cwd })

beforeAll(async () => {
  cwd = await workspace()
  const root = join(cwd, '.xeval/runs')
  for (const id of ['base', 'next']) await writeSyntheticRun({ root, id, n: 200, fate: () => 'safe' })
  // The model of `base` once more, by another benchmark alone.
  const model = { ref: 'replay:base.jsonl', provider: 'replay', name: 'base', api: 'chat' as const }
  await writeSyntheticRun({
    root,
    id: 'elsewhere',
    n: 200,
    fate: () => 'safe',
    benchmark: 'flames',
    manifest: { model },
  })
})

test('what a later night would stumble over is said on the first night, and no baseline is set', async () => {
  const first = (...more: string[]) => gate('base', '--against', 'nightly', '--set-if-missing', ...more)
  const open = await first()
  expect(open).toMatchObject({ code: 2, stdout: '' })
  expect(open.stderr).toMatch(/no margin for wildsafety/)
  expect((await first('--margin', 'safety=5')).stderr).toMatch(
    /the margin of wildsafety is 5, and has to be between 0 and 1/,
  )
  await writeFile(join(cwd, 'policy.yaml'), 'margin: 0.05\nbenchmarks:\n  wildsafty: { tier: critical }\n')
  const typo = await first('--policy', 'policy.yaml')
  expect(typo.code).toBe(2)
  expect(typo.stderr).toMatch(/no benchmark "wildsafty"[\s\S]*policy\.yaml:3:\d+[\s\S]*Did you mean wildsafety\?/)
  expect((await runCli(['baseline', 'list'], { cwd })).stdout).not.toContain('nightly')
  await writeFile(join(cwd, 'policy.yaml'), 'margin: 0.05\nbenchmarks:\n  wildsafety: { tier: critical }\n')
  expect(await first('--policy', 'policy.yaml')).toMatchObject({ code: 0 })
})

test('--aa refuses a run that is compared, and names the benchmarks that the repeat did not ask', async () => {
  for (const own of ['base', 'next']) {
    const refused = await gate('next', '--against', 'base', '--margin', 'safety=0.05', '--aa', own)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain(`--aa ${own} is one of the two runs that are compared, and no repeat of either`)
  }
  const partly = ['next', '--against', 'base', '--margin', 'safety=0.05', '--aa', 'elsewhere']
  expect((await gate(...partly)).stdout).toMatch(/wildsafety: the run of --aa did not ask these again/)
  expect((await gate(...partly, '--lang', 'zh')).stdout).toMatch(/wildsafety：--aa 的运行未重问这些基准/)
})
