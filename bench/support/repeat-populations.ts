import { binomialPmf, drawBinomial } from '../../src/stats/binomial.ts'
import type { RandomBits } from '../../src/stats/random.ts'

/** How often a question is answered right, as shares of the questions: [share, rate]. */
export type Population = readonly (readonly [share: number, rate: number])[]

/** Populations that are hard on an interval in their own ways; the Beta ones by their midpoints. */
export const populations: Readonly<Record<string, Population>> = {
  'one rate, .5': [[1, 0.5]],
  'one rate, .8': [[1, 0.8]],
  'one rate, .97': [[1, 0.97]],
  'one rate, .995': [[1, 0.995]],
  'Beta(2, 2)': beta(2, 2),
  'Beta(8, 2)': beta(8, 2),
  'Beta(20, .5)': beta(20, 0.5),
  'Beta(.2, .1)': beta(0.2, 0.1),
  'two points, 5% lost': [
    [0.95, 1],
    [0.05, 0],
  ],
  'two points, 20% lost': [
    [0.8, 1],
    [0.2, 0],
  ],
  'two points, noisy': [
    [0.9, 0.98],
    [0.1, 0.03],
  ],
  'near 1, 5% weak': [
    [0.95, 0.99],
    [0.05, 0.3],
  ],
}

/** What becomes of a population after fine-tuning. */
export const changes = ['identical', 're-drawn', 'some lost', 'some halved', 'all a little'] as const
export type Change = (typeof changes)[number]

/** Rates before and after, as shares of the questions. */
type Arms = readonly (readonly [share: number, before: number, after: number])[]

/** The population with its mean rate lower by `loss`; nothing where it has too little to lose. */
export function armsOf(population: Population, change: Change, loss: number): Arms | undefined {
  const mean = population.reduce((sum, [share, rate]) => sum + share * rate, 0)
  if (loss > 0.8 * mean) return undefined
  const some = (share: number, keep: number): Arms =>
    population.flatMap(([own, rate]) => [
      [own * (1 - share), rate, rate],
      [own * share, rate, rate * keep],
    ])
  if (change === 'some lost') return some(loss / mean, 0)
  if (change === 'some halved') return 2 * loss > mean ? undefined : some((2 * loss) / mean, 0.5)
  return population.map(([own, rate]) => [own, rate, rate * (1 - loss / mean)])
}

/** Question means over `epochs`: draws how many of n questions have each pair of them. */
export interface PairDrawer {
  draw(random: RandomBits, n: number): Uint32Array
  before: Float64Array
  after: Float64Array
  truth: { before: number; after: number }
}

export function pairDrawer(arms: Arms, epochs: number, identical = false): PairDrawer {
  const mass = new Float64Array((epochs + 1) ** 2)
  for (const [share, before, after] of arms) {
    const [was, is] = [counts(epochs, before), counts(epochs, after)]
    was.forEach((p, i) => {
      if (identical) mass[i * (epochs + 1) + i] = (mass[i * (epochs + 1) + i] ?? 0) + share * p
      else
        is.forEach((q, j) => {
          const at = i * (epochs + 1) + j
          mass[at] = (mass[at] ?? 0) + share * p * q
        })
    })
  }
  // The likely first, so that the others are reached seldom.
  const cells = Array.from(mass.keys())
    .filter(at => (mass[at] ?? 0) > 1e-13)
    .sort((i, j) => (mass[j] ?? 0) - (mass[i] ?? 0))
  return {
    draw: countDrawer(cells.map(at => mass[at] ?? 0)),
    before: Float64Array.from(cells, at => Math.floor(at / (epochs + 1)) / epochs),
    after: Float64Array.from(cells, at => (at % (epochs + 1)) / epochs),
    truth: {
      before: arms.reduce((sum, [share, before]) => sum + share * before, 0),
      after: arms.reduce((sum, [share, , after]) => sum + share * after, 0),
    },
  }
}

const counts = (epochs: number, rate: number): number[] =>
  Array.from({ length: epochs + 1 }, (_, k) => {
    if (rate <= 0 || rate >= 1) return Number(k === (rate <= 0 ? 0 : epochs))
    return binomialPmf(k, epochs, rate)
  })

/** Where few pairs can occur their counts come from conditional binomials, which is the same distribution by fewer draws. */
function countDrawer(masses: readonly number[]): PairDrawer['draw'] {
  const one = aliasDrawer(masses)
  const all = masses.reduce((sum, mass) => sum + mass, 0)
  const counts = new Uint32Array(masses.length)
  return (random, n) => {
    counts.fill(0)
    if (6 * masses.length > n) {
      for (let i = 0; i < n; i++) {
        const at = one(random)
        counts[at] = (counts[at] ?? 0) + 1
      }
      return counts
    }
    let [left, rest] = [n, all]
    for (let at = 0; at < masses.length && left > 0; at++) {
      const mass = masses[at] ?? 0
      const drawn = at === masses.length - 1 ? left : drawBinomial(random, left, Math.min(1, mass / rest))
      counts[at] = drawn
      left -= drawn
      rest -= mass
    }
    return counts
  }
}

/** Walker's alias method: one uniform number a draw. */
function aliasDrawer(masses: readonly number[]): (random: RandomBits) => number {
  const n = masses.length
  const total = masses.reduce((sum, mass) => sum + mass, 0)
  const keep = Float64Array.from(masses, mass => (mass * n) / total)
  const other = new Uint32Array(n)
  const small = Array.from(keep.keys()).filter(i => (keep[i] ?? 0) < 1)
  const large = Array.from(keep.keys()).filter(i => (keep[i] ?? 0) >= 1)
  for (;;) {
    const [less, more] = [small.pop(), large.pop()]
    if (less === undefined || more === undefined) {
      if (less !== undefined) keep[less] = 1
      if (more !== undefined) keep[more] = 1
      if (small.length + large.length === 0) break
      continue
    }
    other[less] = more
    keep[more] = (keep[more] ?? 0) + (keep[less] ?? 0) - 1
    if ((keep[more] ?? 0) < 1) small.push(more)
    else large.push(more)
  }
  return random => {
    const u = random.uniform() * n
    const i = Math.floor(u)
    return u - i < (keep[i] ?? 0) ? i : (other[i] ?? 0)
  }
}

/** 400 midpoints that crowd at both ends, where a U shape has its mass. */
function beta(a: number, b: number): Population {
  const points = Array.from({ length: 400 }, (_, i): [number, number] => {
    const t = (i + 0.5) / 400
    const x = t ** 3 * (10 - 15 * t + 6 * t * t)
    return [x ** (a - 1) * (1 - x) ** (b - 1) * 30 * t * t * (1 - t) ** 2, x]
  })
  const total = points.reduce((sum, [weight]) => sum + weight, 0)
  return points.map(([weight, x]) => [weight / total, x])
}
