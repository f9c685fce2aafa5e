import type { GenerateRequest } from '../core/provider.ts'
import type { ServerFault } from './http/server-fault.ts'

/** Parameters that can be left out of a request: how an answer is drawn or shaped, never what is asked. */
const droppable = [
  'stream_options',
  'stream',
  'response_format',
  'tool_choice',
  'top_p',
  'top_k',
  'min_p',
  'seed',
  'stop',
  'n',
  'presence_penalty',
  'frequency_penalty',
  'repetition_penalty',
  'temperature',
] as const

/** How messages name them where they don't by their name. Words of everyday speech count in quotes alone. */
const spoken: Partial<Record<string, RegExp>> = {
  stream_options: /stream_options|include_usage/,
  stream: /['"`]stream['"`]|\bstreaming\b|\bstream(ed)? (mode|response|is|=)/,
  response_format:
    /response[_ ]?format|json[_ ]?schema|json mode|structured[_ ](output|generation)|guided[_ ](decoding|json)|\bgrammar\b/,
  tool_choice: /tool_choice|\btools?\b.{0,40}\b(forc|support|use)/,
  stop: /['"`]stop['"`]|\bstop (parameter|sequences?|words?)\b/,
  n: /['"`]n['"`]|\bn (parameter|must|should|>)|\bparameter n\b/,
}

/**
 * The parameters out of `sent` that a server refuses by this fault, in the order in which they can be done without: by
 * `error.param`, by pydantic's `loc`, or by its words. Empty where it refuses something else, or a value that was asked for.
 */
export function refusedParameters(
  status: number,
  { message, params, codes }: ServerFault,
  sent: readonly string[],
  { params: wanted }: Pick<GenerateRequest, 'params'>,
): string[] {
  if (!couldRefuse(status)) return []
  const candidates = droppable.filter(
    name => sent.includes(name) && !(isRange.test(message) && isOwnValue(name, wanted)),
  )
  const pointedAt = candidates.filter(name => params.includes(name))
  if (pointedAt.length > 0) return pointedAt
  const text = `${codes.join(' ')} ${message}`.toLowerCase()
  if (!refusal.test(text)) return []
  // One at a time: of "`temperature` and `top_p` cannot both be given" one may stay.
  return candidates.filter(name => (spoken[name] ?? new RegExp(`(?<![a-z_])${name}(?![a-z_])`)).test(text)).slice(0, 1)
}

/** Whether the server wants the other of the two names that a token limit has. A limit that is too large is another matter. */
export function refusesLimitName(status: number, { message, params, codes }: ServerFault, name: string): boolean {
  if (!couldRefuse(status) || isRange.test(message) || /too (large|long|high|big)|context/i.test(message)) return false
  const isNamed = params.includes(name) || new RegExp(`(?<![a-z_])${name}(?![a-z_])`).test(message)
  const other = name === 'max_tokens' ? /max_completion_tokens/ : /(?<![a-z_])max_tokens/
  return other.test(message) || (isNamed && refusal.test(`${codes.join(' ')} ${message}`.toLowerCase()))
}

/** What is left of the names that were asked for: for the record of what an answer was drawn without. */
export const droppedOf = (asked: readonly string[], dropped: readonly string[]): { dropped?: string[] } => {
  const left = asked.filter(name => dropped.includes(name) && !ofTransport.has(name))
  return left.length > 0 ? { dropped: left } : {}
}

/** How an answer comes, and nothing of what it is. */
const ofTransport = new Set(['stream', 'stream_options'])

/** Keys, pace and a server that is down refuse no parameter; a 500 may: llama-cpp-python validates so. */
const couldRefuse = (status: number): boolean =>
  status >= 400 && status <= 501 && ![401, 402, 403, 407, 408, 409, 413, 425, 429].includes(status)

/** The user's own temperature, out of the range that the server has, is the user's to mend: 0 is what we ask for unasked. */
const isOwnValue = (name: string, wanted: GenerateRequest['params']): boolean =>
  (name === 'temperature' && (wanted.temperature ?? 0) > 0) || name === 'top_p' || wanted.extra?.[name] !== undefined

const isRange =
  /\b(between|range|at (most|least)|(less|greater|more|smaller) than|maximum|minimum|exceeds?)\b|[<>≤≥]=? ?\d|[[(]\d(\.\d+)?, ?\d(\.\d+)?[\])]/i
const refusal =
  /unsupported|\bnot\b|n't\b|cannot|unrecogni[sz]ed|unknown|unexpected|invalid|forbidden|extra|literal_error|should be|must be|\bonly\b|deprecated|incompatible|disabled|fail(ed|ure|s)|no longer|\bwithout\b|refus|illegal/
