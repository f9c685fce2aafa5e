/**
 * Mutation testing of the pure folders: plants one small fault at a time (an operator, a boundary, a constant, a condition, a removed
 * statement) in memory, runs the tests that import the file, and says which faults no test saw. The sample is drawn by a seed, the same
 * number from each folder; a survivor is either a test that is missing or a fault that changes nothing.
 * Tests that only reach a file through the built command line do not count.
 * `node --conditions=@xeval/source bench/mutate.ts [--folders src/stats,…] [--minutes 25] [--seed 1] [--file src/stats/power.ts] [--out FILE]`
 * `--again FILE` tries the survivors of an earlier sample once more, as they are found in the files now.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { RandomBits } from '../src/stats/random.ts'
import type { Answer, Task } from './support/mutant-runner.ts'
import { type Mutant, mutantsOf, planted } from './support/mutants.ts'
import { relatedTests } from './support/related-tests.ts'

const { values } = parseArgs({
  options: {
    folders: { type: 'string', default: 'src/stats,src/analysis,src/core,judges' },
    file: { type: 'string' },
    minutes: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    again: { type: 'string' },
    out: { type: 'string', default: 'bench/results/mutants.json' },
  },
})
const root = join(import.meta.dirname, '..')
/** How many tests are asked after the nearest, and how many after those. */
const NEAR = 3
const FAR = 6
/** A mutant that makes the tests take this much longer has been seen. */
const STUCK_MS = 90_000

const files = globSync('{src,suites,judges,datasets,reports,bench}/**/*.ts', { cwd: root })
const testsOf = relatedTests(root, files)
const folders = values.file === undefined ? values.folders.split(',') : [values.file]
const queues = folders.map(folder => ({ folder, mutants: shuffled(folder), total: 0 }))
for (const queue of queues) queue.total = queue.mutants.length
const outside = new Map<string, boolean>()
const sound = new Map<string, boolean>()
let runner: ChildProcess | undefined
process.on('exit', stop)

const deadline = Date.now() + Number(values.minutes) * 60_000
const survivors: Mutant[] = []
const tally = new Map(folders.map(folder => [folder, { killed: 0, survived: 0 }]))
while (Date.now() < deadline && queues.some(({ mutants }) => mutants.length > 0))
  for (const { folder, mutants } of queues) {
    const mutant = mutants.pop()
    const counts = tally.get(folder)
    if (mutant === undefined || counts === undefined || Date.now() >= deadline) continue
    const by = await killerOf(mutant)
    if (by === undefined) survivors.push(mutant)
    counts[by === undefined ? 'survived' : 'killed']++
    const { file, line, kind, was, is } = mutant
    console.log(
      `${by === undefined ? 'SURVIVED' : `killed by ${by}`}\t${file}:${line}\t${kind}\t${oneLine(was)} → ${oneLine(is)}`,
    )
  }
stop()

const table = queues.map(({ folder, total }) => {
  const { killed, survived } = tally.get(folder) ?? { killed: 0, survived: 0 }
  return { folder, mutants: total, tried: killed + survived, killed, survived, score: killed / (killed + survived) }
})
console.table(table)
writeFileSync(values.out, `${JSON.stringify({ seed: values.seed, table, survivors }, null, 1)}\n`)

function shuffled(folder: string): Mutant[] {
  if (values.again !== undefined) return survivorsIn(values.again).filter(({ file }) => file.startsWith(folder))
  const random = new RandomBits(['mutants', values.seed, folder])
  const all = files
    .filter(
      file => (file === folder || file.startsWith(`${folder}/`)) && !/\.test\.ts$|\.d\.ts$|\/fixtures\//.test(file),
    )
    .sort()
    .flatMap(file => mutantsOf(file, readFileSync(join(root, file), 'utf8')))
  return all
    .map(mutant => ({ mutant, key: random.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ mutant }) => mutant)
}

/** A fault is the same where its file has the same line of code with it, wherever that stands by now. */
function survivorsIn(file: string): Mutant[] {
  const { survivors: found }: { survivors: Mutant[] } = JSON.parse(readFileSync(file, 'utf8'))
  return found.flatMap(old => {
    const same = mutantsOf(old.file, readFileSync(join(root, old.file), 'utf8')).filter(
      ({ kind, was, is }) => kind === old.kind && was === old.was && is === old.is,
    )
    const [nearest] = same.sort((a, b) => Math.abs(a.line - old.line) - Math.abs(b.line - old.line))
    return nearest === undefined ? [] : [nearest]
  })
}

/** The test that saw it. The nearest are asked first, and the others only where those did not see it. */
async function killerOf(mutant: Mutant): Promise<string | undefined> {
  const code = planted(readFileSync(join(root, mutant.file), 'utf8'), mutant)
  const tests = [...testsOf(mutant.file)]
    .filter(([test]) => !isFromOutside(test))
    .sort((a, b) => rank(mutant.file, ...a) - rank(mutant.file, ...b))
    .map(([test]) => test)
  for (const some of [tests.slice(0, 1), tests.slice(1, 1 + NEAR), tests.slice(1 + NEAR, 1 + NEAR + FAR)]) {
    if (some.length === 0) continue
    const answer = await ask({ file: mutant.file, code, tests: some })
    if (answer === 'stuck') return 'no end'
    if (answer.failed !== undefined && (await isSound(answer.failed))) return answer.failed
  }
  return undefined
}

/** Tests of the command line run what was built before; those of the bench are for its own scripts. */
function isFromOutside(test: string): boolean {
  const known = outside.get(test)
  if (known !== undefined) return known
  const found =
    test.startsWith('bench/') || /\brunCli\b|node:child_process/.test(readFileSync(join(root, test), 'utf8'))
  outside.set(test, found)
  return found
}

/** By name first, then by folder, then by how many imports lie between. */
function rank(file: string, test: string, distance: number): number {
  const isSame = basename(test).split('.')[0] === basename(file, '.ts')
  const folder = dirname(file)
  const near = dirname(test) === folder ? 0 : test.startsWith(`${dirname(folder)}/`) ? 1 : 2
  return isSame ? near : 10 * (near + 1) + distance
}

/** Whether a test passes without any fault: one that doesn't (it needs a build, a browser) has seen nothing. */
async function isSound(test: string): Promise<boolean> {
  const known = sound.get(test)
  if (known !== undefined) return known
  const answer = await ask({ tests: [test] })
  const passes = answer !== 'stuck' && answer.failed === undefined
  sound.set(test, passes)
  return passes
}

async function ask(task: Task): Promise<Answer | 'stuck'> {
  runner ??= await start()
  const child = runner
  child.send(task)
  try {
    const [answer]: Answer[] = await once(child, 'message', { signal: AbortSignal.timeout(STUCK_MS) })
    if (answer !== undefined) return answer
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
  }
  stop()
  return 'stuck'
}

async function start(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'support/mutant-runner.ts'), {
    cwd: root,
    // A group of its own, so that a worker in an endless loop goes with it.
    detached: true,
    execArgv: ['--conditions=@xeval/source'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return child
}

function stop(): void {
  if (runner?.pid === undefined) return
  try {
    process.kill(-runner.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
  runner = undefined
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 70 ? `${line.slice(0, 70)}…` : line
}
