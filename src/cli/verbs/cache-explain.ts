import { json, placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { printFacts } from '../terminal/print-facts.ts'

export const cacheExplain = defineVerb({
  name: 'cache explain',
  help: 'explain why a sample of a run was asked again',
  arguments: [{ name: 'run', completes: 'run' }, { name: 'id' }],
  options: { json, ...placeOptions },
  async action([run, id], { json, out }, context) {
    const { explainMiss } = await import('../../run/explain-miss.ts')
    const { facts, text } = await explainMiss(run, id, out, context)
    printFacts(facts, text, json)
    return 0
  },
})
