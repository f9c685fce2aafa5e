// @ts-check
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const Request = z.object({ custom_id: z.string(), question: z.string() })
const Answered = z.object({ answer: z.string() })

/** Batch → its answered lines. @type {Map<string, { custom_id: string, answer: string }[]>} */
const batches = new Map()

/**
 * A batch service as a provider brings it: how a request looks as a line, how its answer is read, and who takes the lines. This one
 * works them off in this process. A real one uploads them, and its `find` looks for a batch whose creation was not seen to its end.
 *
 * @param {string} name
 * @param {(question: string) => string} answer
 * @returns {import('xeval').BatchDialect}
 */
export const makeBatches = (name, answer) => ({
  quirks: '{}',
  path: () => '/count',
  body: ({ messages }) => JSON.stringify(messages.findLast(({ role }) => role === 'user')?.content ?? ''),
  line: (customId, _, body) => `{"custom_id":${JSON.stringify(customId)},"question":${body}}`,
  read(line, _, latencyMs) {
    const { answer: text } = Answered.parse(line)
    return { completion: { text, finishReason: 'stop', usage: {}, servedModel: name, latencyMs } }
  },
  openService: async () => serviceOf(answer),
})

/**
 * @param {(question: string) => string} answer
 * @returns {import('xeval').BatchService}
 */
const serviceOf = answer => ({
  limits: { requests: 1000, bytes: 10_000_000 },
  async create({ file, run, seq, onCreating }) {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    await onCreating()
    const requests = lines.map(line => Request.parse(JSON.parse(line)))
    const answered = requests.map(({ custom_id, question }) => ({ custom_id, answer: answer(question) }))
    batches.set(`${run}-${seq}`, answered)
    return `${run}-${seq}`
  },
  find: async ({ run, seq }) => (batches.has(`${run}-${seq}`) ? `${run}-${seq}` : undefined),
  poll: async () => ({ state: 'ended', status: 'completed', latencyMs: 0 }),
  async *results(batch) {
    yield* batches.get(batch) ?? []
  },
})
