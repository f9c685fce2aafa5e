import { json } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { megabytes, printFacts } from '../terminal/print-facts.ts'

export const cacheStats = defineVerb({
  name: 'cache stats',
  help: 'count the cached answers and their size',
  arguments: [],
  options: { json },
  async action(_, { json }, context) {
    const { cacheStats: statsOf } = await import('../../run/cache.ts')
    const facts = await statsOf(context)
    const { answers, segments, bytes, maxBytes, folder } = facts
    const size = `${megabytes(bytes)} MB of at most ${megabytes(maxBytes)}`
    printFacts(facts, `${answers} answers in ${segments} files, ${size}: ${folder}`, json)
    return 0
  },
})
