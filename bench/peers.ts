// The same samples and judgments through other runners, in turn with ours, over the same mock: `node bench/peers.ts [--cases N]`
// (1,000), [--rounds N] (3), [--only NAME,…]. Installs promptfoo (2 GB), evalite and viteval from npm into a folder of their own,
// kept between runs where --keep DIR names it. Keeps its figures in bench/results/peers-CASES.json.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machineOf } from './support/machine.ts'
import { median, startBenchServer, type Taken } from './support/measure.ts'
import { installPeer, type Peer, peers } from './support/peers.ts'
import { makeData, runXeval } from './support/run-xeval.ts'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: Object.keys(peers).join() },
    keep: { type: 'string' },
    latency: { type: 'string', default: '0' },
  },
})
const [cases, rounds, latencyMs] = [Number(values.cases), Number(values.rounds), Number(values.latency)]
const CONCURRENCY = 100
const work = await mkdtemp(join(tmpdir(), 'xeval-peers-'))
const home = values.keep ?? join(work, 'installed')
await mkdir(home, { recursive: true })

const wanted = values.only.split(',')
const installed: { name: string; version: string; run: Peer['run']; dir: string }[] = []
for (const name of wanted) {
  const peer = peers[name]
  if (peer === undefined) throw new Error(`no peer ${name}: there are ${Object.keys(peers).join(', ')}`)
  console.log(`installing ${name} …`)
  const dir = join(home, name)
  installed.push({ name, version: await installPeer(peer, dir), run: peer.run, dir })
}

const server = await startBenchServer(latencyMs, 240)
const data = await makeData(join(work, 'data'), cases)
const task = { url: server.url, cases, concurrency: CONCURRENCY }
const ours: Taken[] = []
const theirs = new Map<string, { taken: Taken; requests: number }[]>(wanted.map(name => [name, []]))
try {
  for (let round = 0; round < rounds; round++) {
    await server.stats()
    ours.push(await runXeval(server, { data, n: CONCURRENCY, work: join(work, `xeval-${round}`) }))
    for (const { name, run, dir } of installed) {
      await server.stats()
      const taken = await run(dir, task, join(work, `${name}-${round}`))
      const { requests } = await server.stats()
      // Fewer requests would be less work: such a figure says nothing.
      if (requests < 2 * cases)
        throw new Error(`${name} made ${requests} requests for ${cases} cases:\n${taken.stdout.slice(-2000)}`)
      theirs.get(name)?.push({ taken, requests })
    }
  }
} finally {
  server.close()
}

const of = (taken: readonly Taken[], pick: (one: Taken) => number): number => Number(median(taken.map(pick)).toFixed(2))
const figures = (taken: readonly Taken[]) => ({
  s: of(taken, ({ wallMs }) => wallMs / 1000),
  'CPU s': of(taken, ({ cpuMs }) => cpuMs / 1000),
  MB: Math.round(of(taken, ({ rssMb }) => rssMb)),
})
const rows = [{ name: 'xeval', version: '', ...figures(ours), 'times ours': 1, requests: 2 * cases }]
for (const { name, version } of installed) {
  const runs = theirs.get(name) ?? []
  // Each beside the run of ours in the same round.
  const ratio = median(runs.map(({ taken }, i) => taken.wallMs / (ours[i]?.wallMs ?? Number.NaN)))
  const row = figures(runs.map(({ taken }) => taken))
  rows.push({
    name,
    version,
    ...row,
    'times ours': Number(ratio.toFixed(1)),
    requests: median(runs.map(r => r.requests)),
  })
}
console.table(rows)
const results = join(import.meta.dirname, 'results')
await mkdir(results, { recursive: true })
const file = join(results, `peers-${cases}${latencyMs > 0 ? `-${latencyMs}ms` : ''}.json`)
await writeFile(
  file,
  `${JSON.stringify({ ...machineOf(), cases, rounds, latencyMs, concurrency: CONCURRENCY, rows }, null, 2)}\n`,
)
