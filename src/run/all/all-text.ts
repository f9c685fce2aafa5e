import { ExitCode } from '../../core/errors.ts'
import { type Language, said } from '../../core/wording.ts'
import { textTable } from '../../report/text-table.ts'
import { words } from '../../report/words.ts'
import { reasonText } from '../event-words.ts'
import type { AllEvaluated } from './evaluate-all.ts'
import type { AllPlan, PlannedPart } from './plan-all.ts'

/** What is said before anything is asked: suites, samples, requests, budget and time, and what is left out and why. */
export function allPlanText({ parts, leftOut, budget, demo }: AllPlan, language: Language = 'en'): string {
  const say = texts[language]
  const sum = (of: (part: PlannedPart) => number): number => parts.reduce((all, part) => all + of(part), 0)
  const untimed = parts.filter(({ seconds }) => seconds === undefined)
  const seconds = sum(part => Math.max(part.seconds?.model ?? 0, part.seconds?.judge ?? 0))
  const rows = parts.map(part => [
    part.suite,
    part.benchmark,
    part.bundled ? say.bundled(part.n) : `${part.n}`,
    part.judge,
    `${part.requests.model}`,
    `${part.requests.judge}`,
    part.seconds === undefined ? '–' : say.minutes(Math.max(part.seconds.model, part.seconds.judge)),
  ])
  const requests = sum(part => part.requests.model + part.requests.judge)
  return [
    textTable(say.header, rows, { right: [2, 4, 5, 6] }),
    say.total(
      sum(({ n }) => n),
      requests,
    ),
    demo ? say.recorded : say.most(sum(part => part.mostTokens)),
    ...(demo ? [] : [say.budget(budget.tokens, budget.usd)]),
    ...(demo ? [] : [untimed.length === 0 ? say.time(seconds) : say.untimed(untimed.map(part => part.benchmark))]),
    ...leftOut.map(({ suite, benchmark, why }) =>
      say.leftOut(benchmark === undefined ? suite : `${suite}/${benchmark}`, said(why, language)),
    ),
    '',
  ].join('\n')
}

/** How to go on, where something failed or the sweep was stopped; else nothing. */
export function unfinishedText({ failed, reason }: AllEvaluated): string {
  if (failed === 0 && reason === undefined) return ''
  const why = reason === undefined ? `${failed} failed and were not scored` : `Stopped: ${reasonText(reason)}`
  return `${why}. Repeat the command with --resume to continue.\n`
}

/** One line: how many benchmarks changed which way, and what has no verdict. */
export function verdictLine({ report, notRun, done }: AllEvaluated, language: Language = 'en'): string {
  const say = texts[language]
  const open = [
    ...notRun,
    ...done.flatMap(one => (one.how === 'evaluated' && one.evaluated.kind !== 'complete' ? one.suite : [])),
  ]
  const input = report?.input
  if (input?.kind === 'run') {
    const scored = input.run.benchmarks.filter(({ scored }) => scored > 0).length
    return say.verdict(say.scored(scored, input.run.benchmarks.length) + say.open(open))
  }
  if (input?.kind !== 'comparison') return say.verdict(say.none + say.open(open))
  const { benchmarks, notCompared } = input.comparison
  const by = Map.groupBy(benchmarks, ({ verdict }) => verdict)
  const parts = (['regressed', 'improved', 'non-inferior', 'equivalent', 'inconclusive'] as const).flatMap(verdict => {
    const own = by.get(verdict)
    if (own === undefined) return []
    const names = own.map(({ name }) => name)
    return say.count(own.length, words[language].verdicts[verdict], verdict === 'inconclusive' ? [] : names)
  })
  const without = notCompared.map(({ name }) => name)
  return say.verdict([...parts, ...(without.length > 0 ? [say.without(without)] : [])].join(say.and) + say.open(open))
}

/** As of a single run: interrupted, too many errors or a budget that is spent, or fine. */
export function allExitCode({ reason, tooManyErrors }: AllEvaluated): number {
  if (reason?.code === 'interrupted') return ExitCode.interrupted
  return reason !== undefined || tooManyErrors ? ExitCode.tooManyErrors : ExitCode.ok
}

