import { XevalError } from '../../core/errors.ts'
import { cacheStats, clearCache, pruneCache } from '../../run/cache.ts'
import { explainMiss } from '../../run/explain-miss.ts'
import { parseReportOptions } from '../options/report-options.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'

const cache: Verb = async ([action = '', ...args], options) => {
  const { json = false, out } = parseReportOptions(options)
  const context = commandContext()
  const print = (facts: object, text: string): void =>
    json ? printJson(facts) : void process.stdout.write(`${text}\n`)
  if (action === 'stats') {
    const facts = await cacheStats(context)
    const { answers, segments, bytes, maxBytes, folder } = facts
    print(
      facts,
      `${answers} answers in ${segments} files, ${megabytes(bytes)} MB of at most ${megabytes(maxBytes)}: ${folder}`,
    )
  } else if (action === 'prune' || action === 'clear') {
    const facts = await (action === 'prune' ? pruneCache(context) : clearCache(context))
    print(facts, `removed ${facts.removed} files, ${megabytes(facts.freed)} MB`)
  } else if (action === 'explain') {
    const [run, id] = args
    if (run === undefined || id === undefined) throw usage('cache explain needs a run and a sample id')
    const found = await explainMiss(run, id, out, context)
    print(found.facts, found.text)
  } else throw usage(`cache ${action}: there is no such action`)
  return 0
}
export default cache

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)

const usage = (message: string): XevalError =>
  new XevalError('bad-option', message, {
    hint: 'xeval cache stats, xeval cache prune, xeval cache clear, or xeval cache explain RUN ID.',
  })
