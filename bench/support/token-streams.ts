import { type LlamaCppModule, loadLlamaCpp, type Sampling } from '../../src/models/llama-cpp/llama-cpp-module.ts'

/** node-llama-cpp, whose chats tell each token to whoever listens to the signal of the request. */
export function tokenStreams(): {
  load(): Promise<LlamaCppModule>
  listen(request: AbortSignal, onToken: (text: string) => void): void
} {
  const listeners = new WeakMap<AbortSignal, (text: string) => void>()
  const load = async (): Promise<LlamaCppModule> => {
    const module = await loadLlamaCpp()
    class StreamingChat extends module.LlamaChat {
      override generateResponse(
        ...[history, sampling]: Parameters<InstanceType<typeof module.LlamaChat>['generateResponse']>
      ) {
        const streamed: Sampling & { onTextChunk?: ((text: string) => void) | undefined } = {
          ...sampling,
          onTextChunk: listeners.get(sampling.signal),
        }
        return super.generateResponse(history, streamed)
      }
    }
    return { ...module, LlamaChat: StreamingChat }
  }
  return { load, listen: (request, onToken) => void listeners.set(request, onToken) }
}
