import { z } from 'zod'

const count = z.coerce.number().int().positive()
const share = z.union([
  z.number().min(0).max(1),
  z
    .string()
    .regex(/^\d+(\.\d+)?%$/, 'a share such as 5%')
    .transform(text => Number(text.slice(0, -1)) / 100),
  z
    .string()
    .regex(/^0?\.\d+$|^[01]$/, 'a share such as 5%')
    .transform(Number),
])
const concurrency = z.union([z.literal('auto'), count])
const pairs = (value: z.ZodType<string | number>) =>
  z.union([
    z.record(z.string(), value),
    z
      .array(z.string().regex(/^[^=]+=/, 'name=value'))
      .transform(all =>
        Object.fromEntries(all.map(text => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])),
      ),
  ])
const Shard = z
  .object({ index: z.int().positive(), of: z.int().positive() })
  .refine(({ index, of }) => index <= of, 'a shard from 1 to the number of shards, such as 1/8')
const toShard = (text: string): z.infer<typeof Shard> => {
  const [index = 0, of = 0] = text.split('/').map(Number)
  return { index, of }
}

const list = z.union([z.array(z.string()), z.string().transform(one => [one])])

/** All that a run can be told, on the command line or in `xeval.config.*`; the same names, in camelCase. */
export const Settings = z.strictObject({
  model: z.string().exactOptional(),
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
  judge: list.exactOptional(),
  judgeApi: z.enum(['chat', 'completions']).exactOptional(),
  judgeConcurrency: concurrency.exactOptional(),
  upstreamParsing: z.boolean().exactOptional(),
  limit: z.union([z.literal('all'), count]).exactOptional(),
  seed: z.coerce.number().int().exactOptional(),
  stratify: z.string().exactOptional(),
  focus: z.string().exactOptional(),
  epochs: count.exactOptional(),
  temperature: z.union([z.literal('default'), z.coerce.number().min(0).max(2)]).exactOptional(),
  topP: z.coerce.number().gt(0).max(1).exactOptional(),
  maxTokens: count.exactOptional(),
  system: z.string().exactOptional(),
  api: z.enum(['chat', 'completions']).exactOptional(),
  template: z.string().exactOptional(),
  param: pairs(z.union([z.string(), z.number()])).exactOptional(),
  concurrency: concurrency.exactOptional(),
  rpm: z.coerce.number().positive().exactOptional(),
  tpm: z.coerce.number().positive().exactOptional(),
  timeout: z.coerce.number().positive().exactOptional(),
  idleTimeout: z.coerce.number().positive().exactOptional(),
  hedge: z.union([z.literal('p95'), z.coerce.number().positive()]).exactOptional(),
  onRateLimit: z.enum(['wait', 'fail']).exactOptional(),
  maxErrors: share.exactOptional(),
  budgetTokens: count.exactOptional(),
  budgetUsd: z.coerce.number().positive().exactOptional(),
  /** A price file to use instead of ours. */
  prices: z.string().exactOptional(),
  cache: z.boolean().exactOptional(),
  batch: z.union([z.boolean(), z.enum(['all', 'model', 'judge'])]).exactOptional(),
  shard: z
    .union([
      Shard,
      z
        .string()
        .regex(/^\d+\/\d+$/, 'i/n, such as 1/8')
        .transform(toShard)
        .pipe(Shard),
    ])
    .exactOptional(),
  data: z.string().exactOptional(),
  out: z.string().exactOptional(),
  resume: z.union([z.boolean(), z.string()]).exactOptional(),
  force: z.boolean().exactOptional(),
  /** Which differences between two runs are no hindrance: topics of `differencesOf`. */
  allowDiff: list.exactOptional(),
  alpha: z.coerce.number().gt(0).lt(0.5).exactOptional(),
  adjust: z.enum(['holm', 'bh']).exactOptional(),
  margin: pairs(z.coerce.number()).exactOptional(),
  dryRun: z.boolean().exactOptional(),
  json: z.boolean().exactOptional(),
  report: z.string().exactOptional(),
  lang: z.enum(['en', 'zh']).exactOptional(),
  config: z.string().exactOptional(),
})
export type Settings = z.infer<typeof Settings>

/** What stands in `xeval.config.ts`: settings as they are written, before they are checked. */
export type Config = Omit<Partial<Settings>, 'judge' | 'allowDiff' | 'maxErrors' | 'config'> & {
  judge?: string | readonly string[]
  allowDiff?: string | readonly string[]
  /** A share: 0.05 or `5%`. */
  maxErrors?: number | `${number}%`
}

/** Gives the config back as it is, so that an editor knows its fields. */
export const defineConfig = (config: Config): Config => config
