import type { FinishReason } from '../core/completion.ts'

/**
 * A server's finish or stop reason in our words; undefined for one that says that the reply broke off, or that nobody knows:
 * such a reply is no answer. A server that gives none says nothing against its reply.
 */
export function toFinishReason(reason: Stated): FinishReason | undefined {
  return isUnstated(reason) ? 'stop' : known.get(wordOf(reason))
}

/** Marks an answer whose server gave no reason. */
export const endOf = (reason: Stated): { endUnstated?: true } => (isUnstated(reason) ? { endUnstated: true } : {})

type Stated = string | null | undefined

const isUnstated = (reason: Stated): boolean => ['', 'null', 'none'].includes(wordOf(reason))

const wordOf = (reason: Stated): string => {
  if (reason != null && known.has(reason)) return reason
  return (reason ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/^finish_reason_/, '')
}

/** OpenAI, Anthropic, vLLM, SGLang, TGI, llama.cpp, Ollama; Cohere, Bedrock, Gemini, Mistral, DeepSeek, Zhipu, Baidu, watsonx. */
const words: Record<Exclude<FinishReason, 'other'>, string> = {
  stop: 'stop end_turn stop_sequence stop_token eos eos_token eog_token endoftext end_of_text complete completed finished done normal',
  length:
    'length max_tokens max_new_tokens max_output_tokens max_completion_tokens max_length model_length token_limit model_context_window_exceeded',
  'content-filter':
    'content_filter content_filtered content_filter_error sensitive refusal safety image_safety recitation blocklist prohibited_content spii moderation guardrail_intervened error_toxic',
  'tool-calls': 'tool_calls tool_call tool_use function_call',
}
const reasons = ['stop', 'length', 'content-filter', 'tool-calls'] as const
const known = new Map<string, FinishReason>(
  reasons.flatMap(reason => words[reason].split(' ').map(word => [word, reason] as const)),
)
