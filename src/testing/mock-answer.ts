import type { MockOptions, MockRequest } from './mock-options.ts'

/** The answer to a request: the same for the same model, seed and messages, whatever the attempt. */
export function answerOf(options: MockOptions, request: MockRequest): string {
  if (options.answer) return options.answer(request)
  const pick = picker(request.hash, options.seed ?? 1)
  const canned = options.canned?.[request.model]
  if (canned) return pick(canned) ?? ''
  if (request.schema) return JSON.stringify(instanceOf(request.schema, pick))
  return Array.from({ length: options.answerWords ?? 40 }, () => pick(words)).join(' ')
}

type Pick = <T>(items: readonly T[]) => T | undefined

/** xorshift32 (Marsaglia, 2003), started from the request's hash: cheap, and good enough for words. */
function picker(requestHash: string, seed: number): Pick {
  let state = (Number.parseInt(requestHash.slice(0, 8), 16) ^ Math.imul(seed, 0x9e3779b1)) | 1
  return items => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return items[(state >>> 0) % items.length]
  }
}

/** A value of the schema; knows what closed answer shapes use: objects, enums, constants, bounded numbers, strings, lists. */
function instanceOf(schema: Readonly<Record<string, unknown>>, pick: Pick): unknown {
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return pick(schema['enum'])
  const minimum = Number(schema['minimum'] ?? 0)
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries(toRecord(schema['properties'])).map(([key, inner]) => [key, instanceOf(toRecord(inner), pick)]),
      )
    case 'array':
      return [instanceOf(toRecord(schema['items']), pick)]
    case 'integer':
    case 'number': {
      const span = Math.floor(Number(schema['maximum'] ?? minimum + 9) - minimum) + 1
      return minimum + (pick(Array.from({ length: span }, (_, index) => index)) ?? 0)
    }
    case 'boolean':
      return pick([true, false])
    default:
      return `${pick(words)} ${pick(words)}`
  }
}

const toRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const words = 'a river runs past the old mill and its slow wheel turns under green trees while swallows fly home'.split(
  ' ',
)
