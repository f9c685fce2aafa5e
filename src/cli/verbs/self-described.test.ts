import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { sha256 } from '../../core/hash.ts'
import { gateable } from '../../run/fixtures/gateable-runs.ts'
import { buildWithBroken, buildWithout } from '../../testing/build-without.ts'
import { type CliResult, latestRun, runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let cwd: string
let bare: string
let pair: readonly [string, string]
const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd })
/** The same by an xeval that has no suite of these runs. */
const without = (...args: string[]): Promise<CliResult> => runCli(args, { cwd, main: bare })

beforeAll(async () => {
  cwd = await workspace()
  bare = await buildWithout('hallucination')
  expect((await run('run', 'hallucination')).code).toBe(0)
  const after = await latestRun(cwd)
  const { pair: partner } = JSON.parse(await readFile(join(after, 'manifest.json'), 'utf8'))
  const names = [partner.with, basename(after)]
  const [before = '', last = ''] = partner.role === 'after' ? names : names.reverse()
  pair = [before, last]
})

/** A copy of a run under another id. */
async function copyOf(name: string, id: string, change: (manifest: Manifest) => void = () => {}): Promise<string> {
  const dir = join(cwd, '.xeval/runs', id)
  await rm(dir, { recursive: true, force: true })
  await cp(join(cwd, '.xeval/runs', name), dir, { recursive: true })
  await editManifest(dir, manifest => {
    manifest['id'] = id
    change(manifest)
  })
  return dir
}

type Manifest = Record<string, unknown> & {
  benchmarks: (Record<string, unknown> & { name: string })[]
  scores?: { versions: Record<string, number> }
}

async function editManifest(dir: string, change: (manifest: Manifest) => void): Promise<void> {
  const file = join(dir, 'manifest.json')
  const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'))
  change(manifest)
  await writeFile(file, JSON.stringify(manifest, null, 2))
}

/** Both copied, and changed alike. */
const copies = async (label: string, change?: (manifest: Manifest) => void): Promise<[string, string]> => {
  for (const [i, name] of pair.entries()) await copyOf(name, `${label}-${i}`, change)
  return [`${label}-0`, `${label}-1`]
}

/** Of data that a gate takes. */
const gateableCopies = async (label: string, change?: (manifest: Manifest) => void): Promise<[string, string]> => {
  const names = await copies(label, change)
  await gateable(join(cwd, '.xeval/runs'), names[1], names[0])
  return names
}

/** What 0.1.0 left. */
const asOf010 = async (label: string): Promise<[string, string]> => {
  const names = await copies(label, manifest => {
    delete manifest['suiteCard']
    delete manifest['scores']
    for (const plan of manifest.benchmarks) delete plan['card']
  })
  for (const name of names) {
    await rm(join(cwd, '.xeval/runs', name, 'scores.jsonl'))
    await rm(join(cwd, '.xeval/runs', name, 'scores.idx'))
  }
  return names
}

const figures = (stdout: string) => {
  const { benchmarks, suiteScore, notCompared } = JSON.parse(stdout)
  return { benchmarks, suiteScore, notCompared }
}

/** The suite's own sections are all that a comparison lacks. */
function withoutSections({ stdout, ...rest }: CliResult) {
  if (!stdout.startsWith('{')) return { stdout, ...rest }
  const { analyses: _, ...others } = JSON.parse(stdout)
  return { ...others, ...rest }
}

test('the suite of these runs is gone from the other build', async () => {
  const { code, stderr } = await without('run', 'hallucination')
  expect(code).toBe(2)
  expect(stderr).toMatch(/no suite or benchmark "hallucination"/)
})

