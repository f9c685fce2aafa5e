// Builds of several commits beside each other, in turn on the same machine, as ratios to the bare loop or to `node -e 0`:
// `node --conditions=@xeval/source bench/builds.ts plain|stream|cached|start ROUNDS NAME=MAIN.JS …`. CPU time is what a busy
// machine tells truly. A name that begins with `0.1.0` is a version without `--stream`.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure, median, startBenchServer, type Taken } from './support/measure.ts'
import { makeData, runXeval } from './support/run-xeval.ts'

const [what = 'plain', rounds = '5', ...named] = process.argv.slice(2)
const builds = named.map(one => {
  const at = one.indexOf('=')
  return { name: one.slice(0, at), build: one.slice(at + 1) }
})
const root = join(import.meta.dirname, '..')
const work = await mkdtemp(join(tmpdir(), 'xeval-builds-'))
const isStart = what === 'start'
const [samples, n] = isStart ? [50, 20] : [10_000, 100]
const server = await startBenchServer(0, 240)
const data = await makeData(join(work, 'data'), samples)
const taken = new Map<string, Taken[]>()
const firstMs = new Map<string, number[]>()
const put = <T>(all: Map<string, T[]>, name: string, one: T): void =>
  void all.set(name, [...(all.get(name) ?? []), one])

async function run({ name, build }: (typeof builds)[number], home?: string): Promise<Taken> {
  const stream = name.startsWith('0.1.0') ? 'old' : what === 'stream' ? 'on' : 'off'
  const folder = await mkdtemp(join(work, 'run-'))
  const one = await runXeval(server, { data, n, work: folder, build, stream, ...(home !== undefined && { home }) })
  await rm(folder, { recursive: true })
  return one
}

async function runBare(): Promise<void> {
  if (isStart) return put(taken, 'node -e 0', await measure(['-e', '0']))
  if (what === 'cached') return
  const folder = await mkdtemp(join(work, 'loop-'))
  const how = [server.url, String(samples), String(n), folder, what === 'stream' ? 'stream' : '']
  put(taken, 'loop', await measure([join(root, 'bench/support/loop.ts'), ...how]))
}

const homeOf = ({ name }: (typeof builds)[number]): string | undefined =>
  what === 'cached' ? join(work, `home-${name}`) : undefined
if (what === 'cached') for (const build of builds) await run(build, homeOf(build))
for (let round = 0; round < Number(rounds); round++) {
  await runBare()
  for (const build of round % 2 === 0 ? builds : builds.toReversed()) {
    await server.stats()
    const one = await run(build, homeOf(build))
    put(taken, build.name, one)
    if (!isStart) continue
    put(firstMs, build.name, (await server.stats()).firstAt - one.startedAt)
    put(taken, `${build.name} --help`, await measure([build.build, '--help']))
  }
}
server.close()
await rm(work, { recursive: true })

const [bare] = taken.values()
const times = (value: number, of: number): number => Number((value / of).toFixed(2))
const wall = (all: readonly Taken[]): number => median(all.map(({ wallMs }) => wallMs))
const cpu = (all: readonly Taken[]): number => median(all.map(({ cpuMs }) => cpuMs))
console.table(
  Array.from(taken, ([name, all]) => ({
    name,
    'wall s': Number((wall(all) / 1000).toFixed(2)),
    'CPU s': Number((cpu(all) / 1000).toFixed(2)),
    wall: times(wall(all), wall(bare ?? all)),
    CPU: times(cpu(all), cpu(bare ?? all)),
    MB: Math.round(median(all.map(({ rssMb }) => rssMb))),
    first: firstMs.has(name) ? times(median(firstMs.get(name) ?? []), wall(bare ?? all)) : '',
  })),
)
