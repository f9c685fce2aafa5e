import { z } from 'zod'
import { describeBody, parseJson } from './body.ts'
import { marksOf } from './fault-marks.ts'

/** What a server says went wrong, in whatever shape: OpenAI's, Anthropic's, Google's, FastAPI's, a bare string. */
export interface ServerFault {
  message: string
  /** Every code, type and status word in the body, lower case: of the error, of what a proxy wrapped it in. */
  codes: readonly string[]
  /** Request parameters that it names: `error.param`, or the first field of pydantic's `loc`. */
  params: readonly string[]
  /** The body marks the prompt or the answer as caught by a filter: Azure's `filtered`, OpenRouter's `flagged_input` … */
  filtered: boolean
}

/** What an error body says, whatever server wrote it; an HTML page is named as such. */
export const readFault = (body: string): ServerFault => faultOf(parseJson(body), () => describeBody(body))

/** The same of a body that is parsed. `describe` says what was there where it has no message. */
export function faultOf(body: unknown, describe: () => string): ServerFault {
  // Google's compatible endpoint puts its one error into a list.
  const parsed = FaultBody.safeParse(Array.isArray(body) ? body[0] : body)
  if (!parsed.success) return { message: describe(), codes: [], params: [], filtered: false }
  const { error, message, detail } = parsed.data
  const inner = typeof error === 'object' && error !== null ? error : undefined
  const text = inner?.message ?? (typeof error === 'string' ? error : undefined) ?? message ?? detail
  return {
    message: typeof text === 'string' ? text : text === undefined ? describe() : JSON.stringify(text),
    ...marksOf(body),
  }
}

const FaultBody = z.object({
  error: z
    .union([z.string(), z.object({ message: z.string().optional().catch(undefined) }), z.null()])
    .optional()
    .catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z.unknown().optional(),
})
