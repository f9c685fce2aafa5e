// Kills runs at random moments under faults, resumes them until they are done, and checks that nothing was lost, damaged or
// paid twice: `npm run campaign -- [RUNS] [SAMPLES] [AT_ONCE]`. Ends with 1 if any run had a problem.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { disturbedRun, undisturbed, type Verdict } from './support/disturbed-run.ts'

const [runs, samples, atOnce] = [200, 300, 2].map((usual, i) => Number(process.argv[2 + i] ?? usual))
const concurrency = 40
const expected = await undisturbed(samples ?? 300, concurrency)
const verdicts: Verdict[] = []
let next = 1

const work = async (): Promise<void> => {
  while (next <= (runs ?? 0)) {
    const seed = next++
    const verdict = await disturbedRun({ seed, samples: samples ?? 300, concurrency, rate: 0.05, kills: 3 }, expected)
    verdicts.push(verdict)
    for (const problem of verdict.problems) console.log(`run ${seed}: ${problem}`)
    if (verdicts.length % 10 === 0) console.log(`${verdicts.length}/${runs} runs`)
  }
}
await Promise.all(Array.from({ length: atOnce ?? 2 }, work))

const sum = (of: (verdict: Verdict) => number): number => verdicts.reduce((total, verdict) => total + of(verdict), 0)
const summary = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  runs,
  samples,
  concurrency,
  faults: '5% each of 429, 500, resets (half in headers, half in the body), malformed bodies',
  kills: sum(({ kills }) => kills),
  requests: sum(({ requests }) => requests),
  answersLostInFlight: sum(({ lost }) => lost),
  answeredTwice: sum(({ repeated }) => repeated),
  runsWithProblems: verdicts.filter(({ problems }) => problems.length > 0).length,
}
console.log(summary)
const results = join(import.meta.dirname, 'results')
await mkdir(results, { recursive: true })
await writeFile(join(results, 'campaign.json'), `${JSON.stringify(summary, null, 2)}\n`)
process.exitCode = summary.runsWithProblems > 0 ? 1 : 0
