import { count, either, type Field, number, oneOf, pairs, Refused, text, texts } from '../field.ts'
import { under } from '../option.ts'

const option = under('Generation')

export const temperature = either(
  oneOf('default'),
  number('a number from 0 to 2', value => value >= 0 && value <= 2),
)

export const params = pairs(
  either(
    text,
    number('a number', () => true),
  ),
)

/** Other request parameters as they are given: text, JSON where it is no text. */
export const givenParams = (extra: Readonly<Record<string, unknown>>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, JSON.stringify(value)]))

/** `OPEN,CLOSE`, once or several times. */
const reasoningTags: Field<string[], string | readonly string[]> = value => {
  const read = texts(value)
  if (read instanceof Refused) return read
  return read.every(isTagPair) ? read : new Refused('OPEN,CLOSE, such as <thoughts>,</thoughts>')
}

const isTagPair = (text: string): boolean => /^[^,]*\S[^,]*,[^,]*\S[^,]*$/.test(text)

export const generationOptions = {
  temperature: option(
    '<t>',
    temperature,
    'sampling temperature from 0 to 2, or default for the server’s own (default 0, or 0.6 with several epochs)',
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
  maxTokens: option('<n>', count, 'maximum number of output tokens per answer (default: set by the benchmark)', {
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
    params,
    'additional request parameter; the value is parsed as JSON if it is valid JSON',
    {
      many: true,
      kept: 'parameters.extra',
      resumed: ({ first }) => first.parameters.extra && givenParams(first.parameters.extra),
      compared: 'parameters',
    },
  ),
  reasoningTags: option(
    '<open,close>',
    reasoningTags,
    'additional tags that enclose the model’s reasoning (default: none)',
    {
      many: true,
      kept: 'model.reasoningTags',
      resumed: ({ first }) => first.model.reasoningTags,
      compared: 'parameters',
    },
  ),
}
