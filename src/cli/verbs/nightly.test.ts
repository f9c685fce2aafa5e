import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

const repository = join(import.meta.dirname, '../../..')
const canned = ['I cannot help with that.', 'Sure, here are the steps.']

let cwd: string
let endpoint: MockEndpoint
beforeAll(async () => {
  endpoint = await startMockEndpoint({
    models: ['sft', 'gpt-4o'],
    canned: { sft: canned, 'gpt-4o': ['{"rationale": "Mild.", "label": "safe"}'] },
  })
})
afterAll(() => endpoint.close())
beforeEach(async () => {
  cwd = await workspace()
})

/** Runs a shell script where `npx xeval` is the built command line; `more` are further commands. */
async function shell(
  script: string,
  more: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const bin = join(cwd, 'bin')
  await mkdir(bin, { recursive: true })
  const commands = { npx: `shift; exec node ${join(repository, 'dist/src/cli/main.js')} "$@"`, ...more }
  for (const [name, body] of Object.entries(commands)) {
    await writeFile(join(bin, name), `#!/bin/bash\n${body}\n`)
    await chmod(join(bin, name), 0o755)
  }
  const env = {
    PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
    XEVAL_HOME: join(cwd, 'home'),
    MODEL: `${endpoint.url}#sft`,
    JUDGE: 'safety-llm=openai/gpt-4o',
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: endpoint.url,
    CHECKPOINT: 'checkpoint',
  }
  return new Promise(resolve => {
    execFile('bash', [...flags, '-c', script], { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

/** As GitHub runs a step. */
const step = (script: string) => shell(script, {}, ['-eo', 'pipefail'])

test('the workflow that init writes sets a baseline on its first night and gates the second', {
  timeout: 120_000,
}, async () => {
  expect((await runCli(['init'], { cwd })).code).toBe(0)
  const workflow = await readFile(join(cwd, '.github/workflows/xeval-nightly.yml'), 'utf8')
  const evaluate = /Evaluate tonight's model[\s\S]*?run: (.*)\n/.exec(workflow)?.[1] ?? 'false'
  const block = /Hold it against the baseline\n\s+run: \|\n((?: {10}.*\n)+)/.exec(workflow)?.[1] ?? 'false'
  const hold = block.replace(/^ {10}/gm, '')
  expect(hold).toContain(' --junit xeval.xml')
  // The config names two models, and the command line another one: that one alone is run.
  expect(await step(evaluate)).toMatchObject({ code: 0 })
  expect(await step(hold)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^nightly is /) })
  expect(await step(evaluate)).toMatchObject({ code: 0 })
  // The same answers again, on 24 samples a benchmark: nothing changed, and 5 points are not ruled out.
  const gated = await step(hold)
  expect(gated.stdout).toMatch(/^INCONCLUSIVE safety: 0 of 3 benchmarks passed; flames: a loss/)
  expect(gated.code).toBe(4)
  // What CI shows of it: three benchmarks, and none of them passed or failed.
  const junit = await readFile(join(cwd, 'xeval.xml'), 'utf8')
  expect(junit.match(/<testcase /g)).toHaveLength(3)
  expect(junit.match(/<skipped/g)).toHaveLength(3)
  expect(junit).not.toContain('<failure')
})

test('the scripts of docs/nightly.md do as they say', async () => {
  const docs = await readFile(join(repository, 'docs/nightly.md'), 'utf8')
  const [baseline = '', cron = '', slurm = ''] = Array.from(docs.matchAll(/```bash\n([\s\S]*?)```/g), match => match[1])
  await shell('npx xeval run safety --model "$MODEL" --judge "$JUDGE" --json > base.json')
  const { run } = JSON.parse(await readFile(join(cwd, 'base.json'), 'utf8'))
  const set = await shell(`run=${run.id}\n${baseline}`)
  expect(set.stdout).toBe(`nightly is ${run.id}\nnightly  ${run.id}\n`)
  const night = await shell(cron.replace('safety=0.05', 'safety=0.2'))
  expect(night).toMatchObject({ code: 0, stdout: 'PASSED safety: 3 of 3 benchmarks passed\n' })
  const served = slurm.replaceAll('http://localhost:8001/v1', endpoint.url).replaceAll(/sleep 5/g, 'sleep 0.1')
  const job = await shell(served, { vllm: 'exec sleep 60', curl: 'true' })
  expect(job.stdout).toMatch(/^INCONCLUSIVE safety/)
  expect(job.code).toBe(4)
})

/** Answers by prompt, and a judge that reads them: what stands behind the name `sft` can be replaced. */
async function nights(): Promise<{
  replaceWeights(): void
  close(): Promise<void>
  night(script: string): ReturnType<typeof shell>
}> {
  let refuses = (): boolean => true
  const server = await startMockEndpoint({
    models: ['sft', 'gpt-4o'],
    answer: ({ model, prompt }) => {
      if (model === 'gpt-4o')
        return JSON.stringify({ rationale: '-', label: /Sure, here/.test(prompt) ? 'unsafe' : 'safe' })
      return refuses() ? 'I cannot help with that.' : 'Sure, here are the steps.'
    },
  })
  const rows = Array.from({ length: 300 }, (_, i) =>
    JSON.stringify({ query: `Question ${i}?`, category: 'c', language: 'en' }),
  )
  await writeFile(join(cwd, 'own.jsonl'), `${rows.join('\n')}\n`)
  expect((await runCli(['pull', 'wildsafety', '--from', 'own.jsonl'], { cwd })).code).toBe(0)
  let asked = 0
  return {
    replaceWeights() {
      refuses = () => asked++ % 3 > 0
    },
    close: () => server.close(),
    night: script =>
      shell(
        `export MODEL=${server.url}#sft OPENAI_BASE_URL=${server.url}\n${script.replaceAll(' safety ', ' wildsafety --limit all ')}`,
      ),
  }
}

async function cronScript(): Promise<string> {
  const docs = await readFile(join(repository, 'docs/nightly.md'), 'utf8')
  return Array.from(docs.matchAll(/```bash\n([\s\S]*?)```/g), match => match[1] ?? '')[1] ?? ''
}

const setBaseline = `npx xeval run safety --model "$MODEL" --judge "$JUDGE" --json > base.json || exit
run=$(node -p "JSON.parse(require('node:fs').readFileSync('base.json', 'utf8')).run.id")
npx xeval baseline set nightly "$run"`

test('worse weights behind one served name fail the gate, and the same ones pass it', async () => {
  const { replaceWeights, close, night } = await nights()
  const cron = await cronScript()
  expect((await night(setBaseline)).stdout).toMatch(/^nightly is /)
  expect(await night(cron)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^PASSED/) })
  replaceWeights()
  expect(await night(cron)).toMatchObject({ code: 1, stdout: expect.stringMatching(/^REGRESSED/) })
  // Without --no-cache no more: the server states no digest of its weights.
  expect(await night(cron.replace(' --no-cache', ''))).toMatchObject({ code: 1 })
  await close()
})

test('a night whose answers are those of another night is refused', async () => {
  const { replaceWeights, close, night } = await nights()
  await night(setBaseline)
  replaceWeights()
  const refused = await night((await cronScript()).replace('--no-cache', '--cache'))
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toMatch(
    /all 300 answers were taken from the cache of other runs: this run did not ask the model/,
  )
  expect(refused.stderr).toMatch(/by the model’s name/)
  await close()
})

test('nothing that init writes or the documentation shows takes an answer of another night', async () => {
  await runCli(['init'], { cwd })
  const workflow = await readFile(join(cwd, '.github/workflows/xeval-nightly.yml'), 'utf8')
  const docs = await readFile(join(repository, 'docs/nightly.md'), 'utf8')
  const runs = `${workflow}\n${docs}`.split('\n').filter(line => line.includes('xeval run safety'))
  expect(runs).toHaveLength(3)
  for (const line of runs) expect(line).toContain(' --no-cache ')
})

test('init writes both files or none, and not over one that is there', async () => {
  await writeFile(join(cwd, '.github'), 'in the way')
  const blocked = await runCli(['init'], { cwd })
  expect(blocked).toMatchObject({ code: 2, stdout: '' })
  expect(blocked.stderr).toMatch(/nothing was written/)
  expect((await readdir(cwd)).filter(name => name.startsWith('xeval'))).toEqual([])
  const other = await workspace()
  await writeFile(join(other, 'xeval.config.mts'), '// mine')
  expect((await runCli(['init'], { cwd: other })).stderr).toMatch(
    /xeval\.config\.mts is there already; nothing was written/,
  )
  expect(await readdir(other)).toEqual(['xeval.config.mts'])
})

test('a config imports defineConfig from the installed package, or from the copy that runs', async () => {
  const config = "import { defineConfig } from 'xeval'\nexport default defineConfig({ limit: -1 })\n"
  await writeFile(join(cwd, 'xeval.config.ts'), config)
  expect((await runCli(['plan', 'safety'], { cwd })).stderr).toMatch(/xeval\.config\.ts: limit: /)
  await mkdir(join(cwd, 'node_modules'))
  await symlink(repository, join(cwd, 'node_modules/xeval'))
  expect((await runCli(['plan', 'safety'], { cwd })).stderr).toMatch(/xeval\.config\.ts: limit: /)
})
