// Speed and memory of the built command line beside a bare loop over the same requests, in turn on the same machine:
// `npm run bench -- [ROUNDS]`, medians of ROUNDS (5). Needs cc and GNU time. Keeps its figures in bench/results/speed.json.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machineOf } from './support/machine.ts'
import { type BenchServer, measure, median, startBenchServer, type Taken } from './support/measure.ts'
import { main, makeData, runXeval, type XevalRun } from './support/run-xeval.ts'

const rounds = Number(process.argv[2] ?? 5)
const root = join(import.meta.dirname, '..')
const work = await mkdtemp(join(tmpdir(), 'xeval-speed-'))
const rows: Record<string, string | number>[] = []

let made = 0

/** One whole command, with a home of its own unless it is told to use another's cache. */
async function xeval(server: BenchServer, samples: number, n: number, how: Partial<XevalRun> = {}): Promise<Taken> {
  const data = await makeData(join(work, `data-${samples}`), samples)
  return runXeval(server, { data, n, work: join(work, `xeval-${made++}`), ...how })
}

const loop = (server: BenchServer, samples: number, n: number, how: string): Promise<Taken> =>
  measure([
    join(root, 'bench/support/loop.ts'),
    server.url,
    String(samples),
    String(n),
    join(work, `loop-${made++}`),
    how,
  ])

const add = (what: string, values: Record<string, string | number>): void => {
  rows.push({ what, ...values })
  console.log(what, values)
}

const seconds = (taken: readonly Taken[]): number =>
  Number((median(taken.map(({ wallMs }) => wallMs)) / 1000).toFixed(2))
const cpu = (taken: readonly Taken[]): number => Number((median(taken.map(({ cpuMs }) => cpuMs)) / 1000).toFixed(2))
const memory = (taken: readonly Taken[]): number => Math.round(median(taken.map(({ rssMb }) => rssMb)))
const ratio = (a: number, b: number): number => Number((a / b).toFixed(2))

/** Streamed or not, both in the same way. */
async function compare(
  what: string,
  server: BenchServer,
  samples: number,
  n: number,
  stream: 'on' | 'off' = 'off',
): Promise<void> {
  const [ours, bare]: [Taken[], Taken[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    bare.push(await loop(server, samples, n, stream === 'on' ? 'stream' : ''))
    ours.push(await xeval(server, samples, n, { stream }))
  }
  add(what, {
    'bare loop s': seconds(bare),
    'xeval s': seconds(ours),
    ratio: ratio(seconds(ours), seconds(bare)),
    'bare CPU s': cpu(bare),
    'xeval CPU s': cpu(ours),
    'CPU ratio': ratio(cpu(ours), cpu(bare)),
    'xeval MB': memory(ours),
  })
}

const fast = await startBenchServer(0, 240)
await compare('CPU-bound: 10,000 samples and judgments, 100 in flight', fast, 10_000, 100)
await compare('CPU-bound and streamed: the same, an event for each 4 bytes', fast, 10_000, 100, 'on')

const home = join(work, 'cached')
await xeval(fast, 10_000, 100, { home })
await fast.stats()
const cached: Taken[] = []
for (let round = 0; round < rounds; round++) cached.push(await xeval(fast, 10_000, 100, { home }))
const { requests } = await fast.stats()
add('cached: the same again', {
  'xeval s': seconds(cached),
  'xeval CPU s': cpu(cached),
  requests,
  'xeval MB': memory(cached),
})

const badly: Record<string, string[]> = {
  'a wrong verb': ['rnu'],
  'an unknown option': ['run', 'safety', '--limt', '5'],
  'a wrong value': ['run', 'safety', '--limit', 'many'],
  'an unknown suite': ['run', 'safty'],
}
const [nothing, help, first]: [Taken[], Taken[], number[]] = [[], [], []]
const wrong = new Map<string, Taken[]>(Object.keys(badly).map(name => [name, []]))
for (let round = 0; round < 4 * rounds; round++) {
  nothing.push(await measure(['-e', '0']))
  help.push(await measure([main, '--help']))
  for (const [name, args] of Object.entries(badly))
    wrong.get(name)?.push(await measure([main, ...args], {}, { ok: [2] }))
  await fast.stats()
  const { startedAt } = await xeval(fast, 50, 20)
  first.push((await fast.stats()).firstAt - startedAt)
}
const base = median(nothing.map(({ wallMs }) => wallMs))
const times = (taken: readonly Taken[]): number => ratio(median(taken.map(({ wallMs }) => wallMs)), base)
add('start, in times of `node -e 0`', {
  'node -e 0 ms': Math.round(base),
  '--help': times(help),
  ...Object.fromEntries(Array.from(wrong, ([name, taken]) => [name, times(taken)])),
  'run to its first request': ratio(median(first), base),
})
fast.close()

const large = await startBenchServer(0, 3000)
const big = [await xeval(large, 10_000, 100), await xeval(large, 10_000, 100), await xeval(large, 10_000, 100)]
add('memory: 10,000 answers of 3 kB', { 'xeval MB': memory(big), 'xeval s': seconds(big) })
large.close()

const slow = await startBenchServer(100, 240)
await compare('latency-bound: 100 ms, 100 in flight, 10,000 samples and judgments', slow, 10_000, 100)
slow.close()

const slower = await startBenchServer(1000, 240)
await compare('latency-bound: 1 s, 20 in flight, 200 samples and judgments', slower, 200, 20)
slower.close()

await mkdir(join(root, 'bench/results'), { recursive: true })
await writeFile(
  join(root, 'bench/results/speed.json'),
  `${JSON.stringify({ ...machineOf(), rounds, rows }, null, 2)}\n`,
)
