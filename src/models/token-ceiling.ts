import type { ServerFault } from './http/server-fault.ts'

/**
 * The most output tokens that a server gives, where it refuses a limit above it and says so: OpenAI's "supports at most 16384
 * completion tokens", Anthropic's "32768 > 8192, which is the maximum", DeepSeek's "the valid range is [1, 8192]".
 */
export function tokenCeiling(
  status: number,
  { message, params }: ServerFault,
  asked: number | undefined,
): number | undefined {
  if (asked === undefined || (status !== 400 && status !== 422)) return undefined
  if (
    !/max(_completion|_output)?_tokens|max tokens|output tokens|completion tokens/i.test(message) &&
    !params.some(isLimit)
  )
    return undefined
  const stated = forms
    .flatMap(form => form.exec(message)?.slice(1).find(Boolean) ?? [])
    .map(digits => Number(digits.replaceAll(',', '')))
  return stated.find(most => most > 0 && most < asked)
}

const isLimit = (name: string): boolean => /^max_(completion_|output_)?tokens$/.test(name)

const number = '(\\d[\\d,]{0,11})'
const forms = [
  new RegExp(`\\d > ${number}`),
  new RegExp(`at most ${number}`, 'i'),
  new RegExp(`[[(]\\s?\\d+\\s?, ?${number}\\s?[\\])]`),
  new RegExp(`(?:less than or equal to|<=|≤|cannot exceed|must not exceed|no more than|up to) ?${number}`, 'i'),
  new RegExp(`maximum (?:value|allowed(?: value| number)?|number)?[^\\d]{0,60}?${number}`, 'i'),
]

/** What the record says of a limit that was asked for and lowered. */
export const loweredLimit = (asked: number | undefined, mostTokens: number | undefined): string[] =>
  asked !== undefined && mostTokens !== undefined && mostTokens < asked ? [`max_tokens > ${mostTokens}`] : []
