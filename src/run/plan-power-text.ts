import { decimal, difference as signedDifference } from '../report/figures.ts'
import { textTable } from '../report/text-table.ts'
import type { Plan } from './plan.ts'
import type { PlannedCost } from './plan-one.ts'
import type { ShownRange } from './plan-power.ts'
import type { PlanWords } from './plan-words.ts'

/** What the samples can tell, and how many it takes. */
export function powerText({ benchmarks }: Plan, say: PlanWords): string[] {
  const [first] = benchmarks
  if (first === undefined) return []
  const level = levelOf(benchmarks, say)
  const aimed = benchmarks.flatMap(row => (row.effect === undefined ? [] : [{ row, effect: row.effect }]))
  const gated = benchmarks.flatMap(row => (row.gate === undefined ? [] : [{ row, gate: row.gate }]))
  return [
    say.can(percent(first.power), level),
    textTable(
      [...say.detects, ...(level === undefined ? [say.levels] : [])],
      benchmarks.map(row => [
        ...[row.benchmark, countOf(row, say), flipsOf(row, say), detects(row, say)],
        ...(level === undefined ? [levelIn(row, say)] : []),
      ]),
    ),
    ...(aimed.length === 0
      ? []
      : [
          '',
          say.toShow(percent(first.power)),
          textTable(
            say.effects,
            aimed.map(({ effect, row }) => [
              row.benchmark,
              sizeOf(effect.size, row.unit),
              countRange(effect.needed, row, say),
              countOf(row, say),
            ]),
          ),
        ]),
    ...(gated.length === 0
      ? []
      : [
          '',
          say.toPass,
          textTable(
            say.gates(percent(first.power)),
            gated.map(({ gate, row }) => [
              row.benchmark,
              sizeOf(gate.margin, row.unit),
              shareRange(gate.passes),
              countRange(gate.needed, row, say),
            ]),
          ),
        ]),
    '',
    ...benchmarks.flatMap(({ benchmark, seen, unit }) =>
      seen === undefined || seen.needed[0] === 0
        ? []
        : [
            say.seen(
              benchmark,
              signedDifference(seen.difference, unit),
              count(seen.needed[0]),
              seen.needed[1] === null ? undefined : count(seen.needed[1]),
            ),
          ],
    ),
    ...notes(benchmarks, say),
  ]
}

function notes(benchmarks: readonly PlannedCost[], say: PlanWords): string[] {
  const runs = new Set(benchmarks.flatMap(({ spread }) => (spread.kind === 'runs' ? [spread.run] : [])))
  const has = (kind: PlannedCost['spread']['kind']): boolean => benchmarks.some(({ spread }) => spread.kind === kind)
  return [
    ...(has('assumed') ? [say.assumed] : []),
    ...(has('given') ? [say.given] : []),
    ...Array.from(runs, run => say.fromRun(run)),
    ...(has('unknown') ? [say.spreadUnknown] : []),
    ...(benchmarks.some(({ clustered }) => clustered)
      ? [has('runs') ? say.clusters : `${say.clusters}${say.together}`]
      : []),
    ...(benchmarks.some(isForFewer) ? [say.fewerEpochs] : []),
  ]
}

/** Where a run asks for more answers to a question than the figures hold for. */
const isForFewer = ({ epochs, detectable }: PlannedCost): boolean =>
  detectable.length > 0 && !detectable.some(found => found.epochs === epochs)

/** Of all rows, or `undefined` where they differ: then each row says its own. */
function levelOf(benchmarks: readonly PlannedCost[], say: PlanWords): string | undefined {
  const [one, ...others] = new Set(benchmarks.map(row => levelIn(row, say)))
  return others.length === 0 ? one : undefined
}

const levelIn = ({ alpha, family }: PlannedCost, say: PlanWords): string =>
  say.level(String(Number((alpha * family).toPrecision(6))), family)

const countOf = ({ n, units, clustered }: Pick<PlannedCost, 'n' | 'units' | 'clustered'>, say: PlanWords): string =>
  clustered ? say.groups(units, n) : String(n)

const flipsOf = ({ flips }: PlannedCost, say: PlanWords): string => (flips === undefined ? say.none : shareRange(flips))

const detects = ({ detectable, unit, epochs }: PlannedCost, say: PlanWords): string =>
  detectable.length === 0
    ? say.unknown
    : detectable
        .map(found => {
          const text = sizeRange({ ...found, value: found.difference }, unit, say)
          return detectable.length > 1 || epochs > 1 ? `${text} K=${found.epochs}` : text
        })
        .join(say.separator)

type Unit = PlannedCost['unit']

const digits = (unit: Unit): number => (unit === 'rate' ? 1 : unit === 'tokens' ? 0 : 2)
const number = (value: number, unit: Unit): string => decimal(unit === 'rate' ? value * 100 : value, digits(unit))
const sizeOf = (value: number, unit: Unit): string => number(value, unit) + (unit === 'rate' ? ' pp' : '')

function sizeRange({ value, low, high }: ShownRange, unit: Unit, say: PlanWords): string {
  if (value === null) return say.nothing
  const ends = [low, high].map(end => (end === null ? '–' : number(end, unit)))
  return ends[0] === ends[1] ? sizeOf(value, unit) : `${sizeOf(value, unit)} (${ends.join('–')})`
}

const count = (value: number): string => value.toLocaleString('en')

function countRange({ value, low, high }: ShownRange, { clustered }: PlannedCost, say: PlanWords): string {
  const text = (end: number | null): string => (end === null ? say.noNumber : count(end))
  const ends = low === high ? '' : ` (${text(low)}–${text(high)})`
  return (clustered ? say.inGroups(text(value)) : text(value)) + ends
}

const percent = (share: number): string =>
  `${decimal(share * 100, share > 0 && (share < 0.0095 || share > 0.9905) ? 1 : 0)}%`

function shareRange({ value, low, high }: ShownRange): string {
  const [middle, ...ends] = [value ?? 0, low ?? 0, high ?? 1].map(percent)
  return ends[0] === ends[1] ? `${middle}` : `${middle} (${ends.join('–')})`
}
