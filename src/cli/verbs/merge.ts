import { z } from 'zod'
import { mergeRuns } from '../../run/merge.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'

const Options = z.object({
  output: z.string().exactOptional(),
  out: z.string().exactOptional(),
  partial: z.boolean().default(false),
  metrics: z.boolean().default(true),
  json: z.boolean().default(false),
})

const merge: Verb = async (args, options) => {
  const { json, ...request } = Options.parse(options)
  const merged = await mergeRuns({ names: args, ...request }, commandContext())
  if (json) printJson({ schemaVersion: 1, runs: merged })
  else
    for (const { dir, shards, samples } of merged)
      process.stdout.write(`${dir}: ${samples} samples of ${shards} shards\n`)
  return 0
}
export default merge
