import { hash } from 'node:crypto'
import { XevalError } from './errors.ts'
import { makeIdLines } from './id-lines.ts'
import type { Sample } from './sample.ts'
import { Smallest } from './smallest.ts'

export interface Selection {
  /** At most this many samples. */
  limit: number | 'all'
  seed: number
  /** A metadata key: every value of it gets its share of the limit (largest remainder). */
  stratify?: string
}

/** A value of the key that samples were stratified by, as JSON: how many samples have it, and how many of those were taken. */
export interface StratumCount {
  value: string
  available: number
  n: number
}

/**
 * A seeded selection that the order of the dataset doesn't change: samples are ranked by a hash of seed and id, and the
 * first `limit` are taken, so that a smaller limit selects a part of what a larger one does (with `stratify` within
 * each value, where rounding can shift one place between values). Samples of one group are taken together, but for the last
 * group where the limit cuts through it. They come in the dataset's order; `available` is the
 * number of all, `strata` those of each value. Throws `duplicate-sample` for an id that comes twice.
 */
export async function selectSamples(
  samples: AsyncIterable<Sample> | Iterable<Sample>,
  { limit, seed, stratify }: Selection,
): Promise<{ samples: Sample[]; available: number; strata?: StratumCount[] }> {
  if (limit !== 'all' && !(Number.isSafeInteger(limit) && limit > 0)) {
    throw new XevalError('sampling', `the limit must be a positive integer or \`all\`, found ${limit}`)
  }
  const capacity = limit === 'all' ? Infinity : limit
  const strata = new Map<string, Stratum>()
  const ids = makeIdLines()
  for await (const sample of samples) {
    const position = ids.size
    if (ids.add(sample.id, position) !== undefined) throw duplicate(sample)
    const key = stratify === undefined ? '' : stratumOf(sample, stratify)
    const stratum = strata.get(key) ?? { key, size: 0, best: new Smallest<Ranked>(capacity, byRank) }
    strata.set(key, stratum)
    stratum.size++
    stratum.best.add({ rank: rankOf(seed, sample), position, sample })
  }
  const places = allocate([...strata.values()], Math.min(capacity, ids.size), seed)
  const selected = places.flatMap(({ stratum, count }) => stratum.best.sorted().slice(0, count))
  selected.sort((a, b) => a.position - b.position)
  const counts = places.map(({ stratum: { key, size }, count }) => ({ value: key, available: size, n: count }))
  return {
    samples: selected.map(({ sample }) => sample),
    available: ids.size,
    ...(stratify !== undefined && { strata: counts }),
  }
}

/**
 * The samples whose metadata have `true` for a key: `--focus planning`. Throws `sampling` where no sample does.
 */
export async function* focusOn(samples: AsyncIterable<Sample> | Iterable<Sample>, key: string): AsyncGenerator<Sample> {
  let found = 0
  for await (const sample of samples) {
    if (!Object.hasOwn(sample.metadata, key) || sample.metadata[key] !== true) continue
    found++
    yield sample
  }
  if (found > 0) return
  throw new XevalError('sampling', `no sample is marked \`${key}\``, { hint: 'Omit --focus for this benchmark.' })
}

/** Which of `shards` shards, counted from 1, a sample belongs to: the same wherever it is asked. */
export function shardOf(id: string, shards: number): number {
  return (hash('sha256', `shard\u0000${id}`, 'buffer').readUIntBE(0, 6) % shards) + 1
}

interface Ranked {
  rank: string
  position: number
  sample: Sample
}

interface Stratum {
  key: string
  size: number
  best: Smallest<Ranked>
}

/** 64 bits as 16 hex digits, by group, so that a group's samples stay together; the id decides between equal ones. */
const rankOf = (seed: number, { id, group }: Sample): string => lotOf(seed, group ?? id) + id

const lotOf = (seed: number, name: string): string => hash('sha256', `${seed}\u0000${name}`).slice(0, 16)

const byRank = (a: Ranked, b: Ranked): number => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0)

/** Hamilton's method; equal remainders go to the larger stratum, then by lot, so that no name is always left out. */
function allocate(strata: readonly Stratum[], total: number, seed: number): { stratum: Stratum; count: number }[] {
  const size = strata.reduce((sum, stratum) => sum + stratum.size, 0)
  const shares = strata.map(stratum => {
    const product = stratum.size * total
    return { stratum, count: Math.floor(product / size), remainder: product % size }
  })
  let left = total - shares.reduce((sum, { count }) => sum + count, 0)
  const lot = ({ stratum }: { stratum: Stratum }) => lotOf(seed, stratum.key)
  const order = [...shares].sort(
    (a, b) => b.remainder - a.remainder || b.stratum.size - a.stratum.size || (lot(a) < lot(b) ? -1 : 1),
  )
  for (const share of order) if (left-- > 0) share.count++
  return shares
}

/** A sample’s value of the key that samples are stratified by, as JSON. Throws `sampling` where it has none. */
export function stratumOf({ id, metadata }: Pick<Sample, 'id' | 'metadata'>, key: string): string {
  const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined
  if (value !== undefined) return JSON.stringify(value)
  throw new XevalError('sampling', `sample ${id} has no \`${key}\` to stratify by`, {
    hint: `Stratify by one of: ${Object.keys(metadata).join(', ')}.`,
  })
}

const duplicate = ({ id, input }: Sample): XevalError =>
  new XevalError(
    'duplicate-sample',
    `two samples have the id ${id} (${JSON.stringify(input.at(-1)?.content.slice(0, 60))})`,
    {
      hint: 'Remove one of the two rows, or give them different ids.',
    },
  )
