import { rm } from 'node:fs/promises'
import { XevalError } from '../../core/errors.ts'
import { cacheBytes } from '../../run/answer-caches.ts'
import { explainMiss } from '../../run/explain-miss.ts'
import { xevalHome } from '../../sources/home.ts'
import { cacheFolder } from '../../store/cache/response-cache.ts'
import { indexSegment, listSegments, pruneSegments } from '../../store/cache/segments.ts'
import { parseReportOptions } from '../options/report-options.ts'
import type { Verb } from '../program.ts'

const cache: Verb = async ([action = '', ...args], options) => {
  const dir = cacheFolder(xevalHome(process.env))
  const { json = false, out } = parseReportOptions(options)
  const print = (facts: object, text: string): void =>
    void process.stdout.write(json ? `${JSON.stringify(facts, null, 2)}\n` : `${text}\n`)
  if (action === 'stats') {
    const facts = await statsOf(dir)
    print(
      facts,
      `${facts.answers} answers in ${facts.segments} files, ${megabytes(facts.bytes)} MB of at most ${megabytes(facts.maxBytes)}: ${dir}`,
    )
  } else if (action === 'prune') {
    const facts = await pruneSegments(dir, cacheBytes(process.env))
    print(facts, `removed ${facts.removed} files, ${megabytes(facts.freed)} MB`)
  } else if (action === 'clear') {
    const facts = await pruneSegments(dir, -1)
    await rm(dir, { recursive: true, force: true })
    print(facts, `removed ${facts.removed} files, ${megabytes(facts.freed)} MB`)
  } else if (action === 'explain') {
    const [run, id] = args
    if (run === undefined || id === undefined) throw usage('cache explain needs a run and a sample id')
    const found = await explainMiss(dir, run, id, out)
    print(found.facts, found.text)
  } else throw usage(`cache ${action}: there is no such action`)
  return 0
}
export default cache

async function statsOf(dir: string) {
  const segments = await listSegments(dir)
  let answers = 0
  for (const segment of segments) await indexSegment(segment, () => answers++)
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  return { folder: dir, segments: segments.length, answers, bytes, maxBytes: cacheBytes(process.env) }
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)

const usage = (message: string): XevalError =>
  new XevalError('bad-option', message, {
    hint: 'xeval cache stats, xeval cache prune, xeval cache clear, or xeval cache explain RUN ID.',
  })
