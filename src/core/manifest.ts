import { z } from 'zod'
import { pluginKinds } from './api.ts'
import { BenchmarkCard, SuiteCard } from './card.ts'
import { Usage } from './completion.ts'
import { ModelIdentity } from './identity.ts'
import { Prices } from './price.ts'
import { Wording } from './wording.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Sampling parameters as sent; absent is the server's default. */
export const Parameters = z.object({
  temperature: z.number().exactOptional(),
  topP: z.number().exactOptional(),
  extra: z.record(z.string(), z.unknown()).exactOptional(),
})

/** What one benchmark of a run rests on; two runs compare only where all of it agrees. */
export const BenchmarkPlan = z.object({
  name: z.string(),
  version: z.int(),
  dataset: z.object({
    name: z.string(),
    version: z.int(),
    sha256: Sha256,
    /** The bundled sample, not the real data. */
    bundled: z.boolean(),
  }),
  /** Samples that the dataset holds, and that the run takes. */
  available: z.int(),
  n: z.int(),
  /** Digest of the sampled ids as a set: the sum of their SHA-256 mod 2^256. */
  sampleIds: Sha256,
  /** What the samples were stratified by, asked for or the benchmark's own. */
  stratify: z.string().exactOptional(),
  /** Of each value of that (as JSON), how many samples there are, and how many were taken. Runs of before have none. */
  strata: z.array(z.object({ value: z.string(), available: z.int(), n: z.int() })).exactOptional(),
  prompts: z.record(z.string(), Sha256),
  /** Sent with every request of this benchmark; absent is the server's default. */
  maxTokens: z.int().exactOptional(),
  judge: z.object({
    name: z.string(),
    version: z.int(),
    /** The judge's model; absent for an embedded one. */
    model: z.string().exactOptional(),
    /** As its server names it: the same wherever it is served. */
    modelName: z.string().exactOptional(),
    fingerprint: z.string().exactOptional(),
    /** A digest of its weights, where its server states one. */
    weights: z.string().exactOptional(),
    prompts: z.record(z.string(), Sha256),
    /** `upstream@<commit>`, `xeval v<N>` or `plug-in v<N>`: whose words it was asked with. */
    source: z.string(),
    api: z.enum(['chat', 'completions']).exactOptional(),
    upstreamParsing: z.boolean().exactOptional(),
    /** What it was asked with, where that is not its own limit at temperature 0. */
    parameters: Parameters.extend({ maxTokens: z.int().exactOptional() }).exactOptional(),
    /** Goes by people's ratings. */
    byPeople: z.literal(true).exactOptional(),
    /** The ends of its rating scale. */
    scale: z.object({ min: z.number(), max: z.number() }).exactOptional(),
  }),
  /** What it was declared as, where it is a task of the user's own. */
  task: z.record(z.string(), z.unknown()).exactOptional(),
  /** What its figures are, so that they can be read without the plug-in. Runs of 0.1.0 have none. */
  card: BenchmarkCard.exactOptional(),
})
export type BenchmarkPlan = z.infer<typeof BenchmarkPlan>

export const Counts = z.object({
  requests: z.int(),
  cached: z.int(),
  /** Of the cached, answers; the others are judgments. */
  cachedAnswers: z.int().exactOptional(),
  errored: z.int(),
  unscored: z.int(),
  /** Of the requests, those that were given up since their hedge was answered first. */
  hedged: z.int().exactOptional(),
  /** Parameters that a server refused, with the number of answers that were asked for without them. */
  dropped: z
    .object({
      model: z.record(z.string(), z.int()).exactOptional(),
      judge: z.record(z.string(), z.int()).exactOptional(),
    })
    .exactOptional(),
  /** Of the cached, those that another run had asked for; absent where there are none. */
  otherRuns: z.object({ answers: z.int(), judgments: z.int() }).exactOptional(),
})

const FileDigest = z.object({ bytes: z.int().nonnegative(), sha256: Sha256 })
export type FileDigest = z.infer<typeof FileDigest>

/**
 * Holds a run to its files as they were when its scores were drawn. Other logs are refused; scores that are not those of the logs any
 * more are drawn again.
 */
export const ScoresSeal = z.object({
  scores: FileDigest,
  samples: FileDigest,
  outputs: FileDigest,
  judgments: FileDigest,
  /** What people had said by then, where they had said anything or are the judge. More may follow, and nothing may go. */
  ratings: FileDigest.exactOptional(),
  metrics: FileDigest.exactOptional(),
  /** Benchmark → version of the rules that the scores were drawn by. */
  versions: z.record(z.string(), z.int()),
})
export type ScoresSeal = z.infer<typeof ScoresSeal>

