// A GGUF file behind an HTTP server in the shape of llama.cpp's (`/v1/models`, `/props`, `/slots`, `/v1/chat/completions`, streamed or not), for
// machines without llama-server: `node --conditions=@xeval/source bench/llama-server.ts FILE.gguf [PORT [THREADS]]`, in a folder where
// node-llama-cpp is installed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Usage } from '../src/core/completion.ts'
import { messageOf } from '../src/core/errors.ts'
import type { GenerateRequest } from '../src/core/provider.ts'
import { openLlamaCppModel } from '../src/models/llama-cpp/llama-cpp-model.ts'
import { tokenStreams } from './support/token-streams.ts'

const [file = '', port = '8080', threads] = process.argv.slice(2)
const streams = tokenStreams()
const options = { api: 'chat', ...(threads && { threads: Number(threads) }) } as const
const model = await openLlamaCppModel(`llama-cpp:${file}`, file, options, streams.load)
const name = file.split('/').at(-1) ?? file

/** Tokens that the answer under way has had so far; 0 between answers. */
let inStream = 0

const Body = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  temperature: z.number().optional(),
  max_tokens: z.int().optional(),
  stop: z.union([z.string(), z.array(z.string())]).optional(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  response_format: z
    .object({ json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()) }) })
    .optional(),
})

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    const body = JSON.stringify(fault(messageOf(error)))
    // Within a stream the status is out already: the error is an event then, as llama.cpp's is.
    if (response.headersSent) response.end(`data: ${body}\n\n`)
    else response.writeHead(500, { 'content-type': 'application/json' }).end(body)
  })
}).listen(Number(port), '127.0.0.1', () => console.log(`${name} at http://127.0.0.1:${port}/v1`))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  if (request.url === '/v1/models')
    return send(200, { object: 'list', data: [{ id: name, object: 'model', owned_by: 'llamacpp' }] })
  if (request.url === '/props') return send(200, { model_path: file, total_slots: 1 })
  if (request.url === '/slots') return send(200, [{ id: 0, n_decoded: inStream }])
  if (request.url !== '/v1/chat/completions') return send(404, fault('File Not Found'))
  const parsed = Body.safeParse(JSON.parse(await text(request)))
  if (!parsed.success) return send(400, fault(z.prettifyError(parsed.error)))
  // Whoever hangs up isn't answered any more, so that the next one is.
  const left = new AbortController()
  response.on('close', () => left.abort())
  const asked = toRequest(parsed.data, left.signal)
  if (parsed.data.stream) return stream(asked, response, parsed.data.stream_options?.include_usage ?? false)
  const { completion } = await model.generate(asked)
  const { finishReason } = completion
  const choice = { index: 0, finish_reason: finishReason, message: { role: 'assistant', content: completion.text } }
  send(200, { object: 'chat.completion', model: name, choices: [choice], usage: counted(completion.usage) })
}

/** Chunks of a token each, and at the end the finish reason, then the usage where it is asked for. */
async function stream(asked: GenerateRequest, response: ServerResponse, withUsage: boolean): Promise<void> {
  const id = `chatcmpl-${crypto.randomUUID()}`
  const event = (rest: object): void => {
    const chunk = { id, object: 'chat.completion.chunk', created: Math.floor(Date.now() / 1000), model: name, ...rest }
    response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  }
  const choice = (delta: object, finish_reason: string | null = null): void =>
    event({ choices: [{ index: 0, delta, finish_reason }] })
  let sent = ''
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  choice({ role: 'assistant', content: '' })
  streams.listen(asked.signal, token => {
    inStream++
    const content = sent === '' ? token.trimStart() : token
    sent += content
    if (content) choice({ content })
  })
  const { completion } = await model.generate(asked).finally(() => {
    inStream = 0
  })
  if (sent !== completion.text) throw new Error('the tokens in the stream are not the answer')
  choice({}, completion.finishReason)
  if (withUsage) event({ choices: [], usage: counted(completion.usage) })
  response.end('data: [DONE]\n\n')
}

function counted(usage: Usage | undefined) {
  const { inputTokens = 0, outputTokens = 0 } = usage ?? {}
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens }
}

const fault = (message: string) => ({ error: { code: 500, message, type: 'server_error' } })

function toRequest(
  { messages, temperature, max_tokens, stop, response_format }: z.infer<typeof Body>,
  signal: AbortSignal,
): GenerateRequest {
  return {
    messages,
    params: {
      ...(temperature !== undefined && { temperature }),
      ...(max_tokens !== undefined && { maxTokens: max_tokens }),
      ...(stop !== undefined && { extra: { stop } }),
    },
    ...(response_format && { responseFormat: response_format.json_schema }),
    work: { benchmark: 'http', sampleId: 'http', epoch: 1 },
    signal,
  }
}
