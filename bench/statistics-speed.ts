/**
 * Show 3 of the statistics: 100,000 paired samples with 10,000 bootstrap resamples, and 1,000,000 rows in one pass.
 * `node bench/statistics-speed.ts` prints a Markdown table: time on the clock and on the processor, most memory so far.
 */
import { bootstrapPairedMean } from '../src/stats/bootstrap.ts'
import { ClusterMoments } from '../src/stats/clusters.ts'
import { differences, testedFromMoments } from '../src/stats/mean.ts'
import { PairedMoments } from '../src/stats/paired-moments.ts'
import { signFlipTest } from '../src/stats/permutation.ts'
import { RandomBits } from '../src/stats/random.ts'

const n = 100_000
const random = new RandomBits(['statistics-speed'])
const yesNo = () => Float64Array.from({ length: n }, () => (random.uniform() < 0.6 ? 1 : 0))
const scores = () => Float64Array.from({ length: n }, () => random.uniform())
const clustersOf = (size: number) => Array.from({ length: n }, (_, i) => `cluster ${Math.floor(i / size)}`)
const uneven = Array.from({ length: n }, () => `cluster ${random.int(n / 5)}`)

const [b, a, x, y] = [yesNo(), yesNo(), scores(), scores()]
const seed = ['speed']
const bootstrap = (before: Float64Array, after: Float64Array, groups?: string[]) => () => {
  const result = bootstrapPairedMean(before, after, groups ? { seed, groups } : { seed })
  return `${result.resamples.toLocaleString('en')} resamples`
}

const rows: [string, () => string][] = [
  ['yes/no scores, clusters of 5', bootstrap(b, a, clustersOf(5))],
  ['yes/no scores, uneven clusters', bootstrap(b, a, uneven)],
  ['yes/no scores, no clusters', bootstrap(b, a)],
  ['continuous scores, clusters of 5', bootstrap(x, y, clustersOf(5))],
  ['continuous scores, uneven clusters', bootstrap(x, y, uneven)],
  ['continuous scores, clusters of 2', bootstrap(x, y, clustersOf(2))],
  ['continuous scores, no clusters', bootstrap(x, y)],
  ['sign-flip test, continuous scores', () => signFlipTest(differences(x, y), { seed }).method],
  ['1,000,000 rows in one pass', million],
]

console.log('| 100,000 pairs | | wall ms | CPU ms | peak MB |')
console.log('| --- | --- | --- | --- | --- |')
for (const [name, work] of rows) {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const note = work()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  const peak = process.resourceUsage().maxRSS / 1024
  console.log(
    `| ${name} | ${note} | ${wall.toFixed(0)} | ${((user + system) / 1000).toFixed(0)} | ${peak.toFixed(0)} |`,
  )
}

function million(): string {
  const moments = new PairedMoments()
  const clusters = new ClusterMoments()
  const before = process.memoryUsage().rss
  for (let i = 0; i < 1_000_000; i++) {
    const [was, is] = [random.uniform() < 0.6 ? 1 : 0, random.uniform() < 0.61 ? 1 : 0]
    moments.add(was, is)
    clusters.add(is - was, i % 1000)
  }
  testedFromMoments(moments.delta)
  clusters.estimate()
  return `grew by ${((process.memoryUsage().rss - before) / 1e6).toFixed(0)} MB`
}