/** A plug-in of somebody else's that a run was made with. */
export const PluginRecord = z.object({
  kind: z.enum(pluginKinds),
  name: z.string(),
  version: z.int(),
  /** Absent for one that stands in a file or was handed over by code. */
  package: z.object({ name: z.string(), version: z.string().exactOptional() }).exactOptional(),
  /** Of the module that it stands in. */
  sha256: Sha256.exactOptional(),
  /** Declared in YAML or JSON; what it declares is in the plan of its benchmark. */
  task: z.literal(true).exactOptional(),
})
export type PluginRecord = z.infer<typeof PluginRecord>

/**
 * `manifest.json`: written before the first request, replaced atomically at the end; enough to make the run again.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'safety', limit: 2 })
 * const manifest: Manifest | undefined = runs[0]?.manifest
 * manifest?.model.ref // → 'demo/before'
 */
export const Manifest = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  /** What the first lines of its logs are marked with, so that none is taken for another run's. Runs of 0.1.0 and merged ones have none. */
  mark: z.string().exactOptional(),
  status: z.enum(['running', 'complete', 'interrupted', 'failed']),
  /** Which sessions worked on it, ISO 8601; a resumed run has several. */
  sessions: z.array(
    z.object({
      startedAt: z.string(),
      endedAt: z.string().exactOptional(),
      /** What the server said of its model when the session began, and each time that it said otherwise later. */
      identity: ModelIdentity.exactOptional(),
      changes: z
        .array(z.object({ at: z.string(), identity: ModelIdentity, answers: z.int().exactOptional() }))
        .exactOptional(),
      /** Answers that were there when it began. */
      answers: z.int().exactOptional(),
      /** Each time that the server of a judge said something else of its model. */
      judgeChanges: z
        .array(z.object({ at: z.string(), judge: z.string(), what: z.string(), was: z.string(), is: z.string() }))
        .exactOptional(),
    }),
  ),
  suite: z.string(),
  suiteCard: SuiteCard.exactOptional(),
  /** The demonstration: recorded answers, bundled samples. */
  demo: z.boolean(),
  model: z.object({
    ref: z.string(),
    provider: z.string(),
    name: z.string(),
    baseUrl: z.string().exactOptional(),
    fingerprint: z.string().exactOptional(),
    api: z.enum(['chat', 'completions']),
    template: Sha256.exactOptional(),
    system: Sha256.exactOptional(),
    /** Its answers were made elsewhere: how is not known. */
    recorded: z.literal(true).exactOptional(),
    /** `OPEN,CLOSE`: tags between which it thinks, besides those that are known. */
    reasoningTags: z.array(z.string()).exactOptional(),
    /** How recorded answers came about, where a suite's demonstration says it. */
    provenance: Wording.exactOptional(),
  }),
  parameters: Parameters,
  epochs: z.int().positive(),
  seed: z.int(),
  /** `--data`, as it was given. */
  data: z.string().exactOptional(),
  sampling: z.object({
    limit: z.union([z.int(), z.literal('all'), z.literal('default')]),
    stratify: z.string().exactOptional(),
    /** Only samples that are marked so. */
    focus: z.string().exactOptional(),
  }),
  /** The other arm, where `--before --after` ran both. */
  pair: z
    .object({
      role: z.enum(['before', 'after']),
      with: z.string(),
      /** Its model's REF, so that it can be begun where it never was. Runs of 0.1.0 have none. */
      ref: z.string().exactOptional(),
    })
    .exactOptional(),
  /** The run whose model this one asked the same again (`--aa`). */
  repeats: z.string().exactOptional(),
  shard: z.object({ index: z.int().positive(), of: z.int().positive() }).exactOptional(),
  /** Run ids whose shards were merged into this one. */
  mergedFrom: z.array(z.string()).exactOptional(),
  benchmarks: z.array(BenchmarkPlan),
  /** Those of others that it was made with; absent where all came with xeval. */
  plugins: z.array(PluginRecord).exactOptional(),
  versions: z.object({ xeval: z.string(), node: z.string(), platform: z.string() }),
  git: z.object({ commit: z.string(), dirty: z.boolean() }).exactOptional(),
  usage: z.object({ model: Usage, judge: Usage }).exactOptional(),
  /** Where the run stops by itself, over all its sessions. */
  budget: z.object({ tokens: z.int().exactOptional(), usd: z.number().exactOptional() }).exactOptional(),
  /** Of its models and judges, where money is counted. */
  prices: Prices.exactOptional(),
  cost: z.object({ usd: z.number(), priceDate: z.string() }).exactOptional(),
  counts: Counts.exactOptional(),
  /** Of the scores that were drawn last. */
  scores: ScoresSeal.exactOptional(),
  /** Answers by the name of the model that gave them, as its server says. */
  served: z.record(z.string(), z.int()).exactOptional(),
  /** The same of judgments, by the name of the judge's model that was asked for. */
  servedJudges: z.record(z.string(), z.record(z.string(), z.int())).exactOptional(),
})
export type Manifest = z.infer<typeof Manifest>
