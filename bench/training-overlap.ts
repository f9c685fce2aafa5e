/**
 * `xeval overlap` over synthetic training data with planted overlaps: recall by kind, false matches, time and memory.
 *
 *     node --conditions=@xeval/source bench/training-overlap.ts [ROWS] [SEED]
 *
 * Needs GNU time, and `npm run build` before. 5,000 English and 1,000 Chinese questions are looked for; a fifth of each is planted
 * as it is (in other case, spacing and punctuation), another as 13 words (20 characters) out of it, and another as a near-duplicate
 * of Jaccard similarity just above 0.8. Texts are made of phrases that recur, as they do in real data. Keeps its figures in
 * bench/results/training-overlap.json.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { OverlapResult } from '../src/overlap/overlap-result.ts'
import { machineOf } from './support/machine.ts'
import { measure } from './support/measure.ts'
import { makeTexts, type Planted, type Question } from './support/planted-texts.ts'

const [rows = 1_000_000, seed = 1] = process.argv.slice(2).map(Number)
const work = await mkdtemp(join(tmpdir(), 'xeval-overlap-'))
const { questions, row, plant } = makeTexts(seed)

const data = join(work, 'data', 'own-prompts')
await mkdir(data, { recursive: true })
await writeFile(
  join(data, 'own-prompts.jsonl'),
  questions.map(({ text }) => `${JSON.stringify({ prompt: text })}\n`).join(''),
)

// Which question is planted in which row: each in one, spread over the file.
const planned = questions.filter(({ planted }) => planted !== 'none')
const step = Math.floor(rows / planned.length)
const lineOf = new Map(planned.map(({ text }, i) => [text, i * step + 1]))
const byLine = new Map(planned.map(question => [lineOf.get(question.text) ?? 0, question]))
const train = join(work, 'train.jsonl')
await pipeline(function* () {
  let lines: string[] = []
  for (let line = 1; line <= rows; line++) {
    const question = byLine.get(line)
    lines.push(JSON.stringify(question === undefined ? row() : plant(question)))
    if (lines.length === 1000 || line === rows) {
      yield `${lines.join('\n')}\n`
      lines = []
    }
  }
}, createWriteStream(train))

const main = join(import.meta.dirname, '..', 'dist', 'src', 'cli', 'main.js')
const args = [
  main,
  'overlap',
  'own-prompts',
  '--data',
  join(work, 'data'),
  '--train',
  train,
  '-o',
  join(work, 'found.json'),
]
const flagged = join(work, 'flagged.jsonl')
const taken = await measure([...args, '--flagged', flagged])
const { readFile, stat } = await import('node:fs/promises')
const result = OverlapResult.parse(JSON.parse(await readFile(join(work, 'found.json'), 'utf8')))
const bytes = (await stat(train)).size

const { stableId } = await import('xeval')
const found = new Map(result.flagged.map(record => [record.id, record]))
const isFound = ({ text, planted }: Question): boolean =>
  found
    .get(stableId('own-prompts', text))
    ?.matches.some(({ kind, line }) => isAsPlanted(kind, planted) && line === lineOf.get(text)) ?? false
/** An edit at the end of a text leaves it whole: then it is found as that. */
const isAsPlanted = (kind: string, planted: Planted): boolean =>
  kind === kinds[planted] || (planted === 'near' && kind === 'exact')
const kinds: Record<Planted, string> = { exact: 'exact', gram: 'n-gram', near: 'near-duplicate', none: '' }
const recall = Object.fromEntries(
  (['exact', 'gram', 'near'] as const).flatMap(kind =>
    (['en', 'zh'] as const).map(language => {
      const own = planned.filter(question => question.planted === kind && question.language === language)
      return [`${kinds[kind]} ${language}`, `${own.filter(isFound).length}/${own.length}`]
    }),
  ),
)
const pairs = result.flagged.reduce((sum, { rows }) => sum + rows, 0)
const right = planned.filter(isFound).length
const figures = {
  ...machineOf(),
  rows,
  seed,
  questions: questions.length,
  megabytes: Math.round(bytes / 1e6),
  wallSeconds: Number((taken.wallMs / 1000).toFixed(1)),
  cpuSeconds: Number((taken.cpuMs / 1000).toFixed(1)),
  peakMegabytes: Math.round(taken.rssMb),
  recall,
  falseMatches: pairs - right,
  falsePer100000Rows: Number((((pairs - right) / rows) * 100_000).toFixed(3)),
}
console.log(figures)
if (rows >= 1_000_000)
  await writeFile(
    join(import.meta.dirname, 'results', 'training-overlap.json'),
    `${JSON.stringify(figures, null, 2)}\n`,
  )
await rm(work, { recursive: true })
