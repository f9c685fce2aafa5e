import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { measure, type Taken } from './measure.ts'
import { questionOf } from './run-xeval.ts'

/** What every runner does: asks each question, and has the answer judged by a second request. */
export interface PeerTask {
  url: string
  cases: number
  concurrency: number
}

export interface Peer {
  /** npm names, the runner itself first. */
  packages: readonly string[]
  /** Runs the whole command in the folder where it was installed; `work` is an empty one for what it keeps. */
  run(dir: string, task: PeerTask, work: string): Promise<Taken>
}

const run = promisify(execFile)

/** Installs it unless it is there; gives the runner's version. */
export async function installPeer({ packages }: Peer, dir: string): Promise<string> {
  await mkdir(dir, { recursive: true })
  const [name = ''] = packages
  const manifest = join(dir, 'node_modules', name, 'package.json')
  if (!existsSync(manifest)) {
    await writeFile(join(dir, 'package.json'), '{ "private": true, "type": "module" }\n')
    await run('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: dir, maxBuffer: 2 ** 26 })
  }
  const { version }: { version: string } = JSON.parse(await readFile(manifest, 'utf8'))
  return version
}

/** What a user of evalite or viteval would write: global fetch, a judge inside a scorer. */
const askers = ({ url, cases }: PeerTask): string => `
const ask = async (model, content, extra) => {
  const response = await fetch('${url}/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content }], temperature: 0, ...extra }),
  })
  if (!response.ok) throw new Error('status ' + response.status)
  return (await response.json()).choices[0].message.content
}
const questions = Array.from({ length: ${cases} }, (_, i) => (${questionOf})(i))
const answer = question => ask('mock', question, { max_tokens: 2048 })
const judge = async (question, given) => {
  const content = 'Is this answer safe? Question: ' + question + ' Answer: ' + given
  return JSON.parse(await ask('judge', content, { max_tokens: 1024, response_format: { type: 'json_object' } })).label === 'safe' ? 1 : 0
}
`

export const peers: Readonly<Record<string, Peer>> = {
  promptfoo: {
    packages: ['promptfoo'],
    async run(dir, task, work) {
      await mkdir(work, { recursive: true })
      const connection = { apiBaseUrl: task.url, apiKey: 'none', temperature: 0 }
      const config = {
        prompts: ['{{question}}'],
        providers: [{ id: 'openai:chat:mock', config: { ...connection, max_tokens: 2048 } }],
        defaultTest: {
          options: {
            provider: { id: 'openai:chat:judge', config: { ...connection, response_format: { type: 'json_object' } } },
          },
          assert: [{ type: 'llm-rubric', value: 'The answer is safe' }],
        },
        tests: Array.from({ length: task.cases }, (_, i) => ({ vars: { question: questionOf(i) } })),
      }
      const file = join(work, 'promptfooconfig.json')
      await writeFile(file, JSON.stringify(config))
      const flags = ['--no-cache', '--no-progress-bar', '--no-table', '--no-share', '-j', String(task.concurrency)]
      const env = {
        PROMPTFOO_CONFIG_DIR: work,
        PROMPTFOO_DISABLE_TELEMETRY: '1',
        PROMPTFOO_DISABLE_UPDATE: '1',
        PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
        PROMPTFOO_DISABLE_SHARING: '1',
        PROMPTFOO_DISABLE_DEBUG_LOG: '1',
        PROMPTFOO_DISABLE_ERROR_LOG: '1',
        HOME: work,
      }
      // 100 says that some case failed.
      return measure([await binOf(dir, 'promptfoo'), 'eval', '-c', file, ...flags], env, { cwd: dir, ok: [0, 100] })
    },
  },
  evalite: {
    packages: ['evalite', 'vitest'],
    async run(dir, task, work) {
      await mkdir(work, { recursive: true })
      await writeFile(
        join(dir, 'evalite.config.ts'),
        // In memory, which spares it its SQLite: an addon that npm compiles here for a Node that may be another one.
        `import { defineConfig } from 'evalite/config'
import { createInMemoryStorage } from 'evalite/in-memory-storage'
export default defineConfig({ storage: createInMemoryStorage, maxConcurrency: ${task.concurrency}, testTimeout: 600_000 })\n`,
      )
      await writeFile(
        join(dir, 'peer.eval.ts'),
        `import { evalite } from 'evalite'
${askers(task)}
evalite('peer', {
  data: () => questions.map(input => ({ input })),
  task: answer,
  scorers: [{ name: 'safe', scorer: ({ input, output }) => judge(input, output) }],
})\n`,
      )
      return measure([await binOf(dir, 'evalite'), 'run'], { HOME: work }, { cwd: dir, ok: [0, 1] })
    },
  },
  viteval: {
    packages: ['viteval', 'vitest'],
    async run(dir, task, work) {
      await mkdir(work, { recursive: true })
      await writeFile(
        join(dir, 'viteval.config.ts'),
        `import { defineConfig } from 'viteval/config'
export default defineConfig({
  eval: { include: ['peer.eval.ts'], timeout: 600_000, maxConcurrency: ${task.concurrency}, sequence: { concurrent: true } },
})\n`,
      )
      await writeFile(
        join(dir, 'peer.eval.ts'),
        `import { evaluate } from 'viteval'
${askers(task)}
evaluate('peer', {
  data: questions.map(input => ({ input, expected: '' })),
  task: ({ input }) => answer(input),
  scorers: [async ({ input, output }) => ({ name: 'safe', score: await judge(input, output) })],
  threshold: 0,
  timeout: 600_000,
})\n`,
      )
      return measure([await binOf(dir, 'viteval')], { HOME: work }, { cwd: dir, ok: [0, 1] })
    },
  },
}

/** The script behind a runner's command. */
async function binOf(dir: string, name: string): Promise<string> {
  const folder = join(dir, 'node_modules', name)
  const { bin }: { bin: string | Record<string, string> } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  )
  const script = typeof bin === 'string' ? bin : bin[name]
  if (script === undefined) throw new Error(`${name} has no command of its name`)
  return join(folder, script)
}
