/**
 * Whether our judges ask and read as their authors' own code does: every prompt of their data by its bytes, and their
 * rule of reading on replies that are meant to break it.
 *
 *   node bench/authors-code.ts AUTHORS DATA
 *
 * AUTHORS holds checkouts of openai/simple-evals, OpenStellarTeam/ChineseSimpleQA, GAIR-NLP/Safety-J and GAIR-NLP/auto-j under
 * their last names, at the commits that `xeval show JUDGE` names; DATA is what `--data` takes. Exit code 1 where one differs.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Completion, Dataset, Judge, JudgeQuestion, Message, Sample } from 'xeval'
import { sha256 } from 'xeval'
import autoJData from 'xeval/datasets/auto-j'
import autoJChinese from 'xeval/datasets/auto-j-zh'
import chineseSimpleqa from 'xeval/datasets/chinese-simpleqa'
import simpleqa from 'xeval/datasets/simpleqa'
import autoJ, { pairwiseQuestion, readDecisionAsUpstream } from 'xeval/judges/auto-j'
import evalGrader from 'xeval/judges/chinese-simpleqa-eval-grader'
import leaderboardGrader from 'xeval/judges/chinese-simpleqa-grader'
import safetyJ from 'xeval/judges/safety-j'
import simpleqaGrader from 'xeval/judges/simpleqa-grader'
import { authorReplies } from './support/author-replies.ts'

const [authors = '', data = ''] = process.argv.slice(2)
const completion = (text: string): Completion => ({
  text,
  finishReason: 'stop',
  usage: {},
  servedModel: 'm',
  latencyMs: 0,
})

/** The same as in bench/authors-code.py. */
const answerTo = (question: string): string => ` {target} {{x}} B: ${[...question].slice(0, 40).join('')}\n`

async function templatesOf({ upstream }: Judge, folders: readonly string[]): Promise<Record<string, string>> {
  const texts = (upstream?.files ?? []).map(({ name }, i) => readFile(join(authors, folders[i] ?? '', name), 'utf8'))
  return upstream?.extract(...(await Promise.all(texts))) ?? {}
}

const samplesOf = (dataset: Dataset, file: string): Promise<Sample[]> =>
  Array.fromAsync(dataset.parse(join(data, dataset.name.replace(/-zh$/, ''), file)))

interface Asking {
  judge: Judge
  templates: Record<string, string>
  api: 'chat' | 'completions'
  upstreamParsing: boolean
}

/** What the judge asks for an answer, and the label that it reads out of the reply; `error` where it reads none. */
async function ask({ judge, templates, api, upstreamParsing }: Asking, sample: Sample, answer: string, reply: string) {
  const asked: JudgeQuestion[] = []
  const verdict = judge.judge({
    sample,
    completion: completion(answer),
    options: { api, upstreamParsing },
    templates,
    ask: async question => {
      asked.push(question)
      return completion(reply)
    },
  })
  const read = await verdict.then(
    ({ label }) => label,
    () => 'error' as const,
  )
  const [question] = asked
  return { read, prompt: question?.prompt ?? '', messages: question?.messages ?? [] }
}

const ofMessages = (messages: readonly Message[]): string =>
  sha256(messages.map(({ role, content }) => `${role}:${content}`).join('\u0000'))

interface Tally {
  prompts: number
  same: number
  replies: number
  alike: number
  differs: string[]
}
const tallies = new Map<string, Tally>()
const theirs = await authorsLines()

