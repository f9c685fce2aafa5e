import type { GenerateRequest, ModelOptions } from '../core/provider.ts'

/**
 * Options to open a model with, for tests: one second, four connections, an empty environment.
 *
 * @example
 * modelOptions({ api: 'completions' }).api // → 'completions'
 */
export const modelOptions = (own: Partial<ModelOptions> = {}): ModelOptions => ({
  api: 'chat',
  timeoutMs: 1000,
  connections: 4,
  env: {},
  ...own,
})

/**
 * A request with one user message, for tests.
 *
 * @example
 * generateRequest('What is 2 + 2?').messages[0]?.content // → 'What is 2 + 2?'
 */
export const generateRequest = (prompt: string, own: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content: prompt }],
  params: {},
  work: { benchmark: 'mock', sampleId: 'mock-1', epoch: 1 },
  signal: new AbortController().signal,
  ...own,
})
