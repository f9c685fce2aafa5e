import { join } from 'node:path'
import { z } from 'zod'
import { writeSyntheticRun } from '../../src/run/fixtures/synthetic-run.ts'
import fixture from '../../src/stats/fixtures/tables.json' with { type: 'json' }
import { runCli, workspace } from '../../src/testing/index.ts'

const Change = z.object({
  delta: z.object({ value: z.number(), ci95: z.tuple([z.number(), z.number()]) }),
  after: z.object({ ci95: z.tuple([z.number(), z.number()]) }),
  test: z.object({ name: z.string(), p: z.number() }),
})
const Printed = z.object({ benchmarks: z.tuple([z.object({ changes: z.array(Change) })]) })

/** How far the command line's figures are from the reference's, at most, over some blocks of a hundred tables. */
export interface Distances {
  tables: number
  p: number
  delta: number
  interval: number
  arm: number
}

/** Each block is `xeval report` of a first run and a hundred later ones, on disk as `xeval run` leaves them. */
export async function tablesByCli(blocks: readonly number[]): Promise<Distances> {
  const worst: Distances = { tables: 0, p: 0, delta: 0, interval: 0, arm: 0 }
  for (const block of blocks) {
    const tables = fixture.tables.filter(([own]) => own === block)
    const cwd = await workspace()
    const root = join(cwd, '.xeval/runs')
    const write = (id: string, n: number, isRight: (i: number) => boolean) =>
      writeSyntheticRun({ root, id, n, fate: i => (isRight(i) ? 'safe' : 'unsafe') })
    for (const [at, [, both = 0, down = 0, up = 0, neither = 0]] of tables.entries()) {
      const [right, n] = [both + down, both + down + up + neither]
      if (at === 0) await write('first', n, i => i < right)
      await write(`later-${at}`, n, i => i < both || (i >= right && i < right + up))
    }
    const { code, stdout, stderr } = await runCli(
      ['report', 'first', ...tables.map((_, at) => `later-${at}`), '--format', 'json'],
      { cwd },
    )
    if (code !== 0) throw new Error(stderr)
    const [{ changes }] = Printed.parse(JSON.parse(stdout)).benchmarks
    for (const [
      at,
      [, both = 0, down = 0, up = 0, neither = 0, p = 0, low = 0, high = 0, ...arm],
    ] of tables.entries()) {
      const change = changes[at]
      if (change === undefined) throw new Error(`table ${at} of block ${block} was not compared`)
      const n = both + down + up + neither
      const far = (key: Exclude<keyof Distances, 'tables'>, ...distances: number[]): void => {
        worst[key] = Math.max(worst[key], ...distances.map(Math.abs))
      }
      worst.tables++
      far('p', change.test.p - p)
      far('delta', change.delta.value - (up - down) / n)
      far('interval', change.delta.ci95[0] - low, change.delta.ci95[1] - high)
      far('arm', ...change.after.ci95.map((limit, i) => limit - (arm[i] ?? 0)))
    }
  }
  return worst
}
