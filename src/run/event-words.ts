import type { Cause } from '../core/cause.ts'
import { remarkText } from '../core/remark.ts'
import { said } from '../core/wording.ts'
import { causeText } from '../report/document/causes.ts'
import { oneLine } from '../report/one-line.ts'
import { readingText } from '../report/reading-text.ts'
import { shorten } from '../report/shorten.ts'
import { words } from '../report/words.ts'
import type { Notice, StopReason } from './events.ts'

/** Whole minutes from two on. */
const spanOf = (ms: number): string => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`)

/** Nobody waits for longer than a day without looking again. */
const askedFor = (ms: number | undefined): string =>
  ms === undefined
    ? ''
    : ` (the server asked for ${Number.isFinite(ms) ? `${Math.round(ms / 86_400_000)} days` : 'more than any time'}). Ctrl-C stops the run, resumably.`

/** A notice as a line. */
export function noticeText(notice: Notice): string {
  switch (notice.code) {
    case 'remark':
      return remarkText(notice.remark, 'en')
    case 'data-read':
      return `${notice.file} ${readingText(notice.reading)}`
    case 'demonstration':
      return `DEMO: ${said(notice.provenance, 'en')}`
    case 'rate-limited':
      return `${notice.model}: rate limit reached; no requests for ${Math.ceil(notice.ms / 1000)} s${askedFor(notice.asked)}`
    case 'only-rate-limits':
      return `${notice.model}: only HTTP 429 (rate limit) for ${spanOf(notice.ms)}; still retrying. With --on-rate-limit fail, such samples are counted as failed.`
    case 'cache-unwritable':
      return `cannot write the cache: ${notice.message}`
    case 'disk-full':
      return notice.message
    case 'disk-writable':
      return 'writing again'
    case 'run-passed-over':
      return `Skipped: ${notice.message}`
    case 'runs-differ':
      return `the runs differ in more than their model: ${notice.message}`
    case 'scores-redrawn':
      return `${notice.run}: ${notice.changed}.jsonl has changed since the scores were computed, so they are recomputed. Save them with: xeval score ${notice.words}`
    case 'scored-by-version':
      return `${notice.run}: ran version ${notice.made} of ${notice.benchmark}; scored by version ${notice.scored}`
    case 'scores-kept':
      return 'missing' in notice
        ? `${notice.run}: its scores are used unchanged, because they cannot be recomputed: ${notice.missing}`
        : `${notice.run}: its scores are used unchanged: they were computed by version ${notice.scored} of ${notice.benchmark}; this xeval has version ${notice.now}`
    case 'metric-left-out':
      return `${notice.run}: ${notice.metric} of ${notice.benchmark} is left out: without a formula, it needs version ${notice.version} of the plug-in`
    case 'server-changed':
      return `${notice.model} has changed during the run: ${notice.what} was ${notice.was}, is now ${notice.is}`
    case 'batch-submitted':
      return `${notice.found ? 'Found' : 'Submitted'} batch ${notice.batch}: ${notice.requests} requests to ${notice.model}`
    case 'batch-collected':
      return `Collected batch ${notice.batch}: ${notice.status}, ${notice.results} of ${notice.requests} lines`
    case 'batch-refused':
      return `The provider’s batch queue is full (batch ${notice.batch}: ${notice.reason}). The batch is submitted again when others have ended.`
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
      return `the budget of ${reason.budget} tokens is spent (${reason.spent} including requests in flight)`
    case 'money-spent':
      return `the budget of $${reason.budget} is spent`
    case 'tokens-unknown':
      return `${reason.model} does not report token counts, so the budget cannot be enforced`
    case 'waiting':
      return `${reason.questions} questions are waiting for answers`
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
