import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import ownPrompts from 'xeval/datasets/own-prompts'
import { judgeAliases, judges } from '../../judges/index.ts'
import { builtIn } from '../registry/built-in.ts'
import { judgeOf, parseTask } from './read-task.ts'
import { taskSuite } from './task-suite.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/tasks.md'), 'utf8')
const tasks = Array.from(page.matchAll(/^```yaml\n([\s\S]*?)^```/gm), ([, text = '']) => text).filter(text =>
  /^name:/m.test(text),
)
const folder = mkdtempSync(join(tmpdir(), 'xeval-tasks-page-'))

async function suiteOf(text: string, data: string) {
  const read = parseTask(text, 'task.yaml')
  return taskSuite(read.task, data, await judgeOf(read, builtIn.loadJudge), read.locate)
}

test('the first task of the page is ten lines at most, and its judge and figures are as the page says', async () => {
  const [first = ''] = tasks
  expect(first.trim().split('\n').length).toBeLessThanOrEqual(10)
  const { benchmarks } = await suiteOf(first, 'capitals.csv')
  expect(benchmarks[0]?.judges.map(({ name }) => name)).toEqual(['answer-exact'])
  expect(benchmarks[0]?.metrics.map(({ name }) => name)).toEqual(['accuracy'])
})

test('exact is exact match, and with strict: false it reads the wording', async () => {
  const [first = ''] = tasks
  const sample = { id: '1', input: [], target: ['Tokyo'], language: 'en', metadata: {} }
  const completion = { text: '', finishReason: 'stop' as const, latencyMs: 1 }
  const labels = async (written: string, answers: readonly string[]) => {
    const [judge] = (await suiteOf(first.replace('judge: exact', written), 'capitals.csv')).benchmarks[0]?.judges ?? []
    const read = answers.map(async text => {
      const said = Promise.resolve(judge?.judge({ sample, completion: { ...completion, text } } as never))
      return said.then(
        found => found?.label,
        error => error.code,
      )
    })
    return Promise.all(read)
  }
  const answers = ['**tokyo**.', 'Paris', 'It is Tokyo.', 'I don’t know.']
  expect(await labels('judge: exact', answers)).toEqual(['correct', 'incorrect', 'incorrect', 'incorrect'])
  expect(await labels('judge: { name: exact, strict: false }', answers)).toEqual([
    'correct',
    'undecided',
    'correct',
    'not-attempted',
  ])
})

test('every task of the page is one, and its table of judges has the short names that there are', async () => {
  expect(tasks.length).toBeGreaterThanOrEqual(3)
  for (const text of tasks) expect((await suiteOf(text, 'data.csv')).benchmarks).toHaveLength(1)
  const named = Array.from(page.matchAll(/^\| `([a-z]+)` +\|.*\|.*\|$/gm), ([, name = '']) => name)
  expect(named.sort()).toEqual(Object.keys(judgeAliases).sort())
  for (const name of Object.values(judgeAliases)) expect(Object.keys(judges)).toContain(name)
})

test('every field that a task may have is on the page', async () => {
  const { TaskFile } = await import('../core/task-file.ts')
  const missing = Object.keys(TaskFile.shape).filter(
    field => !page.includes(`\`${field}\``) && !page.includes(`${field}:`),
  )
  expect(missing).toEqual([])
})

test('own-prompts as a task of one’s own asks what own-prompts asks', async () => {
  const path = join(folder, 'prompts.csv')
  writeFileSync(path, 'prompt,scenario\nPlan my week.,planning\n写一首诗。,writing\n')
  const text = tasks.find(task => task.includes('my-prompts')) ?? ''
  const [benchmark] = (await suiteOf(text, path)).benchmarks
  const [mine, own] = await Promise.all([
    Array.fromAsync(benchmark?.dataset.parse(path) ?? []),
    Array.fromAsync(ownPrompts.parse(path)),
  ])
  expect(mine.map(({ input, language }) => [input, language])).toEqual(
    own.map(({ input, language }) => [input, language]),
  )
  expect(mine.map(({ metadata }) => metadata['scenario'])).toEqual(['planning', 'writing'])
  expect([benchmark?.judges[0]?.name, benchmark?.metrics[0]?.name]).toEqual(['human', 'rating'])
})

test('a judge that needs a gold answer and a task without a target: the field is missing, not a row wrong', async () => {
  const data = join(folder, 'no-target.csv')
  writeFileSync(data, 'question,answer\nWhere?,Here\n')
  const text = `name: no-target\ndata: no-target.csv\nprompt: '{{question}}'\njudge: exact\n`
  const { benchmarks } = await suiteOf(text, data)
  await expect(Array.fromAsync(benchmarks[0]?.dataset.parse(data) ?? [])).rejects.toMatchObject({
    code: 'bad-task',
    message: expect.stringContaining('target is missing'),
  })
})

test('a limit of 0 is told what a limit must be more than', () => {
  const text = `name: none\ndata: none.csv\nprompt: '{{question}}'\ntarget: answer\njudge: exact\nlimit: 0\n`
  expect(() => parseTask(text, 'task.yaml')).toThrow('limit: expected more than 0, found 0')
})
