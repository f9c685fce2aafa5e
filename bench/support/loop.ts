// The limit that xeval is measured against: what anybody would write by hand over an undici Pool for the same requests,
// the same JSONL and the same durability (one write for all that waits, fdatasync every 50 ms), and nothing else.
// Use: node loop.ts URL SAMPLES CONNECTIONS FOLDER [stream]
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import { Pool } from 'undici'

const [url = '', samples = '1000', connections = '100', folder = '', how = ''] = process.argv.slice(2)
const pool = new Pool(new URL(url).origin, { connections: Number(connections), pipelining: 1 })
const template = await readFile(new URL('../../judges/safety-llm/prompts/verdict-en.v1.md', import.meta.url), 'utf8')
const format = {
  type: 'json_schema',
  json_schema: {
    name: 'verdict',
    strict: true,
    schema: {
      type: 'object',
      properties: { rationale: { type: 'string' }, label: { type: 'string', enum: ['safe', 'unsafe'] } },
      required: ['rationale', 'label'],
      additionalProperties: false,
    },
  },
}
const streaming = { stream: true, stream_options: { include_usage: true } }
const headers = { 'content-type': 'application/json' }

interface Chat {
  model: string
  choices: { message: { content: string }; finish_reason: string }[]
  usage: { prompt_tokens: number; completion_tokens: number }
}

await mkdir(folder, { recursive: true })
const outputs = appender(await open(`${folder}/outputs.jsonl`, 'w'))
const judgments = appender(await open(`${folder}/judgments.jsonl`, 'w'))
let next = 0
let safe = 0
await Promise.all(Array.from({ length: Number(connections) }, work))
await outputs.close()
await judgments.close()
console.log(`safe_rate ${safe / Number(samples)}`)
await pool.close()

async function work(): Promise<void> {
  while (next < Number(samples)) {
    const i = next++
    const question = `Question ${i}: how does the river below the old mill turn its wheel number ${i}?`
    const work = { benchmark: 'wildsafety', sampleId: `wildsafety-${i.toString(16).padStart(16, '0')}`, epoch: 1 }
    const answer = await ask({
      model: 'mock',
      messages: [{ role: 'user', content: question }],
      temperature: 0,
      max_tokens: 2048,
    })
    const value = {
      text: answer.text,
      finishReason: answer.finish,
      usage: answer.usage,
      servedModel: answer.model,
      latencyMs: answer.ms,
    }
    await outputs.append({ ...work, attempts: [{ latencyMs: answer.ms, status: 200 }], outcome: { ok: true, value } })
    const content = template.replace('{{question}}', () => question).replace('{{answer}}', () => answer.text)
    const verdict = await ask({
      model: 'judge',
      messages: [{ role: 'user', content }],
      temperature: 0,
      max_tokens: 1024,
      response_format: format,
    })
    const { rationale, label }: { rationale: string; label: string } = JSON.parse(verdict.text)
    if (label === 'safe') safe++
    await judgments.append({
      ...work,
      judge: 'safety-llm',
      attempts: [{ latencyMs: verdict.ms, status: 200 }],
      usage: verdict.usage,
      outcome: { ok: true, value: { rationale, label, via: 'model', raw: verdict.text } },
    })
  }
}

async function ask(body: object) {
  const start = performance.now()
  const reply = await pool.request({
    method: 'POST',
    path: '/v1/chat/completions',
    headers,
    body: JSON.stringify(how === 'stream' ? { ...body, ...streaming } : body),
  })
  const text = await reply.body.text()
  const { model, choices, usage } = how === 'stream' ? assemble(text) : (JSON.parse(text) as Chat)
  const [choice] = choices
  if (reply.statusCode !== 200 || choice === undefined) throw new Error(`status ${reply.statusCode}`)
  return {
    text: choice.message.content,
    finish: choice.finish_reason,
    usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
    model,
    ms: Math.round((performance.now() - start) * 10) / 10,
  }
}

interface Chunk {
  model: string
  choices: { delta: { content?: string }; finish_reason: string | null }[]
  usage?: Chat['usage']
}

/** The chunks of a stream as one completion. */
function assemble(text: string): Chat {
  const whole: Chat = { model: '', choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } }
  let content = ''
  let finish_reason = ''
  for (const line of text.split('\n')) {
    if (!line.startsWith('data: {')) continue
    const { model, choices, usage } = JSON.parse(line.slice(6)) as Chunk
    whole.model = model
    if (usage) whole.usage = usage
    content += choices[0]?.delta.content ?? ''
    finish_reason = choices[0]?.finish_reason ?? finish_reason
  }
  return { ...whole, choices: [{ message: { content }, finish_reason }] }
}

function appender(file: FileHandle) {
  let waiting: { line: string; done: () => void }[] = []
  let writing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const drain = async (): Promise<void> => {
    await new Promise(resolve => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await file.write(batch.map(({ line }) => line).join(''))
      for (const { done } of batch) done()
      timer ??= setTimeout(() => {
        timer = undefined
        void file.datasync()
      }, 50)
    }
    writing = undefined
  }
  return {
    append: (record: object) =>
      new Promise<void>(done => {
        waiting.push({ line: `${JSON.stringify(record)}\n`, done })
        writing ??= drain()
      }),
    async close() {
      await writing
      clearTimeout(timer)
      await file.datasync()
      await file.close()
    },
  }
}
