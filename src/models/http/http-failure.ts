import type { Usage } from '../../core/completion.ts'
import { ProviderError, type ProviderFailure } from '../../core/provider-error.ts'
import { quote } from './body.ts'
import { redact } from './endpoint.ts'
import { htmlPage } from './html-page.ts'
import type { HttpReply } from './http-reply.ts'
import { parseRetryAfter } from './rate-limits.ts'
import type { ServerFault } from './server-fault.ts'
import type { Standing } from './standing.ts'

export interface FailureContext {
  secrets: readonly string[]
  keyHint: string
  model: string
  /** Absent for batches, which tell of no key. */
  standing?: Standing
}

/** An error as a `ProviderError`: what kind of failure it is, told in the server's words without any secret. */
export function statusFailure(
  reply: HttpReply,
  fault: ServerFault,
  context: FailureContext,
  status = reply.status,
): ProviderError {
  const { action, code, hint: usual } = classify(status, fault, context)
  const hint = status === 401 ? usual : (fault.pageHint ?? usual)
  const said = fault.message ? `: ${quote(redact(fault.message, context.secrets))}` : ''
  const inside = status === reply.status ? '' : ` with an error with status ${status}`
  return new ProviderError(code, `${reply.url} answered ${reply.status}${inside}${said}`, {
    action,
    status,
    hint,
    ...requestIdOf(reply),
    ...retryAfterOf(reply, fault),
  })
}

/** A 200 that holds no answer. Such replies come from proxies and overloaded servers, so it is tried again. */
export const badReply = (reply: HttpReply, what: string, { secrets }: FailureContext): ProviderError =>
  new ProviderError('bad-reply', `${reply.url} answered ${reply.status} with ${quote(redact(what, secrets))}`, {
    action: 'retry',
    status: reply.status,
    hint:
      htmlPage(reply.body)?.hint ??
      'Check that the URL is that of an API (it usually ends in /v1), and check the server’s log.',
    ...requestIdOf(reply),
  })

/** A reply that its server broke off: a part of an answer is none. */
export const brokenReply = (
  reply: Pick<HttpReply, 'url' | 'status' | 'headers'>,
  why: string,
  usage: Usage,
  { secrets }: Pick<FailureContext, 'secrets'>,
): ProviderError =>
  new ProviderError('incomplete-reply', `${reply.url} ended its reply early: ${quote(redact(why, secrets))}`, {
    action: 'retry',
    status: reply.status,
    hint: retryHint,
    usage,
    ...requestIdOf(reply),
  })

export const requestIdOf = ({ headers }: Pick<HttpReply, 'headers'>): { requestId?: string } => {
  const id = headers['x-request-id'] ?? headers['request-id'] ?? headers['apim-request-id']
  return typeof id === 'string' ? { requestId: id } : {}
}

const retryAfterOf = ({ headers }: HttpReply, fault: ServerFault): { retryAfterMs?: number } => {
  const retryAfterMs = parseRetryAfter(headers) ?? fault.retryAfterMs
  return retryAfterMs === undefined ? {} : { retryAfterMs }
}

interface Classified extends Pick<ProviderFailure, 'action'> {
  code: string
  hint: string
}

function classify(
  status: number,
  { message, codes }: ServerFault,
  { keyHint, model, standing }: FailureContext,
): Classified {
  const code = `http-${status}`
  const quota = 'The account has no quota or credit left. Top it up, then resume the run.'
  if (status === 402 || codes.includes('insufficient_quota') || /credit balance is too low/i.test(message))
    return { action: 'stop', code: 'no-quota', hint: quota }
  if (status === 401 || (status === 403 && aboutKey.test(`${codes.join(' ')} ${message}`)))
    return { action: 'stop', code, hint: keyHint }
  if (status === 403) return { action: standing?.forbidden() ?? 'stop', code, hint: forbiddenHint(keyHint) }
  if (status === 404)
    return { action: 'stop', code, hint: `Check that the server has the model ${model} and that the URL ends in /v1.` }
  if (status < 400 || status === 405 || status === 501)
    return { action: 'stop', code, hint: 'Check the URL: it must be that of the API, usually ending in /v1.' }
  if (status >= 500 || retryStatuses.has(status)) return { action: 'retry', code, hint: retryHint }
  if (contextOverflow.test(`${codes.join(' ')} ${message}`))
    return { action: 'give-up', code: 'context-overflow', hint: 'Lower --max-tokens or serve a longer context.' }
  return { action: 'give-up', code, hint: 'The server refuses this request. Check the parameters (--param).' }
}

/** A 403 that can't be about one prompt. */
const aboutKey =
  /api[ _-]?key|credential|authenticat|\bscopes?\b|insufficient[ _]permission|\btoken (is )?(invalid|expired)|\b(account|organi[sz]ation|subscription)\b.{0,80}\b(disabled|suspended|terminated|banned|deactivated)\b/i
const forbiddenHint = (keyHint: string): string =>
  `A firewall or filter in front of the server may block individual prompts. If every request fails: ${keyHint}`

const retryStatuses = new Set([408, 409, 425, 429])
export const retryHint = 'The request is retried. If the error persists, lower --concurrency or check the server’s log.'
const contextOverflow =
  /context[ _]length|context[ _]window|context[ _]size|maximum context|max_model_len|prompt is too long|too many tokens/i
