/**
 * How often `answer-exact` is sure, and how often it is right then, by language and kind of answer:
 * `node --conditions=@xeval/source bench/short-answer-rates.ts`. The table stands in docs/hallucination.md.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnswerLabel, answerLabels, decideAnswer } from 'xeval/judges/answer-exact'
import { z } from 'zod'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'

const Answer = z.object({
  set: z.string(),
  kind: z.string(),
  language: z.enum(['en', 'zh']),
  question: z.string(),
  golds: z.array(z.string()),
  wrong: z.string().optional(),
  answer: z.string(),
  label: z.enum(answerLabels),
})
export type LabelledAnswer = z.infer<typeof Answer>

export interface Rate {
  n: number
  sure: number
  right: number
}

export interface WrongVerdict {
  answer: LabelledAnswer
  said: AnswerLabel
  why: string
}

const linesOf = (path: string | URL): unknown[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))

/** 1,014 answers in our own words to questions of our own, in four sets. */
export const ownAnswers = (): LabelledAnswer[] =>
  z.array(Answer).parse(linesOf(new URL('../judges/answer-exact/fixtures/answers.jsonl', import.meta.url)))

const Pair = z.object({
  language: z.enum(['en', 'zh']),
  question: z.string(),
  gold: z.string(),
  answer: z.string(),
  expect: z.enum(['correct', 'incorrect', 'not attempted']),
})

/** Labelled answers to SimpleQA and Chinese SimpleQA, where they are at hand; the repository holds none of them. */
export function sharedAnswers(): LabelledAnswer[] | undefined {
  const folder = upstreamFolder()
  const path = folder === undefined ? '' : join(folder, '..', 'pairs', 'short-answers.jsonl')
  if (!existsSync(path)) return undefined
  return linesOf(path).map(line => {
    const { gold, expect, ...pair } = Pair.parse(line)
    const label = expect === 'not attempted' ? 'not-attempted' : expect
    return { ...pair, set: 'shared', kind: expect, golds: [gold], label }
  })
}

/** Rates by any key of an answer, and the sure verdicts that are wrong. */
export function measure(answers: readonly LabelledAnswer[], keyOf: (answer: LabelledAnswer) => string) {
  const rates = new Map<string, Rate>()
  const wrong: WrongVerdict[] = []
  for (const answer of answers) {
    const decision = decideAnswer(sampleOf(answer), answer.answer)
    const key = keyOf(answer)
    const rate = rates.get(key) ?? { n: 0, sure: 0, right: 0 }
    rates.set(key, rate)
    rate.n++
    if (!decision.sure) continue
    rate.sure++
    if (decision.label === answer.label) rate.right++
    else wrong.push({ answer, said: decision.label, why: decision.why })
  }
  return { rates, wrong }
}

const sampleOf = ({ question, golds, language, wrong }: LabelledAnswer) => ({
  id: 'answer',
  input: [{ role: 'user' as const, content: question }],
  target: golds,
  language,
  metadata: wrong === undefined ? {} : { question, wrong },
})

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)

function print(title: string, answers: readonly LabelledAnswer[], keyOf: (answer: LabelledAnswer) => string): void {
  const { rates } = measure(answers, keyOf)
  console.log(`\n| ${title} | answers | decided | correct |\n|---|---:|---:|---:|`)
  for (const [key, { n, sure, right }] of [...rates].sort(([a], [b]) => a.localeCompare(b)))
    console.log(`| ${key} | ${n} | ${sure} (${percent(sure, n)}) | ${right} (${percent(right, sure)}) |`)
}

if (import.meta.main) {
  const shared = sharedAnswers()
  if (shared === undefined) console.log('The labelled answers of ../shared/pairs are not there: own answers only.')
  const all = [...ownAnswers(), ...(shared ?? [])]
  print('set, language', all, ({ set, language }) => `${set}, ${language}`)
  print('set, language, label', all, ({ set, language, label }) => `${set}, ${language}, ${label}`)
  print('kind (own answers), language', ownAnswers(), ({ kind, language }) => `${kind}, ${language}`)
  const { wrong } = measure(all, ({ set }) => set)
  console.log(`\nSure and wrong: ${wrong.length}`)
  for (const { answer, said, why } of wrong.sort((a, b) => a.answer.kind.localeCompare(b.answer.kind)))
    console.log(
      `${answer.set}, ${answer.kind}: ${answer.answer} | gold ${answer.golds.join(' / ')} | ${said} (${why}), is ${answer.label}`,
    )
}
