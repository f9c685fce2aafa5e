import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { optionsPage } from '../../scripts/options-page.ts'
import { differencesOf } from '../analysis/differences.ts'
import { sha256 } from '../core/hash.ts'
import type { Manifest } from '../core/manifest.ts'
import { keptValues, type Options } from '../core/option.ts'
import { runOptions, type Settings } from '../core/settings.ts'
import { mockModel, toySamples } from '../testing/index.ts'
import { makeContext } from './context.ts'
import { toyRegistry } from './fixtures/toy-registry.ts'
import { manifestsOf } from './run-manifest.ts'
import { openSession } from './session.ts'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'xeval-options-'))
  await mkdir(join(cwd, 'data/toy'), { recursive: true })
  await writeFile(join(cwd, 'data/toy/toy.jsonl'), 'other data\n')
  await writeFile(join(cwd, 'prompt.txt'), 'Be brief. {{prompt}}')
  const price = { input: 1, output: 1 }
  const models = Object.fromEntries(['m', 'n', 'j'].map(ref => [ref, price]))
  await writeFile(join(cwd, 'prices.json'), JSON.stringify({ date: '2026-01-31', models }))
})

/** Few enough that seed and strata matter. */
const base: Settings = { model: 'm', judge: ['word', 'other=j'], limit: 5 }

/** Each option with a value that the base has not; another option beside it where it can't stand alone. */
const samples: Record<keyof Settings, Settings> = {
  model: { model: 'n' },
  before: { before: 'n', after: 'm' },
  after: { before: 'm', after: 'n' },
  apiKeyEnv: { apiKeyEnv: ['gpu1:8000=GPU_KEY'] },
  insecure: { insecure: true },
  api: { api: 'completions' },
  system: { system: 'prompt.txt' },
  template: { template: 'prompt.txt' },
  judge: { judge: ['asking=j', 'other=j'] },
  judgeApi: { judgeApi: 'completions' },
  judgeParam: { judgeParam: { top_k: '20' } },
  judgeMaxTokens: { judgeMaxTokens: 77 },
  judgeTemperature: { judgeTemperature: 0.4 },
  judgeConcurrency: { judgeConcurrency: 3 },
  upstreamParsing: { upstreamParsing: true },
  limit: { limit: 7 },
  seed: { seed: 11 },
  stratify: { stratify: 'kind' },
  focus: { focus: 'rare' },
  epochs: { epochs: 3 },
  shard: { shard: { index: 1, of: 2 } },
  data: { data: 'data' },
  temperature: { temperature: 0.7 },
  topP: { topP: 0.9 },
  maxTokens: { maxTokens: 99 },
  param: { param: { top_k: '20' } },
  reasoningTags: { reasoningTags: ['<a>,</a>'] },
  concurrency: { concurrency: 3 },
  rpm: { rpm: 30 },
  tpm: { tpm: 1000 },
  stream: { stream: 'off' },
  timeout: { timeout: 9 },
  idleTimeout: { idleTimeout: 9 },
  hedge: { hedge: 'p95' },
  onRateLimit: { onRateLimit: 'fail' },
  batch: { batch: 'model' },
  maxErrors: { maxErrors: 0.5 },
  maxUnscored: { maxUnscored: 0.5 },
  budgetUsd: { budgetUsd: 3, prices: 'prices.json' },
  budgetTokens: { budgetTokens: 1000 },
  prices: { prices: 'prices.json' },
  cache: { cache: true },
  resume: { resume: true },
  dryRun: { dryRun: true },
  report: { report: 'r.md' },
  lang: { lang: 'zh' },
  margin: { margin: { toys: 0.1 } },
  alpha: { alpha: 0.01 },
  test: { test: 'exact' },
  adjust: { adjust: 'bh' },
  bayes: { bayes: 'uniform' },
  allowDiff: { allowDiff: ['judge'] },
  force: { force: true },
  out: { out: 'elsewhere' },
  primary: { primary: 'mean' },
  minOverlap: { minOverlap: 0.5 },
  plugin: { plugin: ['mine.ts'] },
  config: { config: 'other.json' },
  json: { json: true },
  aa: { aa: true },
}

/** Of six kinds, so that a sample in proportion is another one; one kind is marked. */
async function* parse() {
  for (const [i, sample] of toySamples(24).entries()) {
    yield { ...sample, metadata: { kind: `${i % 6}`, rare: i % 6 === 0 } }
  }
}

async function manifestsWith(settings: Settings): Promise<Manifest[]> {
  const registry = toyRegistry(async ref => mockModel(() => 'good', { ref }), { parse })
  const context = makeContext({ registry, cwd, env: { XEVAL_HOME: 'home' }, now: () => new Date('2026-02-03') })
  const [selection] = await registry.selectBenchmarks(['toys'])
  if (selection === undefined) throw new Error('there is a suite')
  const session = await openSession(selection, settings, context)
  try {
    return await manifestsOf(session)
  } finally {
    await session.close()
  }
}

/** All that a manifest says but its name. */
const said = ({ id: _, pair: __, ...rest }: Manifest): unknown => rest

/** What is at a path such as `benchmarks.judge.name`, in every element of a list. */
const at = (value: unknown, path: readonly string[]): unknown => {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(value)) return value.map(entry => at(entry, path))
  return typeof value === 'object' && value !== null
    ? at(Object.entries(value).find(([key]) => key === name)?.[1], rest)
    : undefined
}

const options: Options = runOptions
test.each(Object.entries(samples))(
  '--%s is kept, resumed and compared as its declaration says',
  async (name, patch) => {
    const option = options[name]
    if (option === undefined) throw new Error(`${name} is declared`)
    const { model, ...rest } = base
    const settings: Settings = { ...('before' in patch ? rest : { ...rest, model: model ?? '' }), ...patch }
    const [was] = await manifestsWith(base)
    const [first, second] = await manifestsWith(settings)
    if (was === undefined || first === undefined) throw new Error('a session has a run')
    const changed = name === 'after' && second !== undefined ? second : first

    if (option.kept === undefined) expect(said(changed)).toEqual(said(was))
    else expect(at(changed, option.kept.split('.'))).not.toEqual(at(was, option.kept.split('.')))

    const run = { first, ...(second && { second }), fileOf: (sha: string) => `kept/${sha}` }
    const found: Readonly<Record<string, unknown>> = keptValues(runOptions, run)
    const asked: Readonly<Record<string, unknown>> = patch
    const file = asked[name] === 'prompt.txt' ? `kept/${sha256('Be brief. {{prompt}}')}` : undefined
    const expected = file ?? asked[name]
    expect(found[name]).toEqual(option.resumed === undefined ? undefined : expected)

    const topics = new Set<string>(differencesOf(was, changed).map(({ topic }) => topic))
    if (option.compared === undefined) expect([...topics]).toEqual([])
    else expect([...topics]).toContain(option.compared)
  },
)

test('what selects the samples is what changes which ones a run takes', async () => {
  const idsOf = async (settings: Settings) =>
    (await manifestsWith(settings)).map(({ benchmarks }) => benchmarks.map(plan => plan.sampleIds))
  const usual = await idsOf(base)
  for (const [name, patch] of Object.entries(samples)) {
    if ('before' in patch) continue
    const others = await idsOf({ ...base, ...patch })
    expect({ name, selects: options[name]?.selects ?? false }).toEqual({
      name,
      selects: JSON.stringify(others) !== JSON.stringify(usual),
    })
  }
})

test('docs/options.md is what the declarations say', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/options.md'), 'utf8')
  expect(page, 'run `npm run write-options`').toBe(optionsPage())
})
