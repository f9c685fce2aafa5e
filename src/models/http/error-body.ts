/** A JSON object of a server. */
export type Fields = Readonly<Record<string, unknown>>

export const fieldsOf = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined)
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Whether a body, or an event of a stream, that holds no answer tells an error: by name, by a code, or in words alone. Vendors and
 * gateways have many shapes: OpenAI's `error`, Anthropic's `type: error`, FastAPI's `detail`, `success: false`, MiniMax's
 * `base_resp`, Tencent's `Response.Error`, DashScope's `code` and `message`, Baidu's `error_code`, a bare `msg`.
 */
export function isErrorBody(body: unknown): boolean {
  const fields = fieldsOf(firstOf(body))
  if (fields === undefined) return false
  return (
    namesError(fields) ||
    codeKeys.some(key => isCode(fields[key])) ||
    wordKeys.some(key => typeof fields[key] === 'string' && isWord(fields[key])) ||
    (Array.isArray(fields['detail']) && fields['detail'].some(isFields))
  )
}

/** The same of what stands beside an answer, where a code or a message alone may say that all is well. */
export function errorBeside(body: unknown): Fields | undefined {
  const fields = fieldsOf(body)
  if (fields === undefined || !namesError(fields)) return undefined
  const { choices: _, ...rest } = fields
  return rest
}

/** What a server says went wrong; undefined where it has no words for it. */
export function messageIn(body: unknown): string | undefined {
  const value = firstOf(body)
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  const fields = fieldsOf(value)
  if (fields === undefined) return undefined
  const own = wordKeys.map(key => fields[key]).find(isWord)
  const inner = holders.map(key => messageIn(fields[key])).find(text => text !== undefined)
  // NestJS and its like: the status in words, and what it is about.
  if (typeof fields['error'] === 'string' && inner !== undefined && own !== undefined && own !== inner)
    return `${inner}: ${own}`
  const { detail } = fields
  return inner ?? own ?? (detail == null || typeof detail === 'string' ? undefined : JSON.stringify(detail))
}

/** Google's compatible endpoint puts its one error into a list. */
const firstOf = (body: unknown): unknown => (Array.isArray(body) ? body[0] : body)

/** Fields that hold an error. */
const holders = ['error', 'Error', 'Response', 'base_resp', 'fault', 'errors']
const wordKeys =
  'message Message msg error_msg err_msg errmsg errorMessage error_message status_msg faultstring detail reason'.split(
    ' ',
  )
const codeKeys = 'code status_code statusCode error_code errorCode err_code errcode'.split(' ')
const errorCodeKeys = ['error_code', 'errcode', 'err_code']

function namesError(fields: Fields): boolean {
  const { error, errors, object, type, success, status, fault, Response, base_resp } = fields
  return (
    isSomething(error) ||
    (Array.isArray(errors) && errors.length > 0) ||
    object === 'error' ||
    type === 'error' ||
    success === false ||
    (typeof status === 'string' && /^(error|fail(ed|ure)?)$/i.test(status)) ||
    isSomething(fault) ||
    isSomething(fieldsOf(Response)?.['Error']) ||
    isCode(fieldsOf(base_resp)?.['status_code']) ||
    errorCodeKeys.some(key => isCode(fields[key])) ||
    codeKeys.some(key => fields[key] !== undefined && /^[45]\d\d$/.test(String(fields[key])))
  )
}

const isSomething = (error: unknown): boolean =>
  error === true || (typeof error === 'string' && error !== '') || Object.keys(fieldsOf(error) ?? {}).length > 0

/** A word that says more than that all is well. */
const isWord = (text: unknown): text is string =>
  typeof text === 'string' && text.trim() !== '' && !/^(ok|success(ful|fully)?|成功|normal)[.!。]?$/i.test(text.trim())

const isCode = (code: unknown): boolean =>
  (typeof code === 'number' && code !== 0 && code !== 200) || (isWord(code) && !/^(0|200)$/.test(code.trim()))
