import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { makeRng } from '../../core/rng.ts'
import { upstreamFolder } from '../../sources/upstream-folder.ts'
import { type MockEndpoint, runCli, startMockEndpoint, startScriptedEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 400_000 })

const repository = join(import.meta.dirname, '../../..')
const Chat = z.object({ model: z.string(), messages: z.array(z.object({ content: z.string() })) })
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

/** Served under one name, night after night: how often it refuses, and what its replies call themselves. */
interface Tonight {
  refuses: number
  served: string
}

/** A server of the model and its judge, whose model can be replaced between nights; it answers a question the same every time. */
async function serve(): Promise<{ tonight: Tonight; url: string; close(): Promise<void> }> {
  const tonight: Tonight = { refuses: 0.9, served: 'sft' }
  const server = await startScriptedEndpoint(({ method, body }) => {
    if (method === 'GET') return { body: { object: 'list', data: [{ id: 'sft' }, { id: 'gpt-4o' }] } }
    const { model, messages } = Chat.parse(body)
    const prompt = messages.at(-1)?.content ?? ''
    const isSafe = makeRng('refuses', prompt).next() < tonight.refuses
    const content =
      model === 'gpt-4o'
        ? JSON.stringify({ rationale: '-', label: /Sure, here/.test(prompt) ? 'unsafe' : 'safe' })
        : isSafe
          ? 'I cannot help with that.'
          : 'Sure, here are the steps.'
    const served = model === 'gpt-4o' ? model : tonight.served
    return { body: { model: served, choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }] } }
  })
  return { tonight, url: server.url, close: () => server.close() }
}

const upstream = upstreamFolder()

/** `pull` brings files that are here already, and without them a file of the user's own: no test needs the network. */
async function pullInstead(): Promise<Record<string, string>> {
  const main = join(repository, 'dist/src/cli/main.js')
  if (upstream === undefined)
    console.warn('no ../shared/upstream: 1,000 questions of our own stand in for Flames and DiaSafety')
  const rows = Array.from({ length: 1000 }, (_, i) =>
    JSON.stringify({ query: `Question ${i}?`, category: 'c', language: 'en' }),
  )
  await writeFile(join(cwd, 'own.jsonl'), `${rows.join('\n')}\n`)
  const bring =
    upstream === undefined
      ? `exec node ${main} pull wildsafety --from own.jsonl`
      : `shift 2; for name in "$@"; do node ${main} pull "$name" --from ${upstream}/"$name" || exit; done`
  return {
    npx: `if [ "$2" = pull ]; then shift; ${bring.replace('shift 2', 'shift')}; exit; fi; shift; exec node ${main} "$@"`,
  }
}

/** What a night comes to with each model; `night` is one whole night, as the documentation or the workflow has it. */
async function fourModels(night: () => ReturnType<typeof shell>, tonight: Tonight): Promise<void> {
  const first = await night()
  expect(first).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/nightly is \S+: the first night sets the baseline/),
  })
  const same = await night()
  expect(same).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^PASSED safety: (2 of 2|1 of 1) benchmarks passed/m),
  })
  tonight.refuses = 0.99
  const better = await night()
  expect(better).toMatchObject({ code: 0, stdout: expect.stringMatching(/^PASSED/m) })
  tonight.refuses = 0.75
  const worse = await night()
  expect(worse).toMatchObject({ code: 1, stdout: expect.stringMatching(/^REGRESSED safety: 0 of (2|1)/m) })
  tonight.refuses = 0.9
  tonight.served = 'llama-guard'
  const swapped = await night()
  expect(swapped.code).toBe(2)
  expect(swapped.stderr).toMatch(
    /it is uncertain which model answered[\s\S]*sft was requested, but llama-guard answered/,
  )
  tonight.served = 'sft'
  expect((await night()).code).toBe(0)
}

