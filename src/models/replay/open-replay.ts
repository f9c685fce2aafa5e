import { resolve } from 'node:path'
import { XevalError } from '../../core/errors.ts'
import type { Model } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { indexReplay } from './replay-index.ts'
import { toCompletion } from './replay-record.ts'

/** A file of recorded answers as a model that goes by the name `ref`. Throws for a file with a malformed line. */
export async function openReplay(path: string, ref: string): Promise<Model> {
  const index = await indexReplay(resolve(path))
  return {
    ref,
    provider: 'replay',
    local: true,
    recorded: true,
    identity: async () => ({ model: ref, fingerprint: `sha256:${index.sha256}` }),
    async generate({ work, messages, prompt, question: asked }) {
      const question = prompt ?? messages.findLast(({ role }) => role === 'user')?.content
      const record = findOrStop(() => index.find(work, [question, asked]))
      if (record) return { completion: toCompletion(record, ref) }
      throw new ProviderError('no-recorded-answer', `${ref} has no answer to ${work.sampleId}, epoch ${work.epoch}`, {
        action: 'give-up',
        hint: 'Add a line with this "id", or with the question as "prompt": either the dataset’s text (samples.jsonl of the run) or the whole last user message.',
      })
    },
    close: async () => index.close(),
  }
}

/** Two answers to one question are a fault of the file, which no retry mends. */
function findOrStop<T>(find: () => T): T {
  try {
    return find()
  } catch (error) {
    if (!XevalError.is(error)) throw error
    throw new ProviderError(error.code, error.message, {
      action: 'stop',
      exitCode: error.exitCode,
      hint: 'Keep one line per question, or distinguish them by "epoch" or "benchmark".',
      ...(error.location && { location: error.location }),
    })
  }
}
