import type { Interval } from '../src/core/run-result.ts'
import { drawBinomial } from '../src/stats/binomial.ts'
import { bootstrapMean } from '../src/stats/bootstrap.ts'
import { clusterMean } from '../src/stats/clusters.ts'
import { probit } from '../src/stats/distributions.ts'
import { predictionPoweredMean, roganGladen } from '../src/stats/judge-error.ts'
import { meanInterval } from '../src/stats/mean.ts'
import { newcombePaired, pairedDifference, tango } from '../src/stats/paired-proportions.ts'
import { clopperPearson, wilson } from '../src/stats/proportion.ts'
import type { RandomBits } from '../src/stats/random.ts'
import { newcombeUnpaired } from '../src/stats/unpaired.ts'

/** Draws one table of n samples and gives each method's interval for it; `undefined` where the method has none. */
type Draw = (random: RandomBits, n: number) => (method: string) => Interval | undefined

interface Scenario {
  name: string
  truth: number
  draw: Draw
}

/** Methods that are tried on the same tables. */
export interface Family {
  name: string
  methods: readonly string[]
  scenarios: readonly Scenario[]
}

const rates: Family = {
  name: 'rate',
  methods: ['wilson', 'clopper-pearson', 'wald (for contrast)'],
  scenarios: [0.02, 0.08, 0.3, 0.5, 0.9, 0.97].map(p => ({
    name: `${p}`,
    truth: p,
    draw: (random, n) => {
      const k = drawBinomial(random, n, p)
      return method => {
        if (method === 'wilson') return wilson(k, n).ci
        if (method === 'clopper-pearson') return clopperPearson(k, n).ci
        return around(k / n, Math.sqrt(((k / n) * (1 - k / n)) / n))
      }
    },
  })),
}

/** Rate before, share of pairs that change, difference. */
const pairs = [
  [0.5, 0.3, 0],
  [0.5, 0.3, 0.1],
  [0.8, 0.2, 0],
  [0.8, 0.2, -0.1],
  [0.95, 0.06, 0],
  [0.92, 0.1, -0.055],
  [0.99, 0.02, 0],
] as const

const pairedRates: Family = {
  name: 'paired rates',
  methods: ['newcombe-paired', 'tango', 'newcombe-tango', 't of differences', 'bca-bootstrap', 'wald (for contrast)'],
  scenarios: pairs.map(([before, changed, delta]) => ({
    name: `${before} ${changed} ${delta}`,
    truth: delta,
    draw: (random, n) => {
      const up = drawBinomial(random, n, (changed + delta) / 2)
      const down = drawBinomial(random, n - up, (changed - delta) / 2 / (1 - (changed + delta) / 2))
      const same = (before - (changed - delta) / 2) / (1 - changed)
      const both = drawBinomial(random, n - up - down, same)
      const table = { both, beforeOnly: down, afterOnly: up, neither: n - up - down - both }
      const d = (up - down) / n
      const se = Math.sqrt((up + down) / n - d * d) / Math.sqrt(n)
      return method => {
        if (method === 'newcombe-paired') return newcombePaired(table).ci
        if (method === 'tango') return tango(table).ci
        if (method === 'newcombe-tango') return pairedDifference(table).ci
        if (method === 'wald (for contrast)') return around(d, se)
        const differences = new Int8Array(n).fill(1, 0, up).fill(-1, up, up + down)
        if (method === 't of differences') return meanInterval(differences).ci
        return remember(
          `${up} ${down} ${n}`,
          () => bootstrapMean(differences, { seed: [up, down], resamples: 1000 }).ci,
        )
      }
    },
  })),
}

const unpairedRates: Family = {
  name: 'unpaired rates',
  methods: ['newcombe-unpaired'],
  scenarios: [
    [0.5, 0.5],
    [0.8, 0.7],
    [0.95, 0.95],
    [0.92, 0.865],
    [0.1, 0.01],
  ].map(([p = 0, q = 0]) => ({
    name: `${p} ${q}`,
    truth: q - p,
    draw: (random, n) => {
      const before = { k: drawBinomial(random, n, p), n }
      const after = { k: drawBinomial(random, n, q), n }
      return () => newcombeUnpaired(before, after).ci
    },
  })),
}

