import { json } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { megabytes, printFacts } from '../terminal/print-facts.ts'

export const cacheClear = defineVerb({
  name: 'cache clear',
  help: 'remove every cached answer',
  arguments: [],
  options: { json },
  async action(_, { json }, context) {
    const { clearCache } = await import('../../run/cache.ts')
    printRemoved(await clearCache(context), json)
    return 0
  },
})

export const cachePrune = defineVerb({
  name: 'cache prune',
  help: 'remove the least recently used answers until the cache fits its limit (XEVAL_CACHE_MB, default 1024)',
  arguments: [],
  options: { json },
  async action(_, { json }, context) {
    const { pruneCache } = await import('../../run/cache.ts')
    printRemoved(await pruneCache(context), json)
    return 0
  },
})

const printRemoved = (facts: { removed: number; freed: number }, json: boolean | undefined): void =>
  printFacts(facts, `removed ${facts.removed} files, ${megabytes(facts.freed)} MB`, json)
