import type { Usage } from '../../core/completion.ts'
import { messageOf } from '../../core/errors.ts'
import type { GenerateRequest } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import type { HistoryItem, Llama, LlamaCppModule, LlamaModel, Sampling, Sequence } from './llama-cpp-module.ts'

export interface Session {
  module: LlamaCppModule
  llama: Llama
  model: LlamaModel
  sequence: Sequence
  contextSize: number
}

export interface Answer {
  text: string
  reasoning?: string
  stopReason: string
  usage: Usage
}

/** Through the chat template that the GGUF file carries. */
export async function answerChat(session: Session, request: GenerateRequest): Promise<Answer> {
  const history: HistoryItem[] = request.messages.map(({ role, content }) =>
    role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  )
  return measured(session, async () => {
    const chatWrapper = templateOf(session)
    const chat = new session.module.LlamaChat({ contextSequence: session.sequence, chatWrapper })
    // A model item at the end is where the answer goes.
    const open: HistoryItem[] = [...history, { type: 'model', response: [] }]
    const { contextText } = chat.chatWrapper.generateContextState({ chatHistory: open })
    const promptTokens = contextText.tokenize(session.model.tokenizer).length
    const room = roomAfter(promptTokens, session)
    const given = await chat.generateResponse(open, await samplingOf(session, request, room))
    const thoughts = (given.fullResponse ?? []).flatMap(part =>
      typeof part !== 'string' && part.type === 'segment' ? [part.text] : [],
    )
    return {
      promptTokens,
      text: given.response.trimStart(),
      ...(thoughts.length > 0 && { reasoning: thoughts.join('').trim() }),
      stopReason: given.metadata.stopReason,
    }
  })
}

export async function answerText(session: Session, prompt: string, request: GenerateRequest): Promise<Answer> {
  return measured(session, async () => {
    const completion = new session.module.LlamaCompletion({ contextSequence: session.sequence })
    const promptTokens = session.model.tokenize(prompt).length
    const room = roomAfter(promptTokens, session)
    const given = await completion.generateCompletionWithMeta(prompt, await samplingOf(session, request, room))
    return { promptTokens, text: given.response, stopReason: given.metadata.stopReason }
  })
}

/** The file's own template, word for word: the library's look-alikes leave out default system messages. */
function templateOf({ module, model }: Session): object {
  const template = model.fileInfo.metadata.tokenizer?.chat_template
  const hint = 'Use raw completions: --api completions --template FILE.'
  if (!template)
    throw new ProviderError('chat-template', 'the GGUF file has no chat template', { action: 'stop', hint })
  try {
    return new module.JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer })
  } catch (cause) {
    const message = `the chat template of the GGUF file fails: ${messageOf(cause)}`
    throw new ProviderError('chat-template', message, { action: 'stop', hint, cause })
  }
}

interface Measured extends Omit<Answer, 'usage'> {
  promptTokens: number
}

/** From an empty context, so that no earlier request changes an answer. */
async function measured({ sequence }: Session, answer: () => Promise<Measured>): Promise<Answer> {
  await sequence.clearHistory()
  const { usedOutputTokens } = sequence.tokenMeter
  const { promptTokens, ...given } = await answer()
  const outputTokens = sequence.tokenMeter.usedOutputTokens - usedOutputTokens
  return { ...given, usage: { inputTokens: promptTokens, outputTokens } }
}

/** Past the end of the context the library would drop the start of the conversation without a word. */
function roomAfter(promptTokens: number, { contextSize }: Session): number {
  const room = contextSize - promptTokens - 8
  if (room > 0) return room
  throw new ProviderError(
    'context-overflow',
    `the prompt has ${promptTokens} tokens, but the context only ${contextSize}`,
    {
      action: 'give-up',
      hint: 'Use a model with a longer context.',
    },
  )
}

async function samplingOf(session: Session, request: GenerateRequest, room: number): Promise<Sampling> {
  const { params, responseFormat, signal } = request
  const { top_k: topK, min_p: minP, stop, ...others } = params.extra ?? {}
  const [unknown] = Object.keys(others)
  if (unknown !== undefined)
    throw new ProviderError('bad-param', `llama-cpp: has no parameter ${unknown}`, {
      action: 'stop',
      hint: '--param accepts top_k, min_p and stop.',
    })
  const stops = (Array.isArray(stop) ? stop : [stop]).filter(one => typeof one === 'string')
  return {
    signal,
    maxTokens: Math.min(params.maxTokens ?? room, room),
    // Plain sampling, as servers do by default; the library would penalise repetition.
    repeatPenalty: false,
    ...(params.temperature !== undefined && { temperature: params.temperature }),
    ...(params.topP !== undefined && { topP: params.topP }),
    ...(params.seed !== undefined && { seed: params.seed }),
    ...(typeof topK === 'number' && { topK }),
    ...(typeof minP === 'number' && { minP }),
    ...(stops.length > 0 && { customStopTriggers: stops }),
    ...(responseFormat && { grammar: await session.llama.createGrammarForJsonSchema(responseFormat.schema) }),
  }
}