const texts: Readonly<Record<Language, Texts>> = {
  en: {
    header: ['suite', 'benchmark', 'samples', 'judge', 'requests', 'to the judge', 'time'],
    bundled: n => `${n} bundled`,
    minutes: seconds => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`),
    total: (n, requests) => `${n} samples, ${requests} requests`,
    recorded: 'Recorded answers: nothing is asked and nothing is spent.',
    most: tokens => `Answers take ${tokens.toLocaleString('en')} tokens at most, each at the token limit.`,
    budget: (tokens, usd) =>
      tokens === undefined && usd === undefined
        ? 'No budget is set: --budget-tokens N or --budget-usd X holds for all suites together.'
        : `Budget of all suites together: ${[tokens !== undefined ? `${tokens.toLocaleString('en')} tokens` : [], usd !== undefined ? `$${usd}` : []].flat().join(', ')}`,
    time: seconds => `Time: about ${texts.en.minutes(seconds)}, by earlier runs of these models.`,
    untimed: names =>
      `Time: unknown, since no earlier run of these models has ${names.join(', ')}. Measure it with: xeval plan SUITE --probe`,
    leftOut: (what, why) => `Left out: ${what}: ${why}`,
    verdict: text => `Verdict: ${text}`,
    count: (n, verdict, names) => `${n} ${verdict}${names.length === 0 ? '' : ` (${names.join(', ')})`}`,
    scored: (scored, all) => `${scored} of ${all} benchmarks scored`,
    without: names => `nothing to compare for ${names.join(', ')}`,
    none: 'no suite is complete',
    open: names => (names.length === 0 ? '' : `; not complete: ${names.join(', ')}`),
    and: ', ',
  },
  zh: {
    header: ['套件', '基准', '样本', '评判', '请求', '评判请求', '时间'],
    bundled: n => `内置 ${n}`,
    minutes: seconds => (seconds < 90 ? `${Math.ceil(seconds)} 秒` : `${Math.ceil(seconds / 60)} 分钟`),
    total: (n, requests) => `共 ${n} 个样本，${requests} 次请求`,
    recorded: '回答均已录制：不发送请求，也不产生费用。',
    most: tokens => `若每条回答都达到词元上限，回答最多共 ${tokens.toLocaleString('en')} 个词元。`,
    budget: (tokens, usd) =>
      tokens === undefined && usd === undefined
        ? '未设预算：可用 --budget-tokens N 或 --budget-usd X 为全部套件设定总预算。'
        : `全部套件的总预算：${[tokens !== undefined ? `${tokens.toLocaleString('en')} 个词元` : [], usd !== undefined ? `$${usd}` : []].flat().join('，')}`,
    time: seconds => `时间：约 ${texts.zh.minutes(seconds)}，依据这些模型以往的运行估计。`,
    untimed: names => `时间：未知，因为这些模型没有运行过 ${names.join('、')}。测量方法：xeval plan SUITE --probe`,
    leftOut: (what, why) => `未纳入：${what}：${why}`,
    verdict: text => `结论：${text}`,
    count: (n, verdict, names) => `${n} 个${verdict}${names.length === 0 ? '' : `（${names.join('、')}）`}`,
    scored: (scored, all) => `${all} 个基准中有 ${scored} 个已计分`,
    without: names => `${names.join('、')} 无可比较的样本`,
    none: '没有完成的套件',
    open: names => (names.length === 0 ? '' : `；未完成：${names.join('、')}`),
    and: '，',
  },
}

interface Texts {
  header: readonly string[]
  bundled(n: number): string
  minutes(seconds: number): string
  total(n: number, requests: number): string
  recorded: string
  most(tokens: number): string
  budget(tokens: number | undefined, usd: number | undefined): string
  time(seconds: number): string
  untimed(names: readonly string[]): string
  leftOut(what: string, why: string): string
  verdict(text: string): string
  count(n: number, verdict: string, names: readonly string[]): string
  scored(scored: number, all: number): string
  without(names: readonly string[]): string
  none: string
  open(names: readonly string[]): string
  and: string
}
