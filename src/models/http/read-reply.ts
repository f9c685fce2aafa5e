import type { Completion, Usage } from '../../core/completion.ts'
import { describeBody, parseJson, quote } from './body.ts'
import { statusIn } from './body-status.ts'
import { redact } from './endpoint.ts'
import { badReply, brokenReply, type FailureContext, statusFailure } from './http-failure.ts'
import type { HttpReply } from './http-reply.ts'
import { faultOf, readFault, type ServerFault } from './server-fault.ts'
import { isWithheld } from './withheld.ts'

/** What a reply turns out to hold. */
export type Reading =
  | { kind: 'answer'; completion: Completion }
  /** An error, under its own status or inside a 200. */
  | { kind: 'refused'; status: number; fault: ServerFault }
  /** A part of an answer. */
  | { kind: 'broken'; why: string; usage: Usage }
  | { kind: 'unreadable'; what: string }

/** What a dialect finds in the body of a 200. */
export type Found = Exclude<Reading, { kind: 'refused' }> | { kind: 'error'; body: unknown }

/** Reads a reply by its status, and by `find` where that is 200: an error in such a body has the status that it names. */
export function readReply(reply: HttpReply, find: (body: unknown) => Found): Reading {
  if (reply.status !== 200) return { kind: 'refused', status: reply.status, fault: readFault(reply.body) }
  const body = reply.assembled ?? parseJson(reply.body)
  const found = body === undefined ? unreadable(reply) : find(body)
  if (found.kind === 'unreadable') return { kind: 'unreadable', what: found.what || describeBody(reply.body) }
  if (found.kind !== 'error') return found
  const fault = faultOf(found.body, () => describeBody(JSON.stringify(found.body)))
  return { kind: 'refused', status: statusIn(fault) ?? 502, fault }
}

const unreadable = ({ body }: HttpReply): Found => ({ kind: 'unreadable', what: describeBody(body) })

/** The completion, also one that the provider withheld; throws a `ProviderError` for anything else. */
export function completionIn(reading: Reading, reply: HttpReply, context: FailureContext): Completion {
  switch (reading.kind) {
    case 'answer':
      return reading.completion
    case 'broken':
      throw brokenReply(reply, reading.why, reading.usage, context)
    case 'unreadable':
      throw badReply(reply, reading.what, context)
    case 'refused': {
      const { status, fault } = reading
      if (!isWithheld(status, fault)) throw statusFailure(reply, fault, context, status)
      return withheldCompletion(context, reply.latencyMs, fault.message)
    }
  }
}

/** What a filter left of an answer: nothing, and why. */
const withheldCompletion = ({ model, secrets }: FailureContext, latencyMs: number, why: string): Completion => ({
  text: '',
  finishReason: 'content-filter',
  usage: {},
  servedModel: model,
  latencyMs,
  ...(why && { withheld: quote(redact(why, secrets)) }),
})
