import {
  type Completion,
  fence,
  type Judge,
  type JudgeContext,
  type JudgeQuestion,
  parseVerdict,
  type ReportInput,
  type Sample,
} from 'xeval'
import { oneLine, shorten, textTable } from 'xeval/report'
import { speeches } from '../../judges/fixtures/judge-speech.ts'
import { judges } from '../../judges/index.ts'
import { ifbenchExamples } from '../../judges/instruction-rules/fixtures/ifbench-examples.ts'
import { ifevalExamples } from '../../judges/instruction-rules/fixtures/ifeval-examples.ts'
import { comparisonInput, runInput } from '../../reports/fixtures/inputs.ts'
import { reports } from '../../reports/index.ts'
import { answerOf } from '../../src/core/answer/answer-of.ts'
import { notesOn } from '../../src/core/answer/notes.ts'
import type { Cause } from '../../src/core/cause.ts'
import { wrap } from '../../src/report/wrap.ts'
import { markdown } from '../../src/web/rate/markdown.ts'

/** One thing that reads a text that others wrote: a judge, an extractor, or what shows it. */
export interface Target {
  name: string
  kind: 'judge' | 'extractor' | 'renderer'
  read(text: string): unknown
}

/** Every judge, each as it reads answers and, where it asks a model, as it reads replies; every extractor; every renderer. */
export async function poisonTargets(): Promise<Target[]> {
  const loaded = await Promise.all(Object.values(judges).map(async load => (await load()).default))
  const shown = await Promise.all(Object.values(reports).map(async load => (await load()).default))
  return [
    ...loaded.flatMap(judge => judgeTargets(judge)),
    ...rules(loaded.find(({ name }) => name === 'instruction-rules')),
    { name: 'answer', kind: 'extractor', read: text => notesOn(answerOf(completion(text))) },
    { name: 'verdict', kind: 'extractor', read: text => parseVerdict(text, ['correct', 'incorrect']) },
    { name: 'fence', kind: 'extractor', read: text => fence('answer', text, ['question', 'reference']) },
    { name: 'rating page', kind: 'renderer', read: markdown },
    { name: 'one line', kind: 'renderer', read: oneLine },
    { name: 'shorten', kind: 'renderer', read: text => shorten(oneLine(text), 80) },
    { name: 'wrap', kind: 'renderer', read: text => wrap(text) },
    {
      name: 'text table',
      kind: 'renderer',
      read: text => textTable(['a', 'b'], [['1', text]]),
    },
    ...shown.flatMap(report =>
      [withText(comparisonInput), withText(runInput)].map(
        (input, at): Target => ({
          name: `report ${report.name}, ${at === 0 ? 'comparison' : 'run'}`,
          kind: 'renderer',
          read: text => report.render(input(text), { language: 'en' }),
        }),
      ),
    ),
  ]
}

function judgeTargets(judge: Judge): Target[] {
  const { model, name, upstream } = judge
  const verdict = speeches[name]?.verdicts?.('en')[0]?.reply ?? 'never asked'
  const kinds: [string, (text: string) => [string, string], boolean][] = [
    ['answer', text => [text, verdict], false],
    ...(model === 'none' ? [] : [['reply', (text: string) => ['Some number.', text], false] as (typeof kinds)[number]]),
    ...(upstream === undefined
      ? []
      : [["reply, authors' parsing", (text: string) => ['Some number.', text], true] as (typeof kinds)[number]]),
  ]
  return kinds.flatMap(([of, split, upstreamParsing]) =>
    (upstream === undefined ? (['en'] as const) : (['en', 'zh'] as const)).map(language => ({
      name: `${name}, ${of}${language === 'zh' ? ', zh' : ''}`,
      kind: 'judge' as const,
      read: async (text: string) => {
        const [answer, reply] = split(text)
        return judgedOrRefused(judge, contextOf(judge, answer, reply, language, upstreamParsing))
      },
    })),
  )
}

/** Each kind of instruction, with the arguments of its examples. */
const rules = (judge: Judge | undefined): Target[] =>
  judge === undefined
    ? []
    : [...ifevalExamples, ...ifbenchExamples].map(([id, { args = {}, prompt }], at) => ({
        name: `instruction-rules, ${id} ${at}`,
        kind: 'judge',
        read: text => {
          const context = contextOf(judge, text, '', 'en', false)
          const input = [{ role: 'user' as const, content: prompt ?? 'How late is it?' }]
          const metadata = { instructions: [id], arguments: [JSON.stringify(args)] }
          return judgedOrRefused(judge, { ...context, sample: { ...context.sample, input, metadata } })
        },
      }))

/** A known error is what a judge may say; anything else falls through to whoever measures. */
async function judgedOrRefused(judge: Judge, context: JudgeContext): Promise<unknown> {
  try {
    return await judge.judge(context)
  } catch (error) {
    if (error instanceof Error && 'code' in error && Reflect.has(error, Symbol.for('xeval.error'))) return error.code
    throw error
  }
}

function contextOf(
  judge: Judge,
  answer: string,
  reply: string,
  language: 'en' | 'zh',
  upstreamParsing: boolean,
): JudgeContext {
  const files = Object.values(speeches[judge.name]?.files ?? {})
  const sample: Sample = {
    id: 's-1',
    input: [{ role: 'user', content: 'How late is it?' }],
    target: ['42'],
    language,
    metadata: {},
    ...speeches[judge.name]?.sample,
  }
  return {
    sample,
    completion: answerOf(completion(answer)),
    options: { api: judge.api ?? 'chat', upstreamParsing },
    templates: judge.upstream?.extract(...files) ?? {},
    ratings: [],
    ask: async (_: JudgeQuestion) => answerOf(completion(reply)),
  }
}

const completion = (text: string): Completion => ({
  text,
  finishReason: 'stop',
  usage: {},
  servedModel: 'm',
  latencyMs: 0,
})

/** The text wherever in a report's input a model, a server or a data set has a say: every string but those of closed sets. */
const withText =
  (input: ReportInput) =>
  (text: string): ReportInput => {
    if (input.kind === 'run') {
      const causes: Cause[] = [{ code: 'http-500', of: 'model', count: 1, message: text }]
      const benchmarks = input.run.benchmarks.map(benchmark => ({ ...benchmark, causes }))
      return { ...input, run: { ...input.run, model: text, benchmarks } }
    }
    if (input.kind !== 'comparison') return input
    return {
      ...input,
      flips: input.flips.map(flip => ({
        ...flip,
        sample: { ...flip.sample, input: [{ role: 'user', content: text }] },
        before: { ...flip.before, output: withAnswer(flip.before.output, text) },
      })),
    }
  }

const withAnswer = <T extends { outcome: { ok: boolean } }>(output: T, text: string): T => ({
  ...output,
  outcome: { ok: true, value: completion(text) },
})
