import type { Cause } from '../../core/cause.ts'
import { answerWords } from '../answer-words.ts'
import type { Words } from '../words.ts'
import { type Block, fig, type Text } from './block.ts'

/** The failures of one benchmark, of one run or of two. */
export interface Failing {
  name: string
  causes?: readonly Cause[] | { before: readonly Cause[]; after: readonly Cause[] }
}

/**
 * One message of a cause, and what to do about it.
 *
 * @example
 * causeText({ of: 'answer', code: 'http-500', count: 3, message: 'the server failed', hint: 'Look at its log.' }, words.en) // → 'the server failed. Look at its log.'
 */
export function causeText({ code, message, hint, zh }: Cause, { language }: Words): string {
  const own = answerWords[language].causes[code] ?? (language === 'zh' ? zh : undefined)
  if (own !== undefined) return own
  const advice = answerWords[language].advice(code)
  if (advice !== undefined) return `${message.replace(/[.。]$/, '')}。${advice}`
  if (hint === undefined) return message
  return /[.!?…]$/.test(message) ? `${message} ${hint}` : `${message}. ${hint}`
}

/**
 * Every failure of a benchmark with its count in each run, the commonest first.
 *
 * @example
 * causesOf({ name: 'toy', causes: [{ of: 'answer', code: 'http-500', count: 3, message: 'the server failed' }] }).map(({ count }) => count) // → ['3']
 */
export function causesOf({ causes = [] }: Failing): { cause: Cause; count: string }[] {
  if (!('before' in causes)) return causes.map(cause => ({ cause, count: `${cause.count}` }))
  const { before, after } = causes
  const keyOf = ({ of, code }: Cause): string => `${of} ${code}`
  const countIn = (all: readonly Cause[], cause: Cause): number =>
    all.find(other => keyOf(other) === keyOf(cause))?.count ?? 0
  return [...new Map([...after, ...before].map(cause => [keyOf(cause), cause])).values()]
    .map(cause => ({ cause, before: countIn(before, cause), after: countIn(after, cause) }))
    .sort((a, b) => b.before + b.after - a.before - a.after)
    .map(({ cause, before, after }) => ({ cause, count: `${before} → ${after}` }))
}

/** A table of all failures: how a judge failed is told apart from how a model did. */
export function causesTable(benchmarks: readonly Failing[], words: Words, what = words.benchmark): Block[] {
  const say = answerWords[words.language]
  const rows = benchmarks.flatMap((benchmark): Text[][] =>
    causesOf(benchmark).map(({ cause, count }) => [benchmark.name, cause.code, fig(count), causeText(cause, words)]),
  )
  return rows.length === 0 ? [] : [{ kind: 'table', header: [what, say.failure, say.count, say.cause], rows }]
}
