import type { Provider } from '../core/provider.ts'
import { anthropic } from './anthropic/anthropic.ts'
import { batch } from './batch-file/batch.ts'
import { llamaCpp } from './llama-cpp/llama-cpp.ts'
import { openai } from './openai/openai.ts'
import { replay } from './replay/replay.ts'

/** The providers that come with xeval, in the order of help texts. Each is a few fields; what it asks with is loaded by `open`. */
export const providers: readonly Provider[] = [openai, anthropic, replay, batch, llamaCpp]
