// Damages every file of a complete, an interrupted and a killed run in every way, and looks whether the run then says the same or
// refuses: `node bench/corruption.ts [POSITIONS] [STATE…]`. Ends with 2 if any other figure came out.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { corrupt, corruptions, type Outcome, states } from './support/corruption.ts'

const [times = '500', ...wanted] = process.argv.slice(2)
const outcomes: Outcome[] = []
for (const state of states) {
  if (wanted.length > 0 && !wanted.includes(state)) continue
  await corrupt(state, Number(times), outcome => {
    outcomes.push(outcome)
    const { file, kind, tried, same, refused, wrong } = outcome
    console.log(`${state} ${file} ${kind}: ${tried} tried, ${same} the same, ${refused} refused, ${wrong.length} wrong`)
    for (const what of wrong.slice(0, 3)) console.log(`  ${what}`)
  })
}
const count = (of: (outcome: Outcome) => number, some: (outcome: Outcome) => boolean): number =>
  outcomes.filter(some).reduce((sum, outcome) => sum + of(outcome), 0)
const rows = states.flatMap(state =>
  corruptions.map(kind => {
    const some = (outcome: Outcome): boolean => outcome.state === state && outcome.kind === kind
    const [tried, same, refused] = [
      count(({ tried }) => tried, some),
      count(({ same }) => same, some),
      count(({ refused }) => refused, some),
    ]
    return { state, kind, tried, same, refused, wrong: count(({ wrong }) => wrong.length, some) }
  }),
)
console.table(rows)
const results = join(import.meta.dirname, 'results')
await mkdir(results, { recursive: true })
await writeFile(join(results, 'corruption.json'), `${JSON.stringify({ positions: Number(times), rows }, null, 2)}\n`)
process.exitCode = rows.some(({ wrong }) => wrong > 0) ? 2 : 0
