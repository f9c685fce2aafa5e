// Kills runs at random moments under faults, resumes them until they are done, and checks that nothing was lost, damaged or
// paid twice; then fills their disk, lets processes fight for them, sets their clock back and takes their endpoint away:
// `npm run campaign -- [RUNS] [SAMPLES] [AT_ONCE]`. Ends with 1 if any run had a problem.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clockBack, endpointGone, fight, fullDisk, fullFile, type Problems } from './support/disturbances.ts'
import { canUnshare, disturbedRun, type Ending, endings, undisturbed, type Verdict } from './support/disturbed-run.ts'

const [runs = 200, samples = 300, atOnce = 2] = [200, 300, 2].map((usual, i) => Number(process.argv[2 + i] ?? usual))
const concurrency = 40
const expected = await undisturbed(samples, concurrency)
const ways: Ending[] = endings.filter(way => way !== 'namespace' || canUnshare())
const verdicts: Verdict[] = []
let next = 1

const work = async (): Promise<void> => {
  while (next <= runs) {
    const seed = next++
    const verdict = await disturbedRun({ seed, samples, concurrency, rate: 0.05, kills: 3, endings: ways }, expected)
    verdicts.push(verdict)
    for (const problem of verdict.problems) console.log(`run ${seed}: ${problem}`)
    if (verdicts.length % 10 === 0) console.log(`${verdicts.length}/${runs} runs`)
  }
}
await Promise.all(Array.from({ length: atOnce }, work))

const TIMES = 5
const setting = { samples, concurrency, expected }
const others: Record<string, () => Promise<Problems | undefined>> = {
  'a file system that fills up': () => fullDisk(setting, false),
  'a file system that fills up, and a kill while the run waits': () => fullDisk(setting, true),
  'a file that may not grow': () => fullFile(setting),
  'processes that fight for the run': () => fight(setting),
  'a clock that is set back, and a kill': () => clockBack(setting),
  'an endpoint that is gone for 30 s': () => endpointGone(setting, 30),
}
const disturbances: Record<string, string> = {}
let troubled = 0
for (const [name, disturb] of Object.entries(others)) {
  let undone = 0
  for (let time = 0; time < TIMES; time++) {
    const problems = await disturb()
    if (problems === undefined) undone++
    if (problems !== undefined && problems.length > 0) troubled++
    for (const problem of problems ?? []) console.log(`${name}: ${problem}`)
  }
  disturbances[name] = undone > 0 ? 'cannot be done on this machine' : `${TIMES} runs`
}

const sum = (of: (verdict: Verdict) => number): number => verdicts.reduce((total, verdict) => total + of(verdict), 0)
const summary = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  runs,
  samples,
  concurrency,
  faults: '5% each of 429, 500, resets (half in headers, half in the body), malformed bodies',
  endings: ways,
  kills: sum(({ kills }) => kills),
  requests: sum(({ requests }) => requests),
  answersLostInFlight: sum(({ lost }) => lost),
  answeredTwice: sum(({ repeated }) => repeated),
  runsWithProblems: verdicts.filter(({ problems }) => problems.length > 0).length,
  disturbances,
  disturbedRunsWithProblems: troubled,
}
console.log(summary)
const results = join(import.meta.dirname, 'results')
await mkdir(results, { recursive: true })
await writeFile(join(results, 'campaign.json'), `${JSON.stringify(summary, null, 2)}\n`)
process.exitCode = summary.runsWithProblems + troubled > 0 ? 1 : 0
