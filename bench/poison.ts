// Every judge, extractor and renderer on answers of nobody's right mind: `npm run poison [part of a target's name] [seed]`. Each target runs in a
// worker that is ended if one text takes it more than a deadline. Writes bench/results/poison.json unless a part is named.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { poisonTargets } from './support/poison-targets.ts'
import { mixtures, poisons } from './support/poisons.ts'
import { isTooSlow, type Times, timesOf } from './support/time-poison.ts'

const SIZE = 400_000
const DEADLINE_MS = 20_000
const Task = z.object({ target: z.string(), from: z.int(), seed: z.int() })
const Message = z.object({
  at: z.int(),
  times: z.object({ small: z.number(), large: z.number(), thrown: z.string().optional() }).optional(),
})

const textsOf = (seed: number) => Object.entries({ ...poisons, ...mixtures(seed, 40) })

if (isMainThread) await main()
else await work(Task.parse(workerData))

async function main(): Promise<void> {
  const [part = '', seed = '1'] = process.argv.slice(2)
  const names = textsOf(Number(seed)).map(([name]) => name)
  const results: Record<string, { kind: string; slowestMs: number; on: string; bad: Record<string, unknown> }> = {}
  for (const { name, kind } of await poisonTargets()) {
    if (!name.includes(part)) continue
    const times = await timesOfTarget(name, names.length, Number(seed))
    const slowest = times.reduce((worst, one, at) => (one.large > (times[worst]?.large ?? 0) ? at : worst), 0)
    const bad = times.flatMap((one, at) => (isTooSlow(one) ? [[names[at] ?? '', one] as const] : []))
    const slowestMs = Math.round(times[slowest]?.large ?? 0)
    results[name] = { kind, slowestMs, on: names[slowest] ?? '', bad: Object.fromEntries(bad) }
    console.log(`${bad.length === 0 ? 'ok ' : 'BAD'} ${name}: ${slowestMs} ms on ${names[slowest]}`, ...bad)
  }
  if (part !== '') return
  const all = Object.values(results)
  const summary = {
    size: SIZE,
    texts: names.length,
    targets: all.length,
    slowestMs: Math.max(...all.map(({ slowestMs }) => slowestMs)),
    bad: all.filter(({ bad }) => Object.keys(bad).length > 0).length,
  }
  const made = { node: process.version, cpu: cpus()[0]?.model, seed: Number(seed), summary, results }
  writeFileSync(new URL('./results/poison.json', import.meta.url), `${JSON.stringify(made, null, 1)}\n`)
  console.log(summary)
}

/** In as many workers as there are texts that it doesn't come back from, and one. */
async function timesOfTarget(target: string, count: number, seed: number): Promise<Times[]> {
  const all: Times[] = []
  while (all.length < count) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { target, from: all.length, seed } })
    await new Promise<void>(resolve => {
      const ended = (thrown: string) => {
        clearTimeout(timer)
        all.push({ small: 0, large: DEADLINE_MS, thrown })
        resolve()
      }
      let timer = setTimeout(() => ended('no end'), DEADLINE_MS)
      worker.on('error', error => ended(`died: ${error.message}`))
      worker.on('message', message => {
        const { times } = Message.parse(message)
        clearTimeout(timer)
        if (times !== undefined)
          all.push({
            small: times.small,
            large: times.large,
            ...(times.thrown !== undefined && { thrown: times.thrown }),
          })
        if (all.length === count) resolve()
        else timer = setTimeout(() => ended('no end'), DEADLINE_MS)
      })
    })
    await worker.terminate()
  }
  return all
}

async function work({ target, from, seed }: z.infer<typeof Task>): Promise<void> {
  const found = (await poisonTargets()).find(({ name }) => name === target)
  if (found === undefined) throw new Error(target)
  parentPort?.postMessage({ at: from })
  for (const [at, [, make]] of textsOf(seed).entries())
    if (at >= from) parentPort?.postMessage({ at, times: await timesOf(found, make, SIZE) })
}
