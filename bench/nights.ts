/**
 * False alarms and false passes over 100 nights against one frozen baseline: yes/no scores of n questions, each with a chance of its own
 * of being right; the baseline's answers are drawn once, tonight's every night, so that nights share the questions and the baseline's
 * luck. With tonight's model the same, and with one that lost the margin. With and without the levels of `--sequential`; and, to show
 * why nights are not added up as if they were new questions, the confidence sequence that does (empirical Bernstein, Howard et al. 2021,
 * over all pairs of all nights). Seeded. `node --conditions=@xeval/source bench/nights.ts [--draws N] [--write]`
 */
import { parseArgs } from 'node:util'
import { nonInferiority } from '../src/stats/margins.ts'
import { mcnemar } from '../src/stats/mcnemar.ts'
import { newcombePaired } from '../src/stats/paired-proportions.ts'
import { RandomBits } from '../src/stats/random.ts'
import { spendLevel } from '../src/stats/spend-level.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const { values } = parseArgs({
  options: { draws: { type: 'string', default: '400' }, write: { type: 'boolean', default: false } },
})
const draws = Number(values.draws)
const NIGHTS = 100
const margin = 0.05
const n = 500

interface Population {
  name: string
  /** Over all questions. */
  mean: number
  /** A question's chance of being right. */
  rate(random: RandomBits): number
}
const populations: Population[] = [
  {
    name: 'a third of the questions vary',
    mean: 0.7,
    rate: random => (random.uniform() < 1 / 3 ? random.uniform() : random.uniform() < 0.8 ? 1 : 0),
  },
  {
    name: 'one in ten varies',
    mean: 0.77,
    rate: random => (random.uniform() < 0.1 ? random.uniform() : random.uniform() < 0.8 ? 1 : 0),
  },
  { name: 'deterministic', mean: 0.8, rate: random => (random.uniform() < 0.8 ? 1 : 0) },
]

/** The running bound of a mean of values in −1…1 that were all drawn anew, at level 0.05: what nights are not. */
function bernstein(values: { sum: number; squares: number; count: number }): number {
  const variance = values.squares / values.count - (values.sum / values.count) ** 2
  const log = Math.log(Math.log(2 * values.count + 2)) + 0.72 * Math.log(10.4 / 0.05)
  return 1.7 * Math.sqrt((Math.max(variance, 1 / values.count) * log) / values.count) + (3.4 * log) / values.count
}

/** Whether each rule ever erred in 100 nights. */
function season(population: Population, loss: number, random: RandomBits) {
  const rates = Array.from({ length: n }, () => population.rate(random))
  const was = rates.map(rate => random.uniform() < rate)
  // What the model forgot it has forgotten every night.
  const tonight = rates.map(rate => (random.uniform() < loss / population.mean ? 0 : rate))
  const erred = { alone: false, spent: false, added: false }
  const all = { sum: 0, squares: 0, count: 0 }
  for (let night = 1; night <= NIGHTS; night++) {
    const table = { both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 }
    tonight.forEach((rate, i) => {
      const is = random.uniform() < rate
      table[was[i] ? (is ? 'both' : 'beforeOnly') : is ? 'afterOnly' : 'neither']++
    })
    const { beforeOnly: down, afterOnly: up } = table
    all.sum += up - down
    all.squares += up + down
    all.count += n
    const isWorse = down > up
    const errs = (alpha: number): boolean =>
      loss === 0
        ? isWorse && mcnemar(down, up, n).p < alpha
        : nonInferiority(table, { margin, direction: 'higher-is-better' }).p < alpha / 2 &&
          newcombePaired(table, 1 - alpha).ci[0] > -margin
    erred.alone ||= errs(0.05)
    erred.spent ||= errs(spendLevel(0.05, night))
    const mean = all.sum / all.count
    erred.added ||= loss === 0 ? mean + bernstein(all) < 0 : mean - bernstein(all) > -margin
  }
  return erred
}

const percent = (count: number): string => ((100 * count) / draws).toFixed(1)
const rows = populations.flatMap(population =>
  [0, margin].map(loss => {
    const random = new RandomBits(['nights', population.name, loss])
    const counts = { alone: 0, spent: 0, added: 0 }
    for (let i = 0; i < draws; i++) {
      const erred = season(population, loss, random)
      for (const rule of ['alone', 'spent', 'added'] as const) counts[rule] += Number(erred[rule])
    }
    const event = loss === 0 ? 'no loss: an alarm' : 'loss = margin: a pass'
    process.stderr.write(`${population.name} ${loss}\n`)
    return [population.name, event, percent(counts.alone), percent(counts.spent), percent(counts.added)]
  }),
)
const header = [
  'answers',
  'at least once in 100 nights',
  'each night at its level',
  '`--sequential`',
  'nights added up',
]
const table = [
  `n = ${n} questions, margin ${margin * 100} pp, ${draws} baselines of ${NIGHTS} nights each; in per cent of them.`,
  '',
  markdownTable(header, rows),
].join('\n')
console.log(table)
if (values.write) insertTable('nights', table)
