import type { Completion } from '../core/completion.ts'
import type { GenerateRequest, Model } from '../core/provider.ts'

/**
 * What a mock model says: text, parts of a completion, or an error that it throws.
 *
 * @example
 * const answers: MockAnswer[] = ['Four.', { text: 'Fo', finishReason: 'length' }, new Error('broken')]
 * answers.length // → 3
 */
export type MockAnswer = string | Partial<Completion> | Error

/**
 * A model that says what a test wants, and keeps what it was asked.
 *
 * @example
 * const model: MockModel = mockModel(() => 'Four.')
 * model.calls.length // → 0
 */
export interface MockModel extends Model {
  /** Every request so far, in the order in which they came. */
  readonly calls: readonly GenerateRequest[]
}

/**
 * A model in this process. `answer` gets the request and how often this piece of work has been asked, from 1.
 *
 * @example
 * const model = mockModel(({ work }, attempt) => (attempt === 1 ? new Error('busy') : `answer to ${work.sampleId}`))
 * model.generate(generateRequest('Hello?')) // throws Error
 * (await model.generate(generateRequest('Hello?'))).completion.text // → 'answer to mock-1'
 */
export function mockModel(
  answer: (request: GenerateRequest, attempt: number) => MockAnswer | Promise<MockAnswer>,
  { ref = 'mock/model', fingerprint }: { ref?: string; fingerprint?: string } = {},
): MockModel {
  const calls: GenerateRequest[] = []
  const attempts = new Map<string, number>()
  return {
    ref,
    provider: 'mock',
    local: false,
    calls,
    identity: async () => ({ model: ref, ...(fingerprint !== undefined && { fingerprint }) }),
    async generate(request) {
      request.signal.throwIfAborted()
      calls.push(request)
      const { benchmark, sampleId, epoch } = request.work
      const key = [benchmark, sampleId, epoch].join('\u0000')
      const attempt = (attempts.get(key) ?? 0) + 1
      attempts.set(key, attempt)
      const given = await answer(request, attempt)
      request.signal.throwIfAborted()
      if (given instanceof Error) throw given
      const parts = typeof given === 'string' ? { text: given } : given
      const usual = { text: '', finishReason: 'stop', usage: {}, servedModel: ref, latencyMs: 0 } as const
      return { completion: { ...usual, ...parts } }
    },
  }
}
