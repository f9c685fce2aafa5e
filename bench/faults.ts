// The n-th write, sync, rename or open of a small run fails, for every n: the run ends as one without a fault, or with a clear error and
// after a resume: `node bench/faults.ts [EVERY]`, where 1 is every n. Ends with 2 if any did not.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildShim, failures, faultyRun, kinds } from './support/faults.ts'

const every = Number(process.argv[2] ?? 1)
const shim = await buildShim()
if (shim === undefined) throw new Error('a C compiler is needed')
const rows: Record<string, string | number>[] = []
for (const kind of kinds) {
  const { calls, figures } = await faultyRun(shim, { kind, failure: 'EIO', n: 0 })
  for (const failure of failures) {
    if (failure === 'short' && kind !== 'write') continue
    const row = { kind, failure, calls, tried: 0, refused: 0, wrong: 0 }
    for (let n = 1; n <= calls; n += every) {
      const { refused, problems } = await faultyRun(shim, { kind, failure, n }, figures)
      row.tried++
      if (refused) row.refused++
      if (problems.length > 0) row.wrong++
      for (const problem of problems) console.log(`${kind} ${n} ${failure}: ${problem}`)
    }
    rows.push(row)
    console.log(JSON.stringify(row))
  }
}
console.table(rows)
const results = join(import.meta.dirname, 'results')
await mkdir(results, { recursive: true })
await writeFile(join(results, 'faults.json'), `${JSON.stringify({ every, rows }, null, 2)}\n`)
process.exitCode = rows.some(({ wrong }) => wrong !== 0) ? 2 : 0
