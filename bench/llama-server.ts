// A GGUF file behind an HTTP server in the shape of llama.cpp's (`/v1/models`, `/props`, `/v1/chat/completions`), for machines without
// llama-server: `node --conditions=@xeval/source bench/llama-server.ts FILE.gguf [PORT [THREADS]]`, in a folder where node-llama-cpp is installed.
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { messageOf } from '../src/core/errors.ts'
import type { GenerateRequest } from '../src/core/provider.ts'
import { openLlamaCppModel } from '../src/models/llama-cpp/llama-cpp-model.ts'

const [file = '', port = '8080', threads] = process.argv.slice(2)
const model = await openLlamaCppModel(`llama-cpp:${file}`, file, {
  api: 'chat',
  ...(threads && { threads: Number(threads) }),
})
const name = file.split('/').at(-1) ?? file

const Body = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  temperature: z.number().optional(),
  max_tokens: z.int().optional(),
  stop: z.union([z.string(), z.array(z.string())]).optional(),
  response_format: z
    .object({ json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()) }) })
    .optional(),
})

createServer(async (request, response) => {
  const send = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const parsed = await answer(request).catch((error: unknown) => ({ status: 500, body: fault(messageOf(error)) }))
  send(parsed.status, parsed.body)
}).listen(Number(port), '127.0.0.1', () => console.log(`${name} at http://127.0.0.1:${port}/v1`))

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  if (request.url === '/v1/models')
    return { status: 200, body: { object: 'list', data: [{ id: name, object: 'model', owned_by: 'llamacpp' }] } }
  if (request.url === '/props') return { status: 200, body: { model_path: file, total_slots: 1 } }
  if (request.url !== '/v1/chat/completions') return { status: 404, body: fault('File Not Found') }
  const body = Body.safeParse(JSON.parse(await text(request)))
  if (!body.success) return { status: 400, body: fault(z.prettifyError(body.error)) }
  const { completion } = await model.generate(toRequest(body.data))
  const { usage, finishReason } = completion
  const choice = {
    index: 0,
    finish_reason: finishReason,
    message: { role: 'assistant', content: completion.text },
  }
  const counted = { prompt_tokens: usage?.inputTokens, completion_tokens: usage?.outputTokens }
  return { status: 200, body: { object: 'chat.completion', model: name, choices: [choice], usage: counted } }
}

const fault = (message: string) => ({ error: { code: 500, message, type: 'server_error' } })

function toRequest({
  messages,
  temperature,
  max_tokens,
  stop,
  response_format,
}: z.infer<typeof Body>): GenerateRequest {
  return {
    messages,
    params: {
      ...(temperature !== undefined && { temperature }),
      ...(max_tokens !== undefined && { maxTokens: max_tokens }),
      ...(stop !== undefined && { extra: { stop } }),
    },
    ...(response_format && { responseFormat: response_format.json_schema }),
    work: { benchmark: 'http', sampleId: 'http', epoch: 1 },
    signal: new AbortController().signal,
  }
}
