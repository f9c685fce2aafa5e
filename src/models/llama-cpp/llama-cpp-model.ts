import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Completion } from '../../core/completion.ts'
import { messageOf } from '../../core/errors.ts'
import type { GenerateRequest, Model, ModelOptions } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { readTextTemplate, type TextTemplate } from '../text-template.ts'
import { type Llama, type LlamaCppModule, loadLlamaCpp } from './llama-cpp-module.ts'
import { type Answer, answerChat, answerText, type Session } from './llama-cpp-session.ts'

/** Answers with one model in one context, one request after the other: the same request gives the same answer. */
export async function openLlamaCppModel(
  ref: string,
  path: string,
  options: Pick<ModelOptions, 'api' | 'template' | 'cwd'> & { threads?: number },
  load: () => Promise<LlamaCppModule> = () => loadLlamaCpp(undefined, options.cwd),
): Promise<Model> {
  const template = await readTextTemplate(options.template)
  const module = await load()
  const { llama, release } = await sharedLlama(module)
  const name = basename(path)
  // Opened when first asked, so that a REF is checked without reading gigabytes.
  let session: Promise<Session> | undefined
  let last: Promise<unknown> = Promise.resolve()

  const open = async (): Promise<Session> => {
    const model = await llama.loadModel({ modelPath: path })
    const { threads } = options
    const size = { contextSize: { max: maxContext }, sequences: 1 } as const
    const context = await model.createContext({ ...size, ...(threads !== undefined && { threads }) })
    return { module, llama, model, sequence: context.getSequence(), contextSize: context.contextSize }
  }
  const answer = async (request: GenerateRequest): Promise<Completion> => {
    request.signal.throwIfAborted()
    session ??= open()
    const opened = await session.catch((cause: unknown) => {
      throw new ProviderError('model-file', `${path} could not be loaded: ${messageOf(cause)}`, {
        action: 'stop',
        hint: 'Use a GGUF file that fits into memory.',
        cause,
      })
    })
    const startedAt = performance.now()
    const raw = rawPrompt(request, options.api, template)
    const given = raw === undefined ? await answerChat(opened, request) : await answerText(opened, raw, request)
    return toCompletion(given, name, performance.now() - startedAt)
  }

  return {
    ref,
    provider: 'llama-cpp',
    local: true,
    parallel: 1,
    async identity() {
      const digest = `sha256:${await hashFile(path)}`
      return { model: name, fingerprint: digest, weights: digest }
    },
    completes: async () => true,
    async generate(request) {
      const mine = last.then(() => answer(request))
      last = mine.catch(() => undefined)
      return { completion: await mine }
    },
    async close() {
      await last
      const opened = await session?.catch(() => undefined)
      await opened?.model.dispose()
      await release()
    },
  }
}

/** One for all models of the process, so that those that work at once share the cores instead of fighting for them. */
async function sharedLlama(module: LlamaCppModule): Promise<{ llama: Llama; release(): Promise<void> }> {
  const known = shared.get(module)
  const entry = known ?? { llama: module.getLlama(quiet), users: 0 }
  shared.set(module, entry)
  entry.users++
  const llama = await entry.llama
  const release = async (): Promise<void> => {
    if (--entry.users > 0) return
    shared.delete(module)
    await llama.dispose()
  }
  return { llama, release }
}

const shared = new WeakMap<LlamaCppModule, { llama: Promise<Llama>; users: number }>()
const quiet = { build: 'never', progressLogs: false, logLevel: 'error' } as const

const rawPrompt = (
  { prompt, messages }: GenerateRequest,
  api: ModelOptions['api'],
  template: TextTemplate,
): string | undefined => prompt ?? (api === 'completions' ? template(messages) : undefined)

function toCompletion({ text, reasoning, usage, stopReason }: Answer, name: string, ms: number): Completion {
  const finishReason = finishReasons[stopReason]
  if (finishReason === undefined)
    throw new ProviderError('incomplete-reply', `${name} ended its answer early, with "${stopReason}"`, {
      action: 'retry',
      usage,
    })
  return {
    text,
    ...(reasoning && { reasoning }),
    finishReason,
    usage,
    servedModel: name,
    latencyMs: Math.round(ms),
  }
}

const finishReasons: Record<string, Completion['finishReason'] | undefined> = {
  eogToken: 'stop',
  stopGenerationTrigger: 'stop',
  customStopTrigger: 'stop',
  functionCalls: 'tool-calls',
  maxTokens: 'length',
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk)
  return hash.digest('hex')
}

/** Tokens; less where the model was trained on less or memory is short. */
const maxContext = 16_384
