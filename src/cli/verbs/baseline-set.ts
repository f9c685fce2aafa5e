import { placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'

export const baselineSet = defineVerb({
  name: 'baseline set',
  help: 'name a complete run as a baseline',
  arguments: [
    { name: 'name', completes: 'baseline' },
    { name: 'run', completes: 'run' },
  ],
  options: placeOptions,
  async action([name, run], { out }, context) {
    const { nameBaseline } = await import('../../run/baselines.ts')
    process.stdout.write(`${name} is ${await nameBaseline(name, run, out, context)}\n`)
    return 0
  },
})
