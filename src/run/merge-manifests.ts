import { serverChanges, serverWords } from '../analysis/who-answered.ts'
import { XevalError } from '../core/errors.ts'
import { canonicalJson, sha256 } from '../core/hash.ts'
import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'

export interface MergeOptions {
  /** Missing and unfinished shards are left out of the reckoning instead of refused. */
  partial: boolean
}

/**
 * The manifest of the run that shards make up together. Throws, naming the shard and what is wrong with it, where they are
 * not all of one run: other settings, another model, a shard twice, missing or unfinished.
 */
export function mergeManifests(shards: readonly Manifest[], { partial }: MergeOptions): Manifest {
  const [first] = shards
  if (first === undefined)
    throw new XevalError('no-shards', 'nothing to merge', { hint: 'Pass the runs of the shards.' })
  checkShards(shards, partial)
  for (const other of shards) checkAlike(first, other)
  const { shard: _, pair: __, usage: ___, counts: ____, cost: _____, budget: ______, ...mine } = first
  const { scores: _______, served: ________, servedJudges: _________, mark: __________, ...kept } = mine
  const starts = shards.flatMap(({ sessions }) => sessions.map(({ startedAt }) => startedAt)).sort()
  const ends = shards.flatMap(({ sessions }) => sessions.flatMap(({ endedAt }) => endedAt ?? [])).sort()
  const [start = ''] = starts
  const end = ends.at(-1)
  const ids = shards.map(({ id }) => id)
  const stamp = start.replace(/[-:]|\.\d+/g, '')
  const name = first.model.name.replace(/[^\w.-]+/g, '-').slice(-40)
  return {
    ...kept,
    id: `${stamp}_${first.suite}_${name}_${sha256(ids.join('\n')).slice(0, 8)}`,
    status: 'complete',
    sessions: [{ startedAt: start, ...(end !== undefined && { endedAt: end }), ...identitiesOf(shards) }],
    mergedFrom: ids,
    benchmarks: first.benchmarks.map((plan, i) =>
      sumOf(
        plan,
        shards.flatMap(({ benchmarks }) => benchmarks[i] ?? []),
      ),
    ),
  }
}

type Seen = Pick<Manifest['sessions'][number], 'identity' | 'changes' | 'judgeChanges'>

/** Each shard may have had a server of its own, so that only what changed within a shard is a change; its answers are not those of all. */
function identitiesOf(shards: readonly Manifest[]): Seen {
  const identity = shards[0]?.sessions.find(session => session.identity !== undefined)?.identity
  const changes = shards.flatMap(({ sessions }) =>
    serverChanges({ sessions }).length > 0
      ? serverWords(sessions).map(({ at, identity: seen }) => ({ at, identity: seen }))
      : [],
  )
  const judgeChanges = shards.flatMap(({ sessions }) => sessions.flatMap(session => session.judgeChanges ?? []))
  return {
    ...(identity && { identity }),
    ...(changes.length > 0 && { changes }),
    ...(judgeChanges.length > 0 && { judgeChanges }),
  }
}

function checkShards(shards: readonly Manifest[], partial: boolean): void {
  const seen = new Map<number, string>()
  const of = shards[0]?.shard?.of
  for (const { id, shard, status } of shards) {
    if (shard === undefined || of === undefined)
      throw refuse(`${id} is not a shard`, 'Merge runs that were made with --shard i/n.')
    if (shard.of !== of)
      throw refuse(`${id} is one of ${shard.of} shards, others are of ${of}`, 'Merge the shards of one run.')
    const twin = seen.get(shard.index)
    if (twin !== undefined) throw refuse(`${twin} and ${id} are both shard ${shard.index}/${of}`, 'Remove one of them.')
    seen.set(shard.index, id)
    if (status !== 'complete' && !partial) {
      throw refuse(`${id} (shard ${shard.index}/${of}) is ${status}, not complete`, 'Resume it, or pass --partial.')
    }
  }
  if (partial || of === undefined) return
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter(index => !seen.has(index))
  if (missing.length > 0) {
    const shown = missing.slice(0, 20).join(', ') + (missing.length > 20 ? ' …' : '')
    throw refuse(`${missing.length} of ${of} shards are missing: ${shown}`, 'Run them, or pass --partial.')
  }
}

/** Hosts may differ, as each shard can have a server of its own; what the server serves may not. */
function checkAlike(first: Manifest, other: Manifest): void {
  const facts = ({ suite, demo, model, parameters, epochs, seed, sampling, benchmarks, versions }: Manifest) => ({
    suite,
    demo,
    model: model.name,
    fingerprint: model.fingerprint,
    provider: model.provider,
    api: model.api,
    'chat template': model.template,
    'system prompt': model.system,
    parameters,
    epochs,
    seed,
    sampling,
    version: versions.xeval,
    benchmarks: benchmarks.map(({ name }) => name),
    ...Object.fromEntries(
      benchmarks.map(({ n: _, sampleIds: __, judge, ...plan }) => [
        plan.name,
        { ...plan, judge: { ...judge, model: judge.model?.replace(/^https?:.*#/, '') } },
      ]),
    ),
  })
  const [a, b] = [Object.entries(facts(first)), new Map(Object.entries(facts(other)))]
  for (const [name, value] of a) {
    const [was, is] = [canonicalJson(value ?? null), canonicalJson(b.get(name) ?? null)]
    if (was === is) continue
    const text = `${other.id} differs from ${first.id} in ${name}: ${short(is)} instead of ${short(was)}`
    throw refuse(text, 'Merge shards that were run with the same settings, data and versions.')
  }
}

const sumOf = (plan: BenchmarkPlan, parts: readonly BenchmarkPlan[]): BenchmarkPlan => ({
  ...plan,
  n: parts.reduce((sum, { n }) => sum + n, 0),
  sampleIds: parts.map(({ sampleIds }) => sampleIds).reduce(addDigests),
})

/** The digest of two disjoint sets of ids: little-endian sums of 256 bits. */
export function addDigests(a: string, b: string): string {
  const [x, y] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')]
  const sum = Buffer.alloc(32)
  let carry = 0
  for (let i = 0; i < 32; i += 4) {
    const total = x.readUInt32LE(i) + y.readUInt32LE(i) + carry
    sum.writeUInt32LE(total >>> 0, i)
    carry = total > 0xffffffff ? 1 : 0
  }
  return sum.toString('hex')
}

const refuse = (message: string, hint: string): XevalError => new XevalError('cannot-merge', message, { hint })

const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}…` : text)
