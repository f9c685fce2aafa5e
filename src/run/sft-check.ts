import { takeApart } from '../core/answer/take-apart.ts'
import { ExitCode, XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { makeFinder } from '../overlap/find-in-text.ts'
import { formatOf, type TrainingRow } from '../overlap/read-training.ts'
import { indexItems } from '../overlap/test-index.ts'
import { makeTokens, type Tokens, tokenise } from '../overlap/tokenise.ts'
import { restOf } from '../overlap/training-row.ts'
import { unknownName } from '../registry/near.ts'
import { checkRow, type Exchange, exchangeOf, type Graded } from '../sft-check/check-row.ts'
import { goldOf } from '../sft-check/gold.ts'
import { type Rule, ruleNames, rules } from '../sft-check/rules.ts'
import { makeSeen } from '../sft-check/seen-before.ts'
import { countRules, type SftResult } from '../sft-check/sft-result.ts'
import { malformed } from '../sources/malformed.ts'
import { at, type Context } from './context.ts'
import { passOver, testItems } from './overlap.ts'

export interface SftSettings {
  gold?: string | undefined
  suite?: readonly string[] | undefined
  failOn?: readonly string[] | undefined
  data?: string | undefined
  /** Gets the rows with a fault, a line each: `{ file, line, rules }`. */
  faulty?: string | undefined
  /** The judge that reads final answers and compares them with gold ones, without a model. */
  judge: string
}

/** Checks training data row by row, by rules that give the same every time. */
export async function checkSft(files: readonly string[], settings: SftSettings, context: Context): Promise<SftResult> {
  for (const file of files) if (formatOf(file) === 'text') throw noRows(file)
  const judge = await context.registry.loadJudge(settings.judge)
  const names = settings.suite ?? []
  const find =
    names.length === 0 ? undefined : makeFinder(indexItems((await testItems(names, settings, context)).items))
  const seen = makeSeen()
  const tokens = makeTokens()
  const counted = countRules()
  const faulty: string[] = []
  const gold = { known: 0, right: 0 }
  const read: SftResult['files'] = []
  for (const file of files) {
    const own = await passOver(file, { texts: [] }, context, async row => {
      // A row of question and response may say nothing; a text of which nobody says whose it is can't be checked.
      if (row.texts.length > 0 && row.texts.every(({ role }) => role === 'text'))
        throw malformed({ file, line: row.line }, 'a row without question and response', rowHint)
      const exchange = exchangeOf(row.texts)
      const broken = await rulesOf(row, exchange)
      const faults = broken.filter(rule => rules[rule].kind === 'fault')
      if (settings.faulty !== undefined && faults.length > 0)
        faulty.push(`${JSON.stringify({ file, line: row.line, rules: faults })}\n`)
      counted.add(`${file}:${row.line}`, broken, exchange.language, {
        question: wordCount(exchange.question, tokens),
        response: wordCount(exchange.trace, tokens),
      })
    })
    read.push(own)
  }
  if (settings.faulty !== undefined) await atomicWrite(at(context, settings.faulty), faulty.join(''))
  return { schemaVersion: 1, files: read, gold, ...counted.result() }

  async function rulesOf(row: TrainingRow, exchange: Exchange): Promise<Rule[]> {
    const rest = restOf(row.value, row.texts)
    const known = goldOf(rest, settings.gold)
    const graded = exchange.response.trim() === '' ? undefined : await grade(judge, exchange, known)
    if (known !== undefined) gold.known++
    if (graded?.verdict === 'correct') gold.right++
    const found = checkRow(exchange, rest, graded)
    if (found.includes('empty')) return found
    const before = seen(exchange.question, exchange.trace)
    const isTest = find !== undefined && row.texts.some(({ text }) => find(text).length > 0)
    return [...found, ...(before === undefined ? [] : [before]), ...(isTest ? (['overlap'] as const) : [])]
  }
}

/** 1 where a row breaks a rule that was asked to fail. */
export function exitCodeOf(result: SftResult, failOn: readonly Rule[]): ExitCode {
  return result.rules.some(({ name, count }) => count > 0 && failOn.includes(name)) ? ExitCode.gateFailed : ExitCode.ok
}

/** The rules of `--fail-on`; throws for a name that is none. */
export function failingRules(given: readonly string[] = []): Rule[] {
  return given
    .flatMap(names => names.split(','))
    .map(name => name.trim())
    .flatMap(name => {
      if (name === 'faults') return ruleNames.filter(rule => rules[rule].kind === 'fault')
      const rule = ruleNames.find(known => known === name)
      if (rule === undefined) throw unknownName('rule', name, ['faults', ...ruleNames])
      return [rule]
    })
}

/** The final answer as the judge reads it, then beside the gold one. */
async function grade(judge: Judge, { question, response }: Exchange, gold: string | undefined): Promise<Graded> {
  const { text } = takeApart(response)
  const judged = async (target: string[]) =>
    judge.judge({
      sample: { id: 'row', input: [{ role: 'user', content: question }], target, language: 'en', metadata: {} },
      completion: { text, finishReason: 'stop', usage: {}, servedModel: 'training data', latencyMs: 0 },
      options: { api: 'chat', upstreamParsing: false },
      templates: {},
      ask: () => Promise.reject(new XevalError('no-judge-model', 'sft-check asks no model')),
    })
  const read = await judged([]).catch(unsaid)
  if (read?.answer === undefined) return { boxed: false }
  const found = { answer: read.answer, boxed: read.via === 'boxed' }
  if (gold === undefined) return found
  const verdict = await judged([gold]).catch(unsaid)
  return {
    ...found,
    verdict: verdict === undefined ? 'undecided' : verdict.label === 'correct' ? 'correct' : 'incorrect',
  }
}

/** What a judge says that would have to ask a model. */
function unsaid(error: unknown): undefined {
  if (XevalError.is(error) && (error.code === 'no-answer' || error.code === 'unparsable-judgment')) return undefined
  throw error
}

const wordCount = (text: string, tokens: Tokens): number => tokenise(text, tokens).count

const rowHint = 'sft-check needs rows of messages, conversations, instruction and output, or prompt and response.'
const noRows = (file: string): XevalError =>
  new XevalError('bad-training-file', `${file}: text has no rows of question and response`, {
    hint: 'Use .jsonl, .json (one array) or .parquet.',
    location: { file },
  })
