import { z } from 'zod'
import type { MockApi } from './mock-reply.ts'

/** A whole reply as the events that its API streams it in. */
export function renderEvents(api: MockApi, reply: string): string {
  if (api === 'messages') {
    const message = Message.safeParse(JSON.parse(reply))
    return message.success ? renderMessage(message.data) : `event: ping\ndata: ${reply}\n\n`
  }
  const { choices, usage, ...head } = Chat.parse(JSON.parse(reply))
  const chunks = choices.flatMap(({ index, message, text, finish_reason }) => [
    ...(message ? [{ index, delta: { role: 'assistant', content: '' }, finish_reason: null }] : []),
    ...piecesOf(message?.content ?? text ?? '').map(piece =>
      message ? { index, delta: { content: piece }, finish_reason: null } : { index, text: piece, finish_reason: null },
    ),
    message ? { index, delta: {}, finish_reason } : { index, text: '', finish_reason },
  ])
  const object = head.object.replace(/^chat.completion$/, 'chat.completion.chunk')
  const events = [
    ...chunks.map(choice => ({ ...head, object, choices: [choice] })),
    { ...head, object, choices: [], usage },
  ]
  return `: keep-alive\n\n${events.map(event => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`
}

function renderMessage({ content, stop_reason, usage, ...head }: z.infer<typeof Message>): string {
  const events = [
    {
      type: 'message_start',
      message: { ...head, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
    },
    { type: 'ping' },
    ...content.flatMap((block, index) => [
      {
        type: 'content_block_start',
        index,
        content_block: { ...block, ...('text' in block ? { text: '' } : { input: {} }) },
      },
      ...piecesOf(typeof block.text === 'string' ? block.text : JSON.stringify(block.input ?? {})).map(piece => ({
        type: 'content_block_delta',
        index,
        delta:
          'text' in block ? { type: 'text_delta', text: piece } : { type: 'input_json_delta', partial_json: piece },
      })),
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens: usage.output_tokens },
    },
    { type: 'message_stop' },
  ]
  return events.map(event => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
}

const piecesOf = (text: string): string[] => text.match(/.{1,16}/gsu) ?? []

const Chat = z.object({
  id: z.string(),
  object: z.string(),
  created: z.number(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({ role: z.string(), content: z.string() }).optional(),
      text: z.string().optional(),
      finish_reason: z.string(),
    }),
  ),
  usage: z.record(z.string(), z.int()),
})
const Message = z.looseObject({
  type: z.literal('message'),
  content: z.array(
    z.union([
      z.looseObject({ type: z.literal('text'), text: z.string() }),
      z.looseObject({ type: z.literal('tool_use'), input: z.unknown() }),
    ]),
  ),
  stop_reason: z.string(),
  usage: z.object({ input_tokens: z.int(), output_tokens: z.int() }),
})
