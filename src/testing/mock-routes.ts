import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerRequest, send } from './mock-answering.ts'
import { MessageBatches } from './mock-message-batches.ts'
import { OpenAIBatches } from './mock-openai-batches.ts'
import type { MockOptions } from './mock-options.ts'
import type { MockApi } from './mock-reply.ts'
import { parseBody } from './mock-request.ts'
import type { MockCounters } from './mock-stats.ts'

export type Handler = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void

/** Everything that the endpoint answers to. */
export function makeHandler(options: MockOptions, counters: MockCounters): Handler {
  const batches = new OpenAIBatches(options, counters)
  const messageBatches = new MessageBatches(options, counters)
  const entries = (options.models ?? ['mock']).map(model =>
    typeof model === 'string' ? { id: model, object: 'model', owned_by: 'xeval' } : { object: 'model', ...model },
  )

  const routes: [RegExp, Answer][] = [
    [/^GET \/stats$/, () => counters.stats],
    [/^GET \/v1\/models$/, () => ({ object: 'list', data: entries })],
    [/^GET \/v1\/models\/(.+)$/, id => entries.find(entry => entry.id === decodeURIComponent(id))],
    [/^GET \/props$/, () => options.modelPath && { model_path: options.modelPath }],
    [/^GET \/api\/tags$/, () => options.digests && { models: toTags(options.digests) }],
    [/^POST \/v1\/files$/, (_, body, request) => upload(batches, body, request)],
    [/^GET \/v1\/files\/([^/]+)$/, id => batches.file(id)],
    [/^GET \/v1\/files\/([^/]+)\/content$/, id => text(batches.content(id))],
    [/^POST \/v1\/batches$/, (_, body) => created(batches.create(parseBody(body.toString())))],
    [/^GET \/v1\/batches$/, () => batches.list()],
    [/^GET \/v1\/batches\/([^/]+)$/, id => batches.get(id)],
    [/^POST \/v1\/batches\/([^/]+)\/cancel$/, id => batches.cancel(id)],
    [
      /^POST \/v1\/messages\/batches$/,
      (_, body, { headers }) => created(messageBatches.create(parseBody(body.toString()), `http://${headers.host}`)),
    ],
    [/^GET \/v1\/messages\/batches$/, () => messageBatches.list()],
    [/^GET \/v1\/messages\/batches\/([^/]+)$/, id => messageBatches.get(id)],
    [/^GET \/v1\/messages\/batches\/([^/]+)\/results$/, id => text(messageBatches.results(id))],
  ]

  const answerPage = (request: IncomingMessage, path: string, body: Buffer, response: ServerResponse): void => {
    const asked = `${request.method} ${path}`
    const [pattern, answer] = routes.find(([candidate]) => candidate.test(asked)) ?? [/$^/, () => undefined]
    Promise.resolve(answer(pattern.exec(asked)?.[1] ?? '', body, request)).then(
      page => sendPage(response, page),
      (error: unknown) => sendJson(response, 500, refusal(500, String(error))),
    )
  }
  return (request, body, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const api = request.method === 'POST' ? apis[path] : undefined
    if (!isAllowed(request, options.apiKey)) sendJson(response, 401, refusal(401, 'wrong or missing key'))
    else if (api) answerRequest(api, path, body.toString(), response, options, counters)
    else answerPage(request, path, body, response)
  }
}

const apis: Record<string, MockApi | undefined> = {
  '/v1/chat/completions': 'chat',
  '/v1/completions': 'completions',
  '/v1/messages': 'messages',
}

type Answer = (id: string, body: Buffer, request: IncomingMessage) => Page | Promise<Page>

/** JSON, text as it is, a refusal with its status, or nothing: no such thing. */
type Page = object | Plain | Refused | '' | undefined

class Plain {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

class Refused {
  readonly why: string
  constructor(why: string) {
    this.why = why
  }
}

const text = (content: string | undefined): Page => (content === undefined ? undefined : new Plain(content))
const created = (made: object | string): Page => (typeof made === 'string' ? new Refused(made) : made)

function sendPage(response: ServerResponse, page: Page): void {
  if (!page) sendJson(response, 404, refusal(404, 'not found'))
  else if (page instanceof Plain) send(response, 200, page.text, 'application/octet-stream')
  else if (page instanceof Refused) sendJson(response, 400, refusal(400, page.why))
  else sendJson(response, 200, page)
}

const sendJson = (response: ServerResponse, status: number, body: object): void =>
  send(response, status, JSON.stringify(body))

const refusal = (status: number, message: string): object => ({
  type: 'error',
  error: { type: status === 401 ? 'authentication_error' : 'invalid_request_error', message },
})

const isAllowed = ({ headers }: IncomingMessage, key: string | undefined): boolean =>
  key === undefined || headers.authorization === `Bearer ${key}` || headers['x-api-key'] === key

const toTags = (digests: Readonly<Record<string, string>>): object[] =>
  Object.entries(digests).map(([name, digest]) => ({ name, digest }))

/** The multipart form is read by the platform. */
async function upload(batches: OpenAIBatches, body: Buffer, { headers }: IncomingMessage): Promise<Page> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': headers['content-type'] ?? '' },
  }).formData()
  const file = form.get('file')
  if (form.get('purpose') !== 'batch' || !(file instanceof File)) return new Refused('a file for a batch is needed')
  return batches.addFile(file.name, await file.text())
}
