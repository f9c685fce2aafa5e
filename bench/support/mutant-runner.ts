/** A child of `bench/mutate.ts`: runs tests over and over, with one file replaced in memory. Nothing on disk is touched. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { createVitest } from 'vitest/node'

/** Run these tests with this file replaced (with none, as it is). */
export interface Task {
  file?: string
  code?: string
  tests: string[]
}

export interface Answer {
  /** The first test that failed. */
  failed?: string
  ms: number
}

const conditions = ['@xeval/source', 'node', 'import', 'default']
let task: Task = { tests: [] }

const vitest = await createVitest(
  'test',
  {
    config: false,
    watch: false,
    // What was transformed earlier would stand in for the fault.
    fsModuleCache: false,
    reporters: [{}],
    // Modules that a worker keeps would outlive the fault in them.
    isolate: true,
    testTimeout: 20_000,
    maxWorkers: Math.min(2, availableParallelism()),
    setupFiles: ['src/testing/seed-properties.ts'],
    env: { NO_COLOR: '1' },
    include: ['{src,suites,judges,datasets,reports,bench}/**/*.test.ts'],
  },
  {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        load: id => (task.file !== undefined && id.split('?')[0] === resolve(task.file) ? task.code : undefined),
      },
    ],
  },
)

process.on('message', (next: Task) => void answer(next))
process.send?.('ready')

async function answer(next: Task): Promise<void> {
  const before = task
  task = next
  for (const file of [before.file, next.file]) if (file !== undefined) vitest.invalidateFile(resolve(file))
  const start = performance.now()
  const project = vitest.projects[0]
  if (project === undefined) throw new Error('there is no project')
  const wanted = next.tests.map(test => resolve(test))
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    wanted.map(test => project.createSpecification(test)),
  )
  // What earlier runs left is told as well.
  const failed = testModules.find(module => wanted.includes(module.moduleId) && module.state() !== 'passed')
  const reason = failed?.relativeModuleId ?? (unhandledErrors.length > 0 ? 'an error outside tests' : undefined)
  const found: Answer = { ms: performance.now() - start, ...(reason !== undefined && { failed: reason }) }
  if (process.connected) process.send?.(found)
}
