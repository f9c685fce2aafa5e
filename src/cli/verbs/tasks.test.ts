import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { startForTest } from '../../testing/fixtures/start-for-test.ts'
import { type CliResult, latestRun, type MockOptions, runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
beforeEach(async () => {
  cwd = await workspace()
})

const start = async (options: MockOptions): Promise<string> => (await startForTest(options)).url
const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd })
const put = (name: string, text: string): Promise<void> => writeFile(join(cwd, name), text)

const sums = Array.from({ length: 40 }, (_, i) => ({
  question: `What is ${i} + ${i}?`,
  answer: 2 * i,
  kind: `k${i % 4}`,
}))
const yaml = `name: sums
data: sums.jsonl
prompt: "{{question}} Reply with the number."
target: answer
judge: number
breakdowns: [kind]
`
const putSums = async (text = yaml): Promise<void> => {
  await put('sums.jsonl', sums.map(row => `${JSON.stringify(row)}\n`).join(''))
  await put('sums.yaml', text)
}

/** Right for `good`; for `bad` every fourth sum is one too much. */
const adds: MockOptions['answer'] = ({ model, prompt }) => {
  const i = Number(/\d+/.exec(prompt)?.[0])
  return `It is ${2 * i + (model === 'bad' && i % 4 === 3 ? 1 : 0)}.`
}

test('a task runs on two models, pairs them, breaks figures down, and is there for compare, gate, report and show without its file', async () => {
  await putSums()
  const url = await start({ answer: adds })
  const done = await run('run', 'sums.yaml', '--before', `${url}#good`, '--after', `${url}#bad`)
  expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/sums +40 +100\.0%.* +75\.0%/)])
  await rm(join(cwd, 'sums.yaml'))
  await rm(join(cwd, 'sums.jsonl'))
  const ids = await readdir(join(cwd, '.xeval/runs'))
  const [before = '', after = ''] = ids.sort((a, b) => Number(a.includes('bad')) - Number(b.includes('bad')))
  const compared = JSON.parse((await run('compare', before, after, '--json')).stdout)
  expect(compared).toMatchObject({
    comparable: true,
    benchmarks: [{ name: 'sums', delta: { value: -0.25 }, metric: 'accuracy' }],
  })
  const gated = await run('gate', after, '--against', before, '--margin', 'sums=0.05', '--allow-diff', 'served')
  expect([gated.code, gated.stdout + gated.stderr]).toEqual([1, expect.stringContaining('sums')])
  const report = await run('report', before, after, '--format', 'markdown')
  expect([report.code, report.stdout]).toEqual([0, expect.stringContaining('kind')])
  expect((await run('report', before, after, '--format', 'markdown', '--lang', 'zh')).stdout).toContain('微调前')
  expect((await run('show', after)).stdout).toContain('prompt: {{question}} Reply with the number.')
  expect((await run('list', 'runs')).stdout).toContain('sums of')
})

test('a task that was killed is resumed with the answers that it has', async () => {
  await putSums()
  const endpoint = await startForTest({ answer: adds, latency: 60 })
  const ref = `${endpoint.url}#good`
  const killed = await runCli(['run', 'sums.yaml', '--model', ref, '--concurrency', '2'], {
    cwd,
    async during(child) {
      const isHalfDone = async (): Promise<boolean> => {
        const dir = await latestRun(cwd).catch(() => '')
        return (
          dir !== '' && (await readFile(join(dir, 'outputs.jsonl'), 'utf8').catch(() => '')).split('\n').length > 10
        )
      }
      while (!(await isHalfDone())) await new Promise(resolve => setTimeout(resolve, 20))
      child.kill('SIGKILL')
    },
  })
  expect(killed.code).toBe('SIGKILL')
  const asked = endpoint.stats().requests
  const resumed = await run('run', 'sums.yaml', '--resume')
  expect([resumed.code, resumed.stdout]).toEqual([0, expect.stringMatching(/sums.*100\.0%/s)])
  expect(endpoint.stats().requests - asked).toBeLessThan(40)
  const metrics = JSON.parse(await readFile(join(await latestRun(cwd), 'metrics.json'), 'utf8'))
  expect(metrics.benchmarks[0]).toMatchObject({ name: 'sums', n: 40, scored: 40, failures: {} })
})

