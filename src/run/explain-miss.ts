import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import type { OutputRecord } from '../core/records.ts'
import type { KeyFields } from '../store/cache/cache-key.ts'
import { type Explanation, entriesOf, explain } from '../store/cache/explain.ts'
import { readRun } from '../store/run/open-run.ts'
import { findRun } from '../store/run/run-files.ts'
import { cacheIn } from './cache.ts'
import type { Context } from './context.ts'
import { runsFolder } from './run-manifest.ts'

/** Why a sample of a run was or was not answered from the cache, in words and as facts. */
export async function explainMiss(name: string, id: string, out: string | undefined, context: Context) {
  const run = await readRun(await findRun(runsFolder(context, out), name, context.cwd))
  const output = await outputOf(run, id)
  const entries = await entriesOf(cacheIn(context), { benchmark: output.benchmark, sampleId: id })
  const explanation = explain(entries, entry => isOf(output, entry), fieldsOf(run.manifest, output))
  const { own, nearest, ...facts } = explanation
  return {
    facts: {
      run: run.manifest.id,
      sample: id,
      cached: output.cached === true,
      kept: own !== undefined,
      ...facts,
      ...(nearest && { nearest: nearest.key }),
    },
    text: textOf(output, explanation),
  }
}

async function outputOf(run: Awaited<ReturnType<typeof readRun>>, id: string): Promise<OutputRecord> {
  for (const { name } of run.manifest.benchmarks) {
    const output = await run.output({ benchmark: name, sampleId: id, epoch: 1 })
    if (output !== undefined) return output
  }
  throw new XevalError('no-sample', `${run.manifest.id} has no answer to sample ${JSON.stringify(id)}`, {
    hint: `Use an id from ${run.dir}/outputs.jsonl.`,
  })
}

/** The entry that this very answer was kept as: the same words, as many milliseconds. */
function isOf({ outcome, epoch }: OutputRecord, { completion, work }: Awaited<ReturnType<typeof entriesOf>>[number]) {
  if (!outcome.ok || work.epoch !== epoch) return false
  return outcome.value.text === completion.text && outcome.value.latencyMs === completion.latencyMs
}

/** What the manifest tells of the key, for a run whose own answers are not in the cache. */
function fieldsOf({ model, parameters, benchmarks }: Manifest, output: OutputRecord): Partial<KeyFields> {
  const { provider, baseUrl, name, fingerprint, api, template } = model
  const maxTokens = benchmarks.find(plan => plan.name === output.benchmark)?.maxTokens
  return {
    provider,
    ...(baseUrl !== undefined && { baseUrl }),
    model: name,
    ...(fingerprint !== undefined && { fingerprint }),
    api,
    ...(template !== undefined && { template }),
    epoch: output.epoch,
    params: {
      ...parameters,
      ...(maxTokens !== undefined && { maxTokens }),
      ...(output.seed !== undefined && { seed: output.seed }),
    },
  }
}

function textOf(output: OutputRecord, { own, nearest, differences, entries }: Explanation): string {
  if (output.cached) return 'The answer came from the cache.'
  const lines = [`The answer was requested: the cache has ${entries} answers to this sample.`]
  if (!output.outcome.ok) lines.push(`The request failed (${output.outcome.error.code}); failures are not cached.`)
  else if (own === undefined) lines.push('This run’s own answer is not in the cache (--no-cache, or removed since).')
  if (nearest === undefined)
    lines.push('No other request for this sample is cached: it was requested for the first time.')
  else if (differences.length === 0)
    lines.push('The closest one differs in nothing that the manifest records; compare the prompts.')
  else {
    lines.push(`The closest of them (${nearest.key.slice(0, 12)}) differs in:`)
    for (const { field, run, cached } of differences)
      lines.push(`  ${field}: ${short(run)} here, ${short(cached)} there`)
  }
  return lines.join('\n')
}

const short = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)} …` : value)
