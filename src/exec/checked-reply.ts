import { z } from 'zod'
import { Completion } from '../core/completion.ts'
import { XevalError } from '../core/errors.ts'
import type { Model, Reply } from '../core/provider.ts'

/** A reply as its type has it. One of another shape, or with a finish reason that nobody knows, is never judged or kept. */
export function checkedReply(reply: Reply, { ref, provider }: Model): Reply {
  const given: unknown = reply
  const completion = typeof given === 'object' && given !== null && 'completion' in given ? given.completion : undefined
  const { error } = Completion.safeParse(completion)
  if (error === undefined) return reply
  const why = z.prettifyError(error).replaceAll(/\s*\n\s*/g, ' ')
  throw new XevalError('bad-completion', `provider ${provider} returned no valid completion for ${ref}: ${why}`, {
    hint: 'Fix the provider: `generate` must resolve with { completion } as the type `Reply` describes.',
  })
}
