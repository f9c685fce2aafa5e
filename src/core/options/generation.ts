import { count, either, number, oneOf, pairs, text } from '../field.ts'
import { type KeptRun, under } from '../option.ts'

const option = under('Generation')

export const generationOptions = {
  temperature: option(
    '<t>',
    either(
      oneOf('default'),
      number('a number from 0 to 2', value => value >= 0 && value <= 2),
    ),
    'sampling temperature from 0 to 2, or default for the server’s own (default 0; with several epochs: default)',
    {
      kept: 'parameters.temperature',
      resumed: ({ first }) => first.parameters.temperature ?? ('default' as const),
      compared: 'parameters',
    },
  ),
  topP: option(
    '<p>',
    number('a number above 0, at most 1', value => value > 0 && value <= 1),
    'nucleus sampling: probability mass to sample from (default: the server’s own)',
    { kept: 'parameters.topP', resumed: ({ first }) => first.parameters.topP, compared: 'parameters' },
  ),
  maxTokens: option('<n>', count, 'largest number of output tokens per answer (default: the benchmark’s own)', {
    kept: 'benchmarks.maxTokens',
    // One limit for all is what was asked for; different ones are the benchmarks' own.
    resumed({ first }) {
      const [only, ...others] = new Set(first.benchmarks.map(({ maxTokens }) => maxTokens))
      return others.length === 0 ? only : undefined
    },
    compared: 'parameters',
  }),
  param: option(
    '<key=value>',
    pairs(
      either(
        text,
        number('a number', () => true),
      ),
    ),
    'any other request parameter; the value is read as JSON if it is JSON',
    { many: true, kept: 'parameters.extra', resumed: extraOf, compared: 'parameters' },
  ),
}

function extraOf({ first }: KeptRun): Record<string, string | number> | undefined {
  const { extra } = first.parameters
  if (extra === undefined) return undefined
  return Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, JSON.stringify(value)]))
}
