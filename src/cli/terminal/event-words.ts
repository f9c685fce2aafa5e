import type { Cause } from '../../core/cause.ts'
import { remarkText } from '../../core/remark.ts'
import { shellWords } from '../../core/shell-words.ts'
import { said } from '../../core/wording.ts'
import { causeText } from '../../report/document/causes.ts'
import { oneLine } from '../../report/one-line.ts'
import { shorten } from '../../report/shorten.ts'
import { words } from '../../report/words.ts'
import type { Notice, StopReason } from '../../run/events.ts'

/** Whole minutes from two on. */
const spanOf = (ms: number): string => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`)

/** A notice as a line. */
export function noticeText(notice: Notice): string {
  switch (notice.code) {
    case 'remark':
      return remarkText(notice.remark, 'en')
    case 'demonstration':
      return `DEMO: ${said(notice.provenance, 'en')}`
    case 'rate-limited':
      return `${notice.model}: its rate limit is reached; nothing goes out for ${Math.ceil(notice.ms / 1000)} s`
    case 'only-rate-limits':
      return `${notice.model}: nothing but rate limits (429) for ${spanOf(notice.ms)}; it is asked on. With --on-rate-limit fail such samples are counted as errored.`
    case 'cache-unwritable':
      return `the cache can't be written: ${notice.message}`
    case 'disk-full':
      return notice.message
    case 'disk-writable':
      return 'writing again'
    case 'run-passed-over':
      return `Passed over: ${notice.message}`
    case 'runs-differ':
      return `the runs differ in more than their model: ${notice.message}`
    case 'scores-redrawn':
      return `${notice.run}: its scores don't belong to its files any more (${notice.changed}.jsonl has changed) and are drawn anew. Keep them with: xeval score ${shellWords([notice.run])}`
    case 'scored-by-version':
      return `${notice.run}: made with version ${notice.made} of ${notice.benchmark}, and scored by version ${notice.scored}`
    case 'scores-kept':
      return 'missing' in notice
        ? `${notice.run}: its scores stand as they are, since they can't be drawn anew: ${notice.missing}`
        : `${notice.run}: its scores stand as they are: they were drawn by version ${notice.scored} of ${notice.benchmark}, and this xeval has version ${notice.now}`
    case 'metric-left-out':
      return `${notice.run}: ${notice.metric} of ${notice.benchmark} is left out: it has no formula, and needs version ${notice.version} of the plug-in`
    case 'server-changed':
      return `${notice.model} is another since now: ${notice.what} was ${notice.was} and is ${notice.is}`
    case 'batch-submitted':
      return `${notice.found ? 'Found' : 'Submitted'} batch ${notice.batch}: ${notice.requests} requests to ${notice.model}`
    case 'batch-collected':
      return `Collected batch ${notice.batch}: ${notice.status}, ${notice.results} of ${notice.requests} lines`
    case 'batch-refused':
      return `The provider has no room for batch ${notice.batch} (${notice.reason}). It is submitted again when others are done.`
  }
}

/** Why a run was stopped. */
export function reasonText(reason: StopReason): string {
  switch (reason.code) {
    case 'interrupted':
      return 'interrupted'
    case 'too-many-errors':
      return `more than ${Number((reason.maxErrors * 100).toFixed(6))}% of the samples failed${becauseOf(reason.cause)}`
    case 'tokens-spent':
      return `the budget of ${reason.budget} tokens is spent (${reason.spent} with what was under way)`
    case 'money-spent':
      return `the budget of $${reason.budget} is spent`
    case 'tokens-unknown':
      return `${reason.model} doesn't say how many tokens its answers take, so that no budget can be kept`
    case 'waiting':
      return `${reason.questions} questions wait for their answers`
  }
}

/** The commonest failure of many, and what to do about it. */
function becauseOf(cause: Cause | undefined): string {
  if (cause === undefined) return ''
  const what = shorten(oneLine(causeText(cause, words.en)), 500).replace(/[.]$/, '')
  return `, ${cause.count} times with ${cause.code}: ${what}`
}

/** Options without which a resume would stop at once. */
export function neededBy(reason: StopReason): string[] {
  if (reason.code === 'tokens-spent') return ['--budget-tokens', `${2 * reason.budget}`]
  if (reason.code === 'money-spent') return ['--budget-usd', `${2 * reason.budget}`]
  return []
}