test('scores.jsonl has a line for each sample and epoch, with its checksum', async () => {
  const dir = join(cwd, '.xeval/runs', pair[0])
  const lines = (await readFile(join(dir, 'scores.jsonl'), 'utf8')).trim().split('\n')
  const samples = (await readFile(join(dir, 'samples.jsonl'), 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(samples.length)
  const records = lines.map(line => JSON.parse(line))
  expect(records.map(({ sampleId }) => sampleId)).toEqual(samples.map(line => JSON.parse(line).id))
  const { judgments } = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')).scores
  expect(judgments.bytes).toBe((await readFile(join(dir, 'judgments.jsonl'))).length)
  const scored = records.filter(record => record.values !== undefined)
  expect(scored.length).toBeGreaterThan(10)
  for (const record of records) {
    expect(record).toMatchObject({ epoch: 1, crc: expect.stringMatching(/^[0-9a-f]{8}$/) })
    if (record.values === undefined) expect(record.unscored ?? record.errored).toEqual(expect.any(String))
    else expect(record).toMatchObject({ label: expect.any(String), values: expect.any(Object) })
  }
})

test('a run whose suite is gone is compared, gated, reported, shown and listed with the same figures', async () => {
  const margin = ['--margin', 'factuality=0.9']
  const [gateBefore, gateAfter] = await gateableCopies('gated')
  for (const args of [
    ['compare', ...pair, '--json'],
    ['gate', gateAfter, '--against', gateBefore, ...margin, '--json'],
    ['report', ...pair, '--format', 'csv'],
    ['report', pair[0], '--format', 'csv'],
    ['report', ...pair, pair[0], '--format', 'markdown'],
    ['show', pair[1]],
    ['list', 'runs'],
  ]) {
    const [here, there] = [await run(...args), await without(...args)]
    expect({ args, ...withoutSections(there) }).toEqual({ args, ...withoutSections(here) })
    expect(here.stdout.length).toBeGreaterThan(100)
  }
  for (const language of ['en', 'zh']) {
    for (const names of [pair, [pair[0]]]) {
      const [here, there] = [
        await run('report', ...names, '--lang', language),
        await without('report', ...names, '--lang', language),
      ]
      expect(there.code).toBe(0)
      expect(there.stdout).toMatch(language === 'en' ? /own sections are left out/ : /未包含该套件自有的章节/)
      expect(here.stdout).not.toMatch(/left out|未包含/)
      const sections = (text: string): string[] => text.split(/^## /m)
      const own = sections(there.stdout).filter(section => !sections(here.stdout).includes(section))
      expect(own).toEqual([expect.stringMatching(/^Factuality\n/)])
    }
  }
})

test('a run’s metrics are drawn from its own scores where the suite is gone', async () => {
  const [name] = await copies('metrics')
  const file = join(cwd, '.xeval/runs', name, 'metrics.json')
  const metrics = JSON.parse(await readFile(file, 'utf8'))
  await rm(file)
  const { code, stderr } = await without('score', name)
  expect(code).toBe(0)
  expect(stderr).toMatch(
    /its scores are used unchanged, because they cannot be recomputed: no suite or benchmark "hallucination"/,
  )
  expect(JSON.parse(await readFile(file, 'utf8')).benchmarks).toEqual(metrics.benchmarks)
})

test('runs of an older version of their benchmarks are compared by their own scores, and the report says so', async () => {
  const names = await copies('older', manifest => {
    for (const plan of manifest.benchmarks) plan['version'] = 0
    for (const benchmark of Object.keys(manifest.scores?.versions ?? {}))
      if (manifest.scores) manifest.scores.versions[benchmark] = 0
  })
  const here = await run('compare', ...pair, '--json')
  const older = await run('compare', ...names, '--json')
  expect(older.code).toBe(0)
  expect(figures(older.stdout)).toEqual(figures(here.stdout))
  expect(JSON.parse(older.stdout)).toMatchObject({
    comparable: true,
    differences: expect.arrayContaining(['simpleqa version: 0 in the runs, 1 in this xeval']),
  })
  expect((await run('compare', ...names)).stdout).toContain('simpleqa version: 0 in the runs, 1 in this xeval')
  const rescored = await run('score', names[0])
  expect(rescored.code).toBe(0)
  expect(rescored.stderr).toMatch(/computed by version 0 of simpleqa; this xeval has version 1/)
  // Against a run of another version the scores are not of one kind.
  const mixed = await run('compare', names[0], pair[1])
  expect(mixed.code).toBe(2)
  expect(mixed.stderr).toMatch(/simpleqa version: 0 before, 1 after[\s\S]*--allow-diff version/)
})

test('a run of 0.1.0 opens: its scores are drawn in memory, kept by `xeval score`, and then read without the suite', async () => {
  const names = await asOf010('first')
  const here = figures((await run('compare', ...pair, '--json')).stdout)
  const drawn = await run('compare', ...names, '--json')
  expect(figures(drawn.stdout)).toEqual(here)
  expect(drawn.stderr).toBe('')
  const refused = await without('compare', ...names)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toMatch(/it has no scores\.jsonl, and the scores cannot be recomputed: no suite or benchmark/)
  expect(refused.stderr).toMatch(/xeval score first-0/)
  for (const name of names) expect((await run('score', name)).code).toBe(0)
  expect(figures((await without('compare', ...names, '--json')).stdout)).toEqual(here)
})

test.each([
  ['a score', 'scores.jsonl', (text: string) => text.replace('"correct":0', '"correct":1')],
  ['a line of scores', 'scores.jsonl', (text: string) => text.replace(/\n.*\n/, '\n')],
  ['the end of the scores', 'scores.jsonl', (text: string) => text.slice(0, -40)],
])('%s that was changed is never believed: the scores are drawn anew, or refused', async (_, file, change) => {
  const names = await copies('changed')
  const path = join(cwd, '.xeval/runs', names[1], file)
  const text = await readFile(path, 'utf8')
  await writeFile(path, change(text))
  expect(await readFile(path, 'utf8')).not.toBe(text)
  const here = await run('compare', ...pair, '--json')
  const drawn = await run('compare', ...names, '--json')
  expect(figures(drawn.stdout)).toEqual(figures(here.stdout))
  expect(drawn.stderr).toMatch(/changed-1: scores\.jsonl has changed since the scores were computed/)
  expect(await without('compare', ...names)).toMatchObject({ code: 2, stdout: '' })
  expect((await run('score', names[1])).code).toBe(0)
  expect((await without('compare', ...names)).stderr).toBe('')
})

test('scores that are older than the judgments are never believed', async () => {
  const names = await copies('judged')
  const path = join(cwd, '.xeval/runs', names[1], 'judgments.jsonl')
  await writeFile(path, `${await readFile(path, 'utf8')}{"half a line`)
  const drawn = await run('compare', ...names, '--json')
  expect(drawn.code).toBe(0)
  expect(drawn.stderr).toMatch(/judgments\.jsonl has changed since the scores were computed/)
  const refused = await without('compare', ...names)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toMatch(/judgments\.jsonl has changed since/)
})

test('a manifest that names a suite that never was is read as it is', async () => {
  const names = await copies('renamed', manifest => {
    manifest['suite'] = 'never-was'
  })
  const here = await run('compare', ...pair, '--json')
  const there = await run('compare', ...names, '--json')
  expect(there).toMatchObject({ code: 0, stderr: '' })
  expect(figures(there.stdout)).toEqual(figures(here.stdout))
  await gateable(join(cwd, '.xeval/runs'), names[1], names[0])
  const gate = await run('gate', names[1], '--against', names[0], '--margin', 'never-was=0.9', '--json')
  const { benchmarks, notCompared } = figures(here.stdout)
  expect(JSON.parse(gate.stdout).results).toHaveLength(benchmarks.length + notCompared.length)
  expect((await run('show', names[0])).stdout).toContain('suite: never-was')
})

test('a suite that can’t be loaded is a reason in the report, and no error', async () => {
  const broken = await buildWithBroken('hallucination')
  const main = (...args: string[]): Promise<CliResult> => runCli(args, { cwd, main: broken })
  const [here, there] = [await run('compare', ...pair, '--json'), await main('compare', ...pair, '--json')]
  expect(there).toMatchObject({ code: 0, stderr: '' })
  expect(figures(there.stdout)).toEqual(figures(here.stdout))
  expect((await main('report', ...pair)).stdout).toMatch(/own sections are left out[\s\S]*Cannot find module/)
  expect((await main('show', pair[0])).stdout).toMatch(new RegExp(`^run: ${pair[0]}\n`))
})

test.each(['.xeval/runs', './.xeval/runs', '.xeval/runs/', './.xeval//runs/'])(
  'with --out %s runs keep their names',
  async out => {
    const listed = JSON.parse((await run('list', 'runs', '--json', '--out', out)).stdout)
    expect(listed.runs.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining([...pair]))
    expect(await run('show', pair[1], '--json', '--out', out)).toMatchObject({ code: 0 })
  },
)

test('a run that is still going on says how to finish it, wherever it is', async () => {
  const dir = await copyOf(pair[0], 'going', manifest => {
    manifest['status'] = 'interrupted'
  })
  await cp(dir, join(cwd, 'elsewhere/going'), { recursive: true })
  expect((await run('compare', 'going', pair[1])).stderr).toMatch(/--resume going\n/)
  const { stderr } = await run('compare', 'going', 'going', '--out', './elsewhere/')
  expect(stderr).toContain('xeval run hallucination --resume going --out ./elsewhere/\n')
})

test('a baseline of 0.1.0 is a baseline still, and one that is set now stays one when its scores are drawn again', async () => {
  const [before, after] = await asOf010('base')
  await gateable(join(cwd, '.xeval/runs'), after, before)
  // Only nights against a baseline are counted.
  const gate = async (against: string) => {
    const { stdout, ...rest } = await run('gate', after, '--against', against, '--margin', 'factuality=0.9')
    return { ...rest, figures: stdout.replace(/^night against mine(?:.*\n(?: {2}.*\n)*)/m, '') }
  }
  expect(await run('baseline', 'set', 'mine', before)).toMatchObject({ code: 0 })
  const here = await gate(before)
  const file = join(cwd, '.xeval/baselines/mine.json')
  const baseline = JSON.parse(await readFile(file, 'utf8'))
  const text = await readFile(join(cwd, '.xeval/runs', before, 'manifest.json'), 'utf8')
  await writeFile(file, JSON.stringify({ ...baseline, manifest: sha256(text) }))
  expect(await gate('mine')).toEqual(here)
  await run('baseline', 'set', 'mine', before)
  expect((await run('score', before)).code).toBe(0)
  expect(await gate('mine')).toEqual(here)
})

test('a plug-in of the config that is gone is told, and runs are compared, reported, shown and listed without it; nothing new is run', async () => {
  await writeFile(join(cwd, 'xeval.config.json'), JSON.stringify({ plugins: ['./gone.ts'] }))
  try {
    const told = /note: plug-in \.\/gone\.ts: .*; continuing without it/
    for (const command of [
      ['compare', ...pair],
      ['report', ...pair],
      ['show', pair[0]],
      ['list', 'runs'],
    ]) {
      const { code, stdout, stderr } = await run(...command)
      expect({ command, code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(told) })
      expect(stdout).not.toBe('')
    }
    const refused = { code: 2, stdout: '', stderr: expect.stringMatching(/error: plug-in \.\/gone\.ts/) }
    expect(await run('run', 'hallucination')).toMatchObject(refused)
    expect(await run('compare', ...pair, '--plugin', './gone-too.ts')).toMatchObject({ code: 2, stdout: '' })
  } finally {
    await rm(join(cwd, 'xeval.config.json'))
  }
})
