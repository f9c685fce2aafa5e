// A thread of its own, so that a comparison that doesn't end can be ended from outside.
import { parentPort } from 'node:worker_threads'
import { ComputeEngine } from '@cortex-js/compute-engine'

const engine = new ComputeEngine()
parentPort?.postMessage('ready')

parentPort?.on('message', ([gold, given]: [string, string]) => {
  parentPort?.postMessage(compare(gold, given))
})

function compare(gold: string, given: string): boolean | undefined {
  const [a, b] = [engine.parse(gold), engine.parse(given)]
  if (!a.isValid || !b.isValid) return undefined
  // An unknown function is a name to the engine: only expressions in the same names can be compared.
  if (a.unknowns.toString() !== b.unknowns.toString()) return undefined
  return a.isEqual(b)
}
