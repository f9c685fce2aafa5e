import { XevalError } from '../../core/errors.ts'
import { defineProvider } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { openaiDialect } from '../openai/openai-batch.ts'
import { readTextTemplate } from '../text-template.ts'

/** A model that nothing here can reach: its requests are written to a file that `vllm run-batch` works off elsewhere. */
export const batch = defineProvider({
  name: 'batch',
  version: 1,
  description: 'A model run through request files: `xeval batch write`, `vllm run-batch`, `xeval batch collect`',
  syntax: 'batch/NAME',
  prefixes: ['batch/'],
  accepts: ref => /^batch\/./.test(ref),
  async open(ref, { api, template }) {
    const model = ref.slice('batch/'.length)
    const text = await readTextTemplate(template)
    if (model.trim() === '')
      throw new XevalError('model-name', `${ref} has no model name`, { hint: 'Write batch/NAME.' })
    return {
      ref,
      provider: 'batch',
      local: false,
      identity: async () => ({ model }),
      batch: openaiDialect({
        context: { model, secrets: [], keyHint: 'Check the log of the engine that processed the file.' },
        raw: ({ prompt, messages }) => prompt ?? (api === 'completions' ? text(messages) : undefined),
        quirks: { dropped: [], tokenLimit: 'max_tokens' },
      }),
      async generate() {
        throw new ProviderError('batch-only', `${ref} works through request files, not over the network`, {
          action: 'stop',
          hint: 'Use `xeval batch write` and `xeval batch collect`, or a model on a server: http://HOST:PORT/v1#NAME.',
        })
      },
    }
  },
})