/** As a run is that was stopped; without its checksum it is taken as it stands. */
async function interrupt(manifest: string): Promise<void> {
  const text = await readFile(manifest, 'utf8')
  await writeFile(manifest, text.replace('"complete"', '"interrupted"').replace(/,\s*"checksum": .*/, ''))
}

test('a task that has changed since is not resumed, and what changed is said; one whose file is not named asks for it', async () => {
  await putSums()
  const url = await start({ answer: adds })
  await run('run', 'sums.yaml', '--model', `${url}#good`, '--limit', '5')
  const manifest = join(await latestRun(cwd), 'manifest.json')
  await interrupt(manifest)
  await putSums(yaml.replace('judge: number', 'judge: { name: number, tolerance: 1 }').replace('Reply', 'Answer'))
  const changed = await run('run', 'sums.yaml', '--resume')
  expect(changed.code).toBe(2)
  expect(changed.stderr).toMatch(/task: prompt was .*Reply.*Answer|task: prompt.*Reply/)
  expect(changed.stderr).toMatch(/task: judge/)
  await putSums(`# another comment\n${yaml}title: Sums\n`)
  expect((await run('run', 'sums.yaml', '--resume')).code).toBe(0)
  await interrupt(manifest)
  const unnamed = await run('run', 'sums', '--resume')
  expect([unnamed.code, unnamed.stderr]).toEqual([
    2,
    expect.stringMatching(/ran the task sums.*\n.*xeval run TASK\.yaml --resume/),
  ])
})

test('runs of a task that differ in what it declares are not compared in silence', async () => {
  await putSums()
  const url = await start({ answer: adds })
  await run('run', 'sums.yaml', '--model', `${url}#good`)
  const first = await latestRun(cwd)
  await putSums(yaml.replace('judge: number', 'judge: { name: number, tolerance: 1 }'))
  await run('run', 'sums.yaml', '--model', `${url}#bad`)
  const refused = await run('compare', first, await latestRun(cwd))
  expect([refused.code, refused.stdout + refused.stderr]).toEqual([2, expect.stringContaining('task: judge')])
})

test('tasks stand in the config as files and as objects, beside suites, and are listed with near names', async () => {
  await mkdir(join(cwd, 'tasks'))
  await put('tasks/colours.csv', 'thing;colour\nthe sky;blue\ngrass;green\n')
  await put(
    'tasks/colours.yaml',
    'name: colours\ndata: colours.csv\nprompt: "What colour is {{thing}}?"\ntarget: colour\njudge: exact\n',
  )
  await put('words.csv', 'word,length\nhello,5\nto,2\n')
  const words = {
    name: 'words',
    data: 'words.csv',
    prompt: 'How many letters has {{word}}?',
    target: 'length',
    judge: 'number',
  }
  await put('xeval.config.json', JSON.stringify({ tasks: ['tasks/colours.yaml', words] }))
  const listed = JSON.parse((await run('list', '--json')).stdout)
  expect(listed.benchmarks.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['colours', 'words']),
  )
  const url = await start({
    answer: ({ prompt }) => (prompt.includes('sky') ? 'Blue.' : prompt.includes('letters') ? '5' : 'Green'),
  })
  const done = await run(
    'run',
    'colours',
    'words',
    'diasafety',
    '--model',
    `${url}#m`,
    '--judge',
    'refusal-rules',
    '--limit',
    '2',
  )
  expect([done.code, done.stderr]).toEqual([
    0,
    expect.stringContaining('colours.csv has semicolons between its columns'),
  ])
  expect(done.stdout).toMatch(/colours[\s\S]*100\.0%[\s\S]*words[\s\S]*50\.0%[\s\S]*diasafety/)
  const unknown = await run('run', 'colour', '--model', `${url}#m`)
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean colours?')])
  // A task of the config that is gone is in nobody's way where runs are read.
  await rm(join(cwd, 'tasks/colours.yaml'))
  const report = await run('report', await latestRun(cwd))
  expect([report.code, report.stderr]).toEqual([0, expect.stringContaining('continuing without it')])
  expect((await run('run', 'words', '--model', `${url}#m`)).code).toBe(2)
})