async function authorsLines(): Promise<Map<string, { prompts: string[]; reads: (string | number)[] }>> {
  const file = join(await mkdtemp(join(tmpdir(), 'xeval-authors-')), 'replies.json')
  await writeFile(file, JSON.stringify(authorReplies))
  const script = join(import.meta.dirname, 'authors-code.py')
  const out = execFileSync('python3', [script, authors, data, file], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const found = new Map<string, { prompts: string[]; reads: (string | number)[] }>()
  for (const line of out.trimEnd().split('\n')) {
    const { judge, prompt, read } = JSON.parse(line)
    const own = found.get(judge) ?? { prompts: [], reads: [] }
    found.set(judge, own)
    if (prompt === undefined) own.reads.push(read)
    else own.prompts.push(prompt)
  }
  return found
}

function compare(name: string, prompts: readonly string[], reads: readonly [string, string | number][]): void {
  const other = theirs.get(name) ?? { prompts: [], reads: [] }
  if (other.prompts.length !== prompts.length || other.reads.length !== reads.length) {
    throw new Error(
      `${name}: ${prompts.length} prompts and ${reads.length} replies here, ${other.prompts.length} and ${other.reads.length} there`,
    )
  }
  const tally = {
    prompts: prompts.length,
    same: prompts.filter((prompt, i) => prompt === other.prompts[i]).length,
    replies: reads.length,
    alike: reads.filter(([, read], i) => read === other.reads[i]).length,
    differs: reads.flatMap(([reply, read], i) =>
      read === other.reads[i] ? [] : [`${JSON.stringify(reply)}: ${read} here, ${other.reads[i]} there`],
    ),
  }
  tallies.set(name, tally)
}

const letters: Record<string, string> = { correct: 'A', incorrect: 'B', 'not-attempted': 'C' }

async function compareGrader(judge: Judge, folders: readonly string[], samples: readonly Sample[]): Promise<void> {
  const asking: Asking = { judge, templates: await templatesOf(judge, folders), api: 'chat', upstreamParsing: true }
  const prompts: string[] = []
  for (const sample of samples) {
    const question = sample.input[0]?.content ?? ''
    // The leaderboard's script has but its Chinese prompt.
    prompts.push(ofMessages((await ask(asking, sample, answerTo(question), 'A')).messages))
  }
  const [first] = samples
  if (first === undefined) throw new Error(`${judge.name}: no samples`)
  const reads: [string, string][] = []
  for (const reply of authorReplies[judge.name] ?? [])
    reads.push([reply, letters[(await ask(asking, first, 'p', reply)).read] ?? 'error'])
  compare(judge.name, prompts, reads)
}

async function compareSafety(language: 'en' | 'zh', files: readonly string[]): Promise<void> {
  const templates = await templatesOf(safetyJ, ['Safety-J/code'])
  const asking: Asking = { judge: safetyJ, templates, api: 'completions', upstreamParsing: true }
  const pair = (query: string): Sample => ({
    id: 's',
    input: [{ role: 'user', content: query }],
    language,
    metadata: {},
  })
  const prompts: string[] = []
  for (const file of files) {
    const text = await readFile(join(data, `safety-j/label_level/${file}.json`), 'utf8').catch(() => '[]')
    for (const { query, response } of JSON.parse(text))
      prompts.push(sha256((await ask(asking, pair(query), response, '')).prompt))
  }
  const reads: [string, number][] = []
  for (const reply of authorReplies[`safety-j ${language}`] ?? [])
    reads.push([reply, (await ask(asking, pair('q'), 'r', reply)).read === 'safe' ? 0 : 1])
  compare(`safety-j ${language}`, prompts, reads)
}

async function compareAutoJ(language: 'en' | 'zh', dataset: Dataset, file: string): Promise<void> {
  const templates = await templatesOf(autoJ, ['auto-j/codes/usage', 'auto-j/codes/usage'])
  const asking: Asking = { judge: autoJ, templates, api: 'completions', upstreamParsing: true }
  const rows = (await readFile(join(data, 'auto-j', file), 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const [single, pairs]: [string[], string[]] = [[], []]
  const samples = await samplesOf(dataset, file)
  for (const sample of samples) {
    const prompt = sample.input[0]?.content ?? ''
    const second = rows.find(row => row.prompt === prompt)?.response
    const answer = answerTo(prompt)
    single.push(sha256((await ask(asking, sample, answer, '')).prompt))
    const question = pairwiseQuestion(templates, language, { prompt, first: answer, second }, { asUpstream: true })
    pairs.push(sha256(question.prompt ?? ''))
  }
  const [first] = samples
  if (first === undefined) throw new Error(`${dataset.name}: no samples`)
  const replies = authorReplies[`auto-j ${language}`] ?? []
  const ratings: [string, string | number][] = []
  for (const reply of replies) ratings.push([reply, (await ask(asking, first, 'p', reply)).read])
  compare(`auto-j ${language}`, single, ratings)
  compare(
    `auto-j pair ${language}`,
    pairs,
    replies.map(reply => [reply, readDecisionAsUpstream(reply, language) ?? -1]),
  )
}

const chinese = await samplesOf(chineseSimpleqa, 'chinese_simpleqa.jsonl')
await compareGrader(
  simpleqaGrader,
  ['simple-evals', 'simple-evals/sampler'],
  await samplesOf(simpleqa, 'simple_qa_test_set.csv'),
)
await compareGrader(leaderboardGrader, ['ChineseSimpleQA/judge'], chinese)
await compareGrader(evalGrader, ['ChineseSimpleQA', 'ChineseSimpleQA/sampler'], chinese)
await compareSafety('en', ['BeaverTails', 'DiaSafety'])
await compareSafety('zh', ['Flames', 'Jade'])
await compareAutoJ('en', autoJData, 'testdata_critique.jsonl')
await compareAutoJ('zh', autoJChinese, 'zh_testdata_critique.jsonl')

for (const [name, { prompts, same, replies, alike, differs }] of tallies) {
  process.stdout.write(
    `${name}: ${same} of ${prompts} prompts byte-identical, ${alike} of ${replies} replies read alike\n`,
  )
  for (const text of differs.slice(0, 10)) process.stdout.write(`  ${text}\n`)
}
const isEqual = [...tallies.values()].every(
  ({ prompts, same, replies, alike }) => prompts === same && replies === alike,
)
process.exitCode = isEqual ? 0 : 1
