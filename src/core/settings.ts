import {
  count,
  either,
  type Field,
  flag,
  number,
  oneOf,
  pairs,
  positive,
  type Read,
  Refused,
  share,
  text,
  texts,
  whole,
} from './field.ts'

const concurrency = either(oneOf('auto'), count)

const temperature = either(
  oneOf('default'),
  number('a number from 0 to 2', value => value >= 0 && value <= 2),
)

const params = pairs(
  either(
    text,
    number('a number', () => true),
  ),
)

/** `OPEN,CLOSE`, once or several times. */
const reasoningTags: Field<string[]> = value => {
  const read = texts(value)
  if (read instanceof Refused) return read
  return read.every(isTagPair) ? read : new Refused('OPEN,CLOSE, such as <thoughts>,</thoughts>')
}

const isTagPair = (text: string): boolean => /^[^,]*\S[^,]*,[^,]*\S[^,]*$/.test(text)

/** `i/n`, or `{ index, of }`. */
const shard: Field<{ index: number; of: number }> = value => {
  const [index, of] = typeof value === 'string' ? value.split('/') : isShard(value) ? [value.index, value.of] : []
  const [i, n] = [count(index), count(of)]
  const isWhole = typeof value !== 'string' || /^\d+\/\d+$/.test(value)
  if (isWhole && typeof i === 'number' && typeof n === 'number' && i <= n) return { index: i, of: n }
  return new Refused('a shard from 1 to the number of shards, such as 1/8')
}

const isShard = (value: unknown): value is { index: unknown; of: unknown } =>
  typeof value === 'object' && value !== null && 'index' in value && 'of' in value

/** All that a run can be told, on the command line or in `xeval.config.*`; the same names, in camelCase. */
export const settingsFields = {
  model: text,
  before: text,
  after: text,
  judge: texts,
  judgeApi: oneOf('chat', 'completions'),
  judgeConcurrency: concurrency,
  /** Sent to the judge's model with every question. */
  judgeParam: params,
  judgeMaxTokens: count,
  judgeTemperature: temperature,
  upstreamParsing: flag,
  limit: either(oneOf('all'), count),
  seed: whole,
  stratify: text,
  focus: text,
  epochs: count,
  temperature,
  topP: number('a number above 0, at most 1', value => value > 0 && value <= 1),
  maxTokens: count,
  system: text,
  api: oneOf('chat', 'completions'),
  template: text,
  param: params,
  reasoningTags,
  concurrency,
  rpm: positive,
  tpm: positive,
  /** Whether replies are streamed; `auto` does for chat, until a server turns out not to. */
  stream: oneOf('auto', 'on', 'off'),
  timeout: positive,
  idleTimeout: positive,
  hedge: either(oneOf('p95'), positive),
  onRateLimit: oneOf('wait', 'fail'),
  maxErrors: share,
  /** Answers without a score at most. */
  maxUnscored: share,
  budgetTokens: count,
  budgetUsd: positive,
  /** A price file to use instead of ours. */
  prices: text,
  cache: flag,
  batch: either(flag, oneOf('all', 'model', 'judge')),
  shard,
  data: text,
  out: text,
  resume: either(flag, text),
  force: flag,
  /** Which differences between two runs are no hindrance: topics of `differencesOf`. */
  allowDiff: texts,
  alpha: number('a number above 0 and below 0.5', value => value > 0 && value < 0.5),
  adjust: oneOf('holm', 'bh'),
  /** McNemar's test of yes/no scores. */
  test: oneOf('mid-p', 'exact'),
  margin: pairs(number('a number', () => true)),
  dryRun: flag,
  json: flag,
  report: text,
  lang: oneOf('en', 'zh'),
  config: text,
}
export type Settings = Read<typeof settingsFields>

/**
 * What stands in `xeval.config.ts`: settings as they are written, before they are checked.
 *
 * @example
 * const config: Config = { before: 'http://localhost:8000/v1#base', after: 'http://localhost:8001/v1#tuned', limit: 200 }
 * config.limit // → 200
 */
export type Config = Omit<
  Partial<Settings>,
  'judge' | 'allowDiff' | 'maxErrors' | 'maxUnscored' | 'reasoningTags' | 'config'
> & {
  judge?: string | readonly string[]
  allowDiff?: string | readonly string[]
  /** A share: 0.05 or `5%`. */
  maxErrors?: number | `${number}%`
  maxUnscored?: number | `${number}%`
  reasoningTags?: string | readonly string[]
}

/**
 * Gives the config back as it is, so that an editor knows its fields.
 *
 * @example
 * // xeval.config.ts: export default defineConfig({ … })
 * defineConfig({ judge: 'refusal-rules', limit: 200, margin: { safety: 0.02 } }).limit // → 200
 */
export const defineConfig = (config: Config): Config => config
