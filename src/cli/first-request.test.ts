import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { workspace } from '../testing/index.ts'

const root = join(import.meta.dirname, '../..')

/** Says what was loaded when the first connection is made, and ends the process there, by a code that is not success. */
const watch = `
const net = require('node:net')
const { registerHooks } = require('node:module')
const chunks = []
registerHooks({ load: (url, context, next) => (chunks.push(url), next(url, context)) })
net.Socket.prototype.connect = function () {
  const builtins = process.moduleLoadList.filter(name => name.startsWith('NativeModule ')).map(name => name.slice(13))
  require('node:fs').writeSync(1, JSON.stringify({ chunks, builtins }))
  process.exit(9)
}
`
const Ended = z.looseObject({ code: z.number(), stdout: z.string() })
const Loaded = z.object({ chunks: z.array(z.string()), builtins: z.array(z.string()) })

test('before its first request a run loads no report, no statistics, no SDK and nothing of Node that it may never want', async () => {
  const cwd = await workspace()
  await mkdir(join(cwd, 'data/wildsafety'), { recursive: true })
  await writeFile(join(cwd, 'data/wildsafety/wildsafety.jsonl'), '{"query":"Why?","category":"a","language":"en"}\n')
  await writeFile(join(cwd, 'watch.cjs'), watch)
  const models = ['--model', 'http://127.0.0.1:9/v1#m', '--judge', 'safety-llm=http://127.0.0.1:9/v1#j']
  const command = ['run', 'wildsafety', ...models, '--limit', 'all', '--data', 'data']
  const main = join(root, 'dist/src/cli/main.js')
  const env = { PATH: process.env['PATH'] ?? '', XEVAL_HOME: join(cwd, 'home') }
  const child = promisify(execFile)(process.execPath, ['-r', './watch.cjs', main, ...command], { cwd, env })
  const { code, stdout } = Ended.parse(await child.catch((error: unknown) => error))
  expect(code).toBe(9)
  const { chunks, builtins } = Loaded.parse(JSON.parse(stdout))
  const names = chunks.filter(url => url.includes('/dist/')).map(url => url.slice(url.lastIndexOf('/') + 1, -3))
  expect(names).toEqual(expect.arrayContaining(['main', 'start', 'run', 'pool']))
  // Three parts, the connections, and the suite with its benchmarks, data sets and judges: no chunk that only leads to another.
  expect(names.length).toBeLessThan(20)
  const late = ['report', 'distributions', 'sdk', 'openai-service', 'text-table', 'cli-progress', 'server', 'conclude']
  expect(names.filter(name => late.includes(name))).toEqual([])
  const never = [
    'http2',
    'https',
    'tls',
    'child_process',
    'stream/web',
    'worker_threads',
    'internal/deps/undici/undici',
  ]
  expect(builtins.filter(name => never.includes(name))).toEqual([])
})
