import type { HistoryItem, LlamaCppModule, Sampling } from '../models/llama-cpp/llama-cpp-module.ts'

/** What the model was asked. */
export interface FakeCall {
  history: readonly HistoryItem[]
  sampling: Sampling
}

/** Stands in for `node-llama-cpp`: answers with the words of the messages backwards, one token a word, a context of 40 tokens. */
export function fakeLlamaCpp(
  log: FakeCall[] = [],
  contexts: { threads?: number }[] = [],
): () => Promise<LlamaCppModule> {
  let running = 0
  let written = 0
  const wordsOf = (text: string): string[] => text.split(/\s+/)
  const textOf = (item: HistoryItem): string => (item.type === 'model' ? item.response.join('') : item.text)
  const tokensOf = (text: string) => ({ tokenize: () => wordsOf(text) })
  const sequence = {
    get tokenMeter() {
      return { usedOutputTokens: written }
    },
    clearHistory: async () => undefined,
  }
  const module: LlamaCppModule = {
    getLlama: async () => ({
      loadModel: async () => ({
        tokenizer: 0,
        fileInfo: { metadata: { tokenizer: { chat_template: '{{ messages }}' } } },
        tokenize: wordsOf,
        createContext: async options => {
          contexts.push(options)
          return { contextSize: 40, getSequence: () => sequence }
        },
        dispose: async () => undefined,
      }),
      createGrammarForJsonSchema: async schema => ({ schema }),
      dispose: async () => undefined,
    }),
    JinjaTemplateChatWrapper: class {},
    LlamaChat: class {
      chatWrapper = {
        generateContextState: ({ chatHistory }: { chatHistory: readonly HistoryItem[] }) => ({
          contextText: tokensOf(chatHistory.map(textOf).join(' ').trim()),
        }),
      }
      async generateResponse(history: readonly HistoryItem[], sampling: Sampling) {
        if (++running > 1) throw new Error('two answers at once in one context')
        await new Promise(resolve => setTimeout(resolve, 5))
        running--
        log.push({ history, sampling })
        const answer = wordsOf(history.map(textOf).join(' ').trim()).reverse().slice(0, sampling.maxTokens)
        written += answer.length
        return { response: answer.join(' '), metadata: { stopReason: answer.length < 3 ? 'maxTokens' : 'eogToken' } }
      }
    },
    LlamaCompletion: class {
      async generateCompletionWithMeta(prompt: string) {
        return { response: ` after ${prompt}`, metadata: { stopReason: 'eogToken' } }
      }
    },
  }
  return async () => module
}
