import { describeBody, parseJson } from './body.ts'
import { messageIn } from './error-body.ts'
import { marksOf } from './fault-marks.ts'
import { htmlPage } from './html-page.ts'

/** What a server says went wrong, in whatever shape: OpenAI's, Anthropic's, Google's, FastAPI's, a bare string. */
export interface ServerFault {
  message: string
  /** Every code, type and status word in the body, lower case: of the error, of what a proxy wrapped it in. */
  codes: readonly string[]
  /** Request parameters that it names: `error.param`, or the first field of pydantic's `loc`. */
  params: readonly string[]
  /** The body marks the prompt or the answer as caught by a filter: Azure's `filtered`, OpenRouter's `flagged_input` … */
  filtered: boolean
  /** How long it asks to wait, where the body says so. */
  retryAfterMs?: number
  /** What to do about a web page that stands in the place of the API. */
  pageHint?: string
}

/** What an error body says, whatever server wrote it; an HTML page is named as such. */
export function readFault(body: string): ServerFault {
  const fault = faultOf(parseJson(body), () => describeBody(body))
  const page = htmlPage(body)
  return page === undefined ? fault : { ...fault, pageHint: page.hint }
}

/** The same of a body that is parsed. `describe` says what was there where it has no message. */
export function faultOf(body: unknown, describe: () => string): ServerFault {
  const message = messageIn(body) ?? describe()
  const { retryAfterMs = delayIn(message), ...marks } = marksOf(body)
  return { message, ...marks, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

/** `Please try again in 1m30.5s`, `retry after 20 seconds`. */
function delayIn(message: string): number | undefined {
  const found =
    /(?:try again|retry|retrying|wait)\s+(?:in|after|for|at least)\s+((?:\d+(?:\.\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b[\s,]*(?:and\s+)?)+)/i.exec(
      message.slice(0, 2000).replace(/(\d)(m|h)(?=\d)/gi, '$1$2 '),
    )
  if (found?.[1] === undefined) return undefined
  const parts = found[1].matchAll(/(\d+(?:\.\d+)?)\s*(ms|mil|s|m|h)/gi)
  return Array.from(parts).reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit.toLowerCase()] ?? 0),
    0,
  )
}

const units: Readonly<Record<string, number>> = { ms: 1, mil: 1, s: 1000, m: 60_000, h: 3_600_000 }
