import { z } from 'zod'
import type { ServerFault } from './http-failure.ts'
import type { HttpReply } from './http-reply.ts'

/** The body as JSON; undefined where it isn't. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** What an error body says, whatever server wrote it; an HTML page is named as such. */
export function readFault({ body }: Pick<HttpReply, 'body'>): ServerFault {
  const parsed = FaultBody.safeParse(parseJson(body))
  if (!parsed.success) return { message: describeBody(body), codes: [] }
  const { error, message, detail, code, type } = parsed.data
  const inner = typeof error === 'object' && error !== null ? error : undefined
  const text = inner?.message ?? (typeof error === 'string' ? error : undefined) ?? message ?? detail
  const codes = [inner?.code, inner?.type, inner?.innererror?.code, code, type]
  return {
    message: typeof text === 'string' ? text : text === undefined ? describeBody(body) : JSON.stringify(text),
    codes: codes.filter(one => one !== undefined && one !== null).map(one => String(one).toLowerCase()),
  }
}

/** In a few words, for messages. */
export const describeBody = (body: string): string => {
  const start = body.trimStart().slice(0, 200)
  if (start === '') return 'an empty body'
  if (/^<(!doctype|html|head|body|\?xml)/i.test(start)) {
    const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1]
    return title ? `an HTML page (${title.trim()})` : 'an HTML page'
  }
  return parseJson(body) === undefined ? `text that is not JSON: ${start}` : `unexpected JSON: ${start}`
}

/** Whether the server's filter refused the prompt or the answer: an output of the served system, not an error. */
export const isContentFilter = ({ codes }: ServerFault): boolean => codes.some(code => filterCodes.has(code))

/** Azure and OpenAI; DashScope; Zhipu (1301). */
const filterCodes = new Set([
  'content_filter',
  'content_policy_violation',
  'responsibleaipolicyviolation',
  'data_inspection_failed',
  'datainspectionfailed',
  '1301',
])

const Code = z.union([z.string(), z.number()]).nullish()
const FaultBody = z.object({
  error: z
    .union([
      z.string(),
      z.object({
        message: z.string().optional(),
        code: Code,
        type: Code,
        innererror: z.object({ code: Code }).nullish(),
      }),
      z.null(),
    ])
    .optional(),
  message: z.string().optional(),
  detail: z.unknown().optional(),
  code: Code,
  type: Code,
})