/** Distributions of a score (or of a paired difference) with their means. */
const scores: readonly { name: string; mean: number; draw: (random: RandomBits) => number }[] = [
  { name: 'normal', mean: 0, draw: random => probit(random.uniform()) },
  { name: 'exponential', mean: 1, draw: random => -Math.log(random.uniform()) },
  { name: 'ratings 1-5', mean: 4.05, draw: random => rating(random.uniform()) },
  {
    name: 'share of 4 epochs',
    mean: 0.4 * 0.9 + 0.6 * 0.3,
    draw: random => drawBinomial(random, 4, random.uniform() < 0.4 ? 0.9 : 0.3) / 4,
  },
]

const means: Family = {
  name: 'mean',
  methods: ['t', 'bca-bootstrap'],
  scenarios: scores.map(({ name, mean, draw }) => ({
    name,
    truth: mean,
    draw: (random, n) => {
      const values = Float64Array.from({ length: n }, () => draw(random))
      return method =>
        method === 't'
          ? meanInterval(values).ci
          : bootstrapMean(values, { seed: [values[0] ?? 0, values[1] ?? 0], resamples: 1000 }).ci
    },
  })),
}

const clustered: Family = {
  name: 'clustered mean',
  methods: ['cluster-t', 'cluster-bca-bootstrap', 't as if independent (for contrast)'],
  scenarios: [
    { name: 'of 4', size: () => 4 },
    { name: 'of 1 to 7', size: (random: RandomBits) => 1 + random.int(7) },
  ].map(({ name, size }) => ({
    name,
    truth: 0,
    draw: (random, n) => {
      const values = new Float64Array(n)
      const groups = new Float64Array(n)
      for (let i = 0, cluster = 0; i < n; cluster++) {
        const common = probit(random.uniform()) * Math.sqrt(0.3)
        for (const end = Math.min(n, i + size(random)); i < end; i++) {
          values[i] = common + probit(random.uniform()) * Math.sqrt(0.7)
          groups[i] = cluster
        }
      }
      return method => {
        if (method === 'cluster-t') return clusterMean(values, groups).ci
        if (method === 'cluster-bca-bootstrap')
          return bootstrapMean(values, { seed: [values[0] ?? 0, values[1] ?? 0], resamples: 1000, groups }).ci
        return meanInterval(values).ci
      }
    },
  })),
}

const judged: Family = {
  name: 'rate by an erring judge',
  methods: ['rogan-gladen', 'wilson uncorrected (for contrast)'],
  scenarios: [0.1, 0.5, 0.9].map(rate => ({
    name: `${rate}`,
    truth: rate,
    draw: (random, n) => {
      const k = drawBinomial(random, n, rate * 0.9 + (1 - rate) * 0.15)
      const error = {
        sensitivity: { k: drawBinomial(random, 100, 0.9), n: 100 },
        specificity: { k: drawBinomial(random, 100, 0.85), n: 100 },
      }
      return method => (method === 'rogan-gladen' ? roganGladen({ k, n }, error).ci : wilson(k, n).ci)
    },
  })),
}

const powered: Family = {
  name: 'mean with n human and 1000 judged scores',
  methods: ['prediction-powered'],
  scenarios: [0.3, 0.9].map(agreement => ({
    name: `${agreement}`,
    truth: 0,
    draw: (random, n) => {
      const pair = () => {
        const human = probit(random.uniform())
        return { human, judge: 0.5 + agreement * human + Math.sqrt(1 - agreement ** 2) * probit(random.uniform()) }
      }
      const labelled = Array.from({ length: n }, pair)
      const rest = Float64Array.from({ length: 1000 }, () => pair().judge)
      const arms = { human: labelled.map(({ human }) => human), judge: labelled.map(({ judge }) => judge) }
      return () => predictionPoweredMean(arms, rest).ci
    },
  })),
}

export const families: readonly Family[] = [rates, pairedRates, unpairedRates, means, clustered, judged, powered]

const remembered = new Map<string, Interval>()

/** An interval that depends on counts only is made once a table, the bootstrap's with a seed of those counts. */
export function remember(key: string, make: () => Interval): Interval {
  const known = remembered.get(key) ?? make()
  remembered.set(key, known)
  return known
}

const around = (value: number, se: number): Interval => [value + probit(0.025) * se, value - probit(0.025) * se]

/** 5 % ones, 5 % twos, 15 % threes, 30 % fours, 45 % fives. */
const rating = (u: number): number => (u < 0.05 ? 1 : u < 0.1 ? 2 : u < 0.25 ? 3 : u < 0.55 ? 4 : 5)