test('a model that judges by a rubric is asked with the criteria, and its labels are what the task says', async () => {
  await put('mails.csv', 'mail\nWhere is my parcel?\nI want my money back.\nThank you!\n')
  await put(
    'polite.yaml',
    `name: polite
data: mails.csv
prompt: "Answer this mail: {{mail}}"
judge:
  name: rubric
  labels: [good, partly, bad]
  criteria: "good: polite and helpful. partly: one of both. bad: neither."
metrics:
  - { name: quality, scores: { good: 1, partly: 0.5, bad: 0 } }
  - { name: bad_rate, labels: [bad], better: lower }
`,
  )
  const asked: string[] = []
  const url = await start({
    answer: ({ prompt, schema }) => {
      if (schema === undefined) return `About "${prompt.slice(18)}": certainly.`
      asked.push(prompt)
      const label = prompt.includes('parcel') ? 'good' : prompt.includes('money') ? 'partly' : 'bad'
      return JSON.stringify({ rationale: 'So it is.', label })
    },
  })
  const missing = await run('run', 'polite.yaml', '--model', `${url}#m`)
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('needs a model')])
  const done = await run('run', 'polite.yaml', '--model', `${url}#m`, '--judge', `rubric=${url}#judge`)
  expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/polite +quality +3 +50\.0%/)])
  expect(asked[0]).toContain('good: polite and helpful. partly: one of both. bad: neither.')
  expect(asked).toHaveLength(3)
  const metrics = JSON.parse(await readFile(join(await latestRun(cwd), 'metrics.json'), 'utf8'))
  expect(metrics.benchmarks[0].metrics.map(({ name }: { name: string }) => name)).toEqual(['quality', 'bad_rate'])
})

test('a judge of a plug-in judges a task', async () => {
  await put(
    'shout.mts',
    `import { judgeFromFunction } from 'xeval'
export default judgeFromFunction({ name: 'shout', labels: ['loud', 'quiet'], judge: ({ output }) => (output.endsWith('!') ? 'loud' : 'quiet') })
`,
  )
  await put('q.csv', 'q\nHello?\nAnybody?\n')
  await put(
    'shouting.yaml',
    'name: shouting\ndata: q.csv\nprompt: "{{q}}"\njudge: shout\nmetrics: [{ name: loud_rate, labels: [loud] }]\n',
  )
  const url = await start({ answer: ({ prompt }) => (prompt === 'Hello?' ? 'HELLO!' : 'yes') })
  const done = await run('run', 'shouting.yaml', '--plugin', './shout.mts', '--model', `${url}#m`)
  expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/shouting +loud_rate +2 +50\.0%/)])
  const without = await run('run', 'shouting.yaml', '--model', `${url}#m`)
  expect([without.code, without.stderr]).toEqual([
    2,
    expect.stringMatching(/judge: no judge "shout"\n.*shouting\.yaml:4:8/),
  ])
})

test('what init writes runs as it is, is never written over, and its schema knows the judges', async () => {
  const made = await run('init', '--task', 'arithmetic')
  expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('npx xeval run arithmetic.yaml')])
  const schema = JSON.parse(await readFile(join(cwd, '.xeval/task.schema.json'), 'utf8'))
  expect(JSON.stringify(schema)).toContain('"tolerance"')
  const url = await start({ answer: ({ prompt }) => (prompt.startsWith('What is 17 + 25?') ? '42' : '7') })
  const done = await run('run', 'arithmetic.yaml', '--model', `${url}#m`)
  expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/arithmetic +accuracy +6 +16\.7%/)])
  const again = await run('init', '--task', 'arithmetic')
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('already exists; nothing was written')])
  expect((await run('init', '--task', 'Not A Name')).code).toBe(2)
})
