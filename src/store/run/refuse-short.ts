import { XevalError } from '../../core/errors.ts'
import type { RunReader } from '../../core/run-store.ts'
import { files } from './run-files.ts'

/**
 * For a complete run without a seal, such as those of 0.1.0: throws where its logs lack what its manifest says that they have, or have
 * it twice. What was merged from shards was counted then, or may be short on purpose.
 */
export async function refuseShort({ dir, manifest, items }: RunReader): Promise<void> {
  if (manifest.status !== 'complete' || manifest.mergedFrom !== undefined) return
  const ids = new Map(manifest.benchmarks.map(({ name }) => [name, new Set<string>()]))
  let unanswered = 0
  let twice = 0
  for await (const { sample, epochs } of items()) {
    const seen = ids.get(sample.benchmark)
    if (seen?.has(sample.id)) twice++
    seen?.add(sample.id)
    for (const { output, judgment } of epochs) {
      if (output === undefined || (output.outcome.ok && judgment === undefined)) unanswered++
    }
  }
  if (twice > 0) throw short(dir, `${files.samples(dir)} has ${twice} samples twice`)
  for (const { name, n } of manifest.benchmarks) {
    const { size = 0 } = ids.get(name) ?? {}
    if (size !== n) throw short(dir, `${files.samples(dir)} has ${size} samples of ${name}, and the run had ${n}`)
  }
  if (unanswered > 0) throw short(dir, `${unanswered} answers or judgments are missing from the logs`)
}

const short = (dir: string, what: string): XevalError =>
  new XevalError('run-changed', `${dir}: ${what}`, {
    hint: 'Restore the files from a copy. Or keep what is whole with `xeval repair RUN`, and resume.',
  })
