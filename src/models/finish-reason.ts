import type { FinishReason } from '../core/completion.ts'

/**
 * A server's finish or stop reason in our words; undefined for one that says that the reply broke off, or that nobody knows:
 * such a reply is no answer. A server that gives none says nothing against its reply.
 */
export function toFinishReason(reason: string | null | undefined): FinishReason | undefined {
  const word = (reason ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/^finish_reason_/, '')
  return word === '' || word === 'null' || word === 'none' ? 'stop' : known.get(word)
}

/** OpenAI, Anthropic, vLLM, SGLang, TGI, llama.cpp, Ollama; Cohere, Bedrock, Gemini, Mistral, DeepSeek, Zhipu, Baidu, watsonx. */
const known = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['stop_token', 'stop'],
  ['eos', 'stop'],
  ['eos_token', 'stop'],
  ['eog_token', 'stop'],
  ['endoftext', 'stop'],
  ['end_of_text', 'stop'],
  ['complete', 'stop'],
  ['completed', 'stop'],
  ['finished', 'stop'],
  ['done', 'stop'],
  ['normal', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['max_new_tokens', 'length'],
  ['max_output_tokens', 'length'],
  ['max_completion_tokens', 'length'],
  ['max_length', 'length'],
  ['model_length', 'length'],
  ['token_limit', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['content_filter', 'content-filter'],
  ['content_filtered', 'content-filter'],
  ['content_filter_error', 'content-filter'],
  ['sensitive', 'content-filter'],
  ['refusal', 'content-filter'],
  ['safety', 'content-filter'],
  ['image_safety', 'content-filter'],
  ['recitation', 'content-filter'],
  ['blocklist', 'content-filter'],
  ['prohibited_content', 'content-filter'],
  ['spii', 'content-filter'],
  ['moderation', 'content-filter'],
  ['guardrail_intervened', 'content-filter'],
  ['error_toxic', 'content-filter'],
  ['tool_calls', 'tool-calls'],
  ['tool_call', 'tool-calls'],
  ['tool_use', 'tool-calls'],
  ['function_call', 'tool-calls'],
])
