import { flag, text } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { json, placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

const option = under('Merge')

export const merge = defineVerb({
  name: 'merge',
  help: 'merge the shards of a run into one run',
  arguments: [{ name: 'run', many: true, completes: 'run' }],
  options: {
    output: option('<dir>', text, 'folder of runs for the merged run (default .xeval/runs)', {
      short: 'o',
      completes: 'folder',
    }),
    partial: option(undefined, flag, 'merge even if shards are missing or unfinished'),
    metrics: option(undefined, flag, '', {
      negated: 'copy only; `xeval score` computes the metrics later',
      onlyNegated: true,
    }),
    json,
    ...placeOptions,
  },
  async action([names], { json, output, out, partial = false, metrics = true }, context) {
    const { mergeRuns } = await import('../../run/merge.ts')
    const where = { ...(output !== undefined && { output }), ...(out !== undefined && { out }) }
    const merged = await mergeRuns({ names, partial, metrics, ...where }, context)
    if (json) printJson({ schemaVersion: 1, runs: merged })
    else
      for (const { dir, shards, samples } of merged)
        process.stdout.write(`${dir}: ${samples} samples of ${shards} shards\n`)
    return 0
  },
})
