/**
 * How often each 95 % interval contains the truth: seeded simulations, some ten minutes of one core.
 * `node bench/coverage.ts [--tables N] [--only 'rate,mean'] [--methods 't,wilson'] [--write]` prints a Markdown table;
 * `--write` puts it into docs/statistics.md between its markers. A family's figures don't depend on the others.
 */
import { parseArgs } from 'node:util'
import type { Interval } from '../src/core/run-result.ts'
import { RandomBits } from '../src/stats/random.ts'
import { type Family, families as plain } from './coverage-families.ts'
import { totalsFamilies } from './coverage-totals.ts'
import { insertTable } from './support/insert-table.ts'

const sizes = [30, 68, 200, 1000] as const
const families = [...plain, ...totalsFamilies]

const { values } = parseArgs({
  options: {
    tables: { type: 'string', default: '10000' },
    only: { type: 'string' },
    methods: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const tables = Number(values.tables)
const names = values.only?.split(',') ?? families.map(({ name }) => name)
const wanted = values.methods?.split(',')
const chosen = families
  .filter(({ name }) => names.includes(name))
  .map(family => ({ ...family, methods: family.methods.filter(method => wanted?.includes(method) ?? true) }))
const text = report(tables)
console.log(text)
if (values.write) insertTable('coverage', text)

function report(tables: number): string {
  const head = ['interval', ...sizes.map(n => `n = ${n}`)]
  const rows = chosen.flatMap(family => simulate(family, tables))
  return [
    `${tables.toLocaleString('en')} tables per cell. Mean coverage over the scenarios of a family in per cent, and the lowest of them in brackets;`,
    `the simulation's own standard error of a 95.0 is ${(100 * Math.sqrt((0.95 * 0.05) / tables)).toFixed(2)}.`,
    '',
    ...[head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`),
  ].join('\n')
}

/** A row a method, a cell a size. */
function simulate(family: Family, tables: number): string[][] {
  const columns = sizes.map(n => {
    const shares = family.scenarios.map(scenario => {
      const random = new RandomBits(['coverage', family.name, scenario.name, n])
      const hits = family.methods.map(() => 0)
      for (let i = 0; i < tables; i++) {
        const intervals = scenario.draw(random, n)
        family.methods.forEach((method, j) => {
          const ci = intervals(method)
          if (ci !== undefined && contains(ci, scenario.truth)) hits[j] = (hits[j] ?? 0) + 1
        })
      }
      return hits.map(count => count / tables)
    })
    process.stderr.write(`${family.name} n=${n}\n`)
    return family.methods.map((_, j) => shares.map(share => share[j] ?? 0))
  })
  return family.methods.map((method, j) => [
    `${family.name}: ${method}`,
    ...columns.map(column => summary(column[j] ?? [])),
  ])
}

function contains([low, high]: Interval, truth: number): boolean {
  return low <= truth + 1e-12 && high >= truth - 1e-12
}

function summary(shares: readonly number[]): string {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
  return `${(100 * mean).toFixed(1)} (${(100 * Math.min(...shares)).toFixed(1)})`
}