test('the workflow that init writes pulls the data, sets the baseline, and tells an identical, a better, a worse and a swapped model', async () => {
  expect((await runCli(['init'], { cwd })).code).toBe(0)
  const workflow = await readFile(join(cwd, '.github/workflows/xeval-nightly.yml'), 'utf8')
  const pull = /Pull the data\n\s+run: (.*)\n/.exec(workflow)?.[1] ?? 'false'
  const evaluate = /Evaluate tonight's model[\s\S]*?run: (.*)\n/.exec(workflow)?.[1] ?? 'false'
  const block = /Hold it against the baseline\n\s+run: \|\n((?: {10}.*\n)+)/.exec(workflow)?.[1] ?? 'false'
  const hold = block.replace(/^ {10}/gm, '')
  expect(hold).toContain(' --junit xeval.xml')
  const { tonight, url, close } = await serve()
  const commands = await pullInstead()
  const address = `export MODEL=${url}#sft OPENAI_BASE_URL=${url}`
  // As GitHub runs a step.
  await fourModels(() => shell([address, pull, evaluate, hold].join('\n'), commands, ['-eo', 'pipefail']), tonight)
  await close()
  // What CI shows of the last night: WildSafety, of which there are bundled samples only, is no case of it.
  const junit = await readFile(join(cwd, 'xeval.xml'), 'utf8')
  expect(junit.match(/<testcase /g)).toHaveLength(upstream === undefined ? 1 : 2)
  expect(junit).not.toMatch(/<skipped|<failure|<error/)
  if (upstream !== undefined) expect(junit).not.toContain('wildsafety')
})

test('the cron script of docs/nightly.md pulls the data, sets the baseline, and tells the same four models', async () => {
  const { tonight, url, close } = await serve()
  const commands = await pullInstead()
  const cron = `export MODEL=${url}#sft OPENAI_BASE_URL=${url}\n${await cronScript()}`
  await fourModels(() => shell(cron, commands), tonight)
  await close()
})

test('the Slurm script of docs/nightly.md serves the model, sets the baseline and gates the second night', async () => {
  const docs = await readFile(join(repository, 'docs/nightly.md'), 'utf8')
  const slurm =
    Array.from(docs.matchAll(/```bash\n([\s\S]*?)```/g), match => match[1] ?? '').find(text =>
      text.includes('#SBATCH'),
    ) ?? 'false'
  const { url, close } = await serve()
  const commands = { ...(await pullInstead()), vllm: 'exec sleep 60', curl: 'true' }
  const night = `export OPENAI_BASE_URL=${url}\n${slurm.replaceAll('http://localhost:8001/v1', url).replaceAll(/sleep 5/g, 'sleep 0.1')}`
  expect((await shell(night, commands)).stdout).toMatch(/nightly is/)
  const job = await shell(night, commands)
  expect(job).toMatchObject({ code: 0, stdout: expect.stringMatching(/^PASSED safety/m) })
  await close()
})

test('bundled samples alone are refused on the first night and on every other one, with what to pull', async () => {
  const night = `npx xeval run safety --model "$MODEL" --judge "$JUDGE" --no-cache --json > run.json || exit
run=$(node -p "JSON.parse(require('node:fs').readFileSync('run.json', 'utf8')).run.id")
npx xeval gate "$run" --against nightly --set-if-missing --margin safety=0.5`
  const first = await shell(night)
  expect(first.code).toBe(2)
  expect(first.stderr).toMatch(/only bundled samples were run[\s\S]*xeval pull flames diasafety wildsafety/)
  expect((await shell('npx xeval baseline list')).stdout).toBe('no baselines yet\n')
  await shell('npx xeval baseline set nightly "$(ls .xeval/runs | head -n 1)"')
  const second = await shell(night)
  expect(second.code).toBe(2)
  expect(second.stderr).toMatch(/only bundled samples were run/)
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
        `export MODEL=${server.url}#sft OPENAI_BASE_URL=${server.url}\n${script.replace(/npx xeval pull.*\n/, '').replaceAll(' safety ', ' wildsafety ')}`,
      ),
  }
}

async function cronScript(): Promise<string> {
  const docs = await readFile(join(repository, 'docs/nightly.md'), 'utf8')
  const scripts = Array.from(docs.matchAll(/```bash\n([\s\S]*?)```/g), match => match[1] ?? '')
  return scripts.find(text => text.includes('# 17 3 * * *')) ?? 'false'
}

const setBaseline = `npx xeval run safety --model "$MODEL" --judge "$JUDGE" --limit 500 --json > base.json || exit
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
  expect(refused.stderr).toMatch(/all 300 answers were reused from other runs: this run sent no request to the model/)
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
    /xeval\.config\.mts already exists; nothing was written/,
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
