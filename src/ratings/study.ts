import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { XevalError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import { makeRng, shuffle } from '../core/rng.ts'
import { Arm } from './rating.ts'

export type Mode = 'absolute' | 'pairwise'

/** An answer to be rated, as a rater may see it. */
export interface RatedAnswer {
  arm: Arm
  benchmark: string
  sampleId: string
  prompt: string
  answer: string
}

const Item = z.object({
  benchmark: z.string(),
  sampleId: z.string(),
  /** Which run the answer is from; absent for a pair. */
  arm: Arm.exactOptional(),
  /** The first 16 hex digits of each answer's SHA-256. */
  answers: z.object({ before: z.string().exactOptional(), after: z.string().exactOptional() }),
})
export type Item = z.infer<typeof Item>

/** The key to a blinded study. Whoever has it knows which answer is whose: it never goes to a rater. */
export const Study = z.object({
  schemaVersion: z.literal(1),
  mode: z.enum(['absolute', 'pairwise']),
  /** 64 hex digits of true randomness; item keys, orders and raters' links come from it. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  raters: z.array(z.string().min(1)).min(1),
  /** Blinded key → what it stands for. */
  items: z.record(z.string(), Item),
})
export type Study = z.infer<typeof Study>

export interface StudyOptions {
  mode: Mode
  raters: readonly string[]
  secret: string
  answers: readonly RatedAnswer[]
}

/** Answers of one arm, or of two; with two, only samples that both arms answered are rated. */
export function makeStudy({ mode, raters, secret, answers }: StudyOptions): Study {
  const names = raters.map(name => name.normalize('NFC').trim())
  if (names.length === 0 || names.includes('') || new Set(names).size < names.length) {
    throw new XevalError('raters', 'two raters have the same name', {
      hint: 'Give each rater a name: --rater A --rater B',
    })
  }
  const pairs = pairUp(answers)
  if (pairs.length === 0) throw new XevalError('nothing-to-rate', 'the runs have no answers to the same samples')
  const items = pairs.flatMap(({ before, after }) => {
    const { benchmark, sampleId } = before ?? after ?? {}
    if (benchmark === undefined || sampleId === undefined) return []
    const hashes = {
      ...(before ? { before: shortHash(before.answer) } : {}),
      ...(after ? { after: shortHash(after.answer) } : {}),
    }
    if (mode === 'pairwise') return [{ benchmark, sampleId, answers: hashes }]
    return [before, after]
      .filter(one => one !== undefined)
      .map(({ arm }) => ({ benchmark, sampleId, arm, answers: hashes }))
  })
  if (mode === 'pairwise' && items.some(item => !item.answers.before || !item.answers.after)) {
    throw new XevalError('rating-mode', 'pairwise rating needs two runs', {
      hint: 'Name both runs: xeval rate BEFORE AFTER',
    })
  }
  return {
    schemaVersion: 1,
    mode,
    secret,
    raters: names,
    items: Object.fromEntries(items.map(item => [itemKey(secret, item), item])),
  }
}

/** A place in a rater's session; `left` for a pair. */
export interface Turn {
  item: string
  left?: Arm
}

/**
 * The order in which a rater meets the items. Two halves: each sample comes once in either, half of the samples with
 * `before` first, the other way round for the next rater; the two meetings of a sample are at least a quarter of the
 * session apart. For pairs the sides are balanced in the same way.
 */
export function orderFor(study: Study, rater: string): Turn[] {
  const index = study.raters.indexOf(rater)
  if (index === -1) throw new XevalError('rater', `${rater} is not a rater of this study: ${study.raters.join(', ')}`)
  const samples = shuffle(samplesOf(study), makeRng(study.secret, 'samples'))
  const random = (part: string) => makeRng(study.secret, 'order', rater, part)
  if (study.mode === 'pairwise') {
    const turns = samples.flatMap((keys, at) =>
      keys.map(item => ({ item, left: (at + index) % 2 === 0 ? ('before' as const) : ('after' as const) })),
    )
    return shuffle(turns, random('pairs'))
  }
  const turned = samples.map((keys, at) => ((at + index) % 2 === 0 ? keys : keys.toReversed()))
  const first = shuffle(turned, random('first'))
  const middle = Math.ceil(first.length / 2)
  const second = [
    ...shuffle(first.slice(0, middle), random('second')),
    ...shuffle(first.slice(middle), random('third')),
  ]
  return [...first.flatMap(keys => keys.slice(0, 1)), ...second.flatMap(keys => keys.slice(1))].map(item => ({ item }))
}

/** What a key stands for; the key must be one of the study's. */
export function itemOf(study: Study, key: string): Item {
  const item = Object.hasOwn(study.items, key) ? study.items[key] : undefined
  if (item === undefined) throw new XevalError('rating-item', `${key} is not an item of this study`)
  return item
}

/** A name for a rater that doesn't tell who it is, always the same within a study. */
export const pseudonym = (study: Study, rater: string): string =>
  `rater-${hmac(study.secret, 'rater', rater.normalize('NFC').trim()).slice(0, 8)}`

/** The secret part of a rater's link: the same each time that the page is opened. */
export const linkToken = (study: Study, rater: string): string => hmac(study.secret, 'link', rater).slice(0, 40)

export const shortHash = (answer: string): string => sha256(answer).slice(0, 16)

const hmac = (secret: string, ...parts: string[]): string =>
  createHmac('sha256', secret).update(JSON.stringify(parts)).digest('hex')

// A letter first: Excel would take `12e45` or twelve digits for a number and write them back changed.
const itemKey = (secret: string, { benchmark, sampleId, arm }: Item): string =>
  `q${hmac(secret, 'item', benchmark, sampleId, arm ?? 'pair').slice(0, 12)}`

interface Pair {
  before?: RatedAnswer
  after?: RatedAnswer
}

function pairUp(answers: readonly RatedAnswer[]): Pair[] {
  const pairs = Map.groupBy(answers, ({ benchmark, sampleId }) => JSON.stringify([benchmark, sampleId]))
  const arms = new Set(answers.map(({ arm }) => arm))
  return [...pairs.values()]
    .filter(group => [...arms].every(arm => group.some(answer => answer.arm === arm)))
    .map(group => Object.fromEntries(group.map(answer => [answer.arm, answer])))
}

/** The item keys of each sample, `before` first. */
function samplesOf(study: Study): string[][] {
  const keys = Map.groupBy(Object.entries(study.items), ([, { benchmark, sampleId }]) =>
    JSON.stringify([benchmark, sampleId]),
  )
  return [...keys.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group.sort(([, a], [, b]) => rank(a.arm) - rank(b.arm)).map(([key]) => key))
}

const rank = (arm: Arm | undefined): number => (arm === 'after' ? 1 : 0)
