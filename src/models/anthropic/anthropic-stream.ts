import { parseJson } from '../http/body.ts'
import { CUT_STREAM, type EventAssembler } from '../http/event-assembler.ts'
import { frameOf, type TextFrame, textWithin } from '../http/text-frame.ts'

/**
 * Puts the events of a streamed message together, as the body that findMessage reads
 * (https://docs.claude.com/en/docs/build-with-claude/streaming). Events come by the token: they are narrowed by hand.
 */
export function messageAssembler(): EventAssembler {
  let message: Fields = {}
  let error: unknown
  let isDone = false
  const usage: Fields = {}
  const blocks: { fields: Fields; pieces: Record<'text' | 'thinking' | 'json', string> }[] = []

  const blockAt = (index: unknown) => {
    const at = typeof index === 'number' && index >= 0 && index < MAX_BLOCKS ? index : 0
    while (blocks.length <= at) blocks.push({ fields: { type: 'text' }, pieces: { text: '', thinking: '', json: '' } })
    return blocks[at]
  }

  /** Of the last delta. */
  let frame: (TextFrame & { grow(text: string): void }) | undefined

  const grow = (event: Fields, data: string): 'token' | undefined => {
    const delta = fieldsOf(event['delta'])
    const block = blockAt(event['index'])
    if (delta === undefined || block === undefined) return undefined
    for (const [field, piece] of deltas) {
      const more = delta[field]
      if (typeof more !== 'string') continue
      const append = (text: string): void => {
        block.pieces[piece] += text
      }
      append(more)
      const found = frameOf(data, field, more)
      if (found) frame = { ...found, grow: append }
    }
    return 'token'
  }

  return {
    take(data) {
      const text = frame && textWithin(frame, data)
      if (frame && text !== undefined) {
        frame.grow(text)
        return 'token'
      }
      const event = fieldsOf(parseJson(data))
      switch (event?.['type']) {
        case 'message_start':
          message = { ...fieldsOf(event['message']) }
          Object.assign(usage, fieldsOf(message['usage']))
          return undefined
        case 'content_block_start': {
          const block = blockAt(event['index'])
          if (block) block.fields = { ...fieldsOf(event['content_block']) }
          return undefined
        }
        case 'content_block_delta':
          return grow(event, data)
        case 'message_delta':
          Object.assign(message, fieldsOf(event['delta']))
          // Cumulative; what it leaves out is as it was.
          Object.assign(usage, known(fieldsOf(event['usage'])))
          return undefined
        case 'message_stop':
          isDone = true
          return 'done'
        case 'error':
          error = event['error'] ?? event
          return undefined
        default:
          // A ping, or an event of a later version; an error that a gateway words in another way.
          error ??= event?.['error']
          return undefined
      }
    },
    body() {
      if (error !== undefined && blocks.length === 0) return { type: 'error', error }
      const content = blocks.map(({ fields, pieces }) => ({
        ...fields,
        ...(pieces.text && { text: textOf(fields['text']) + pieces.text }),
        ...(pieces.thinking && { thinking: textOf(fields['thinking']) + pieces.thinking }),
        ...(pieces.json && { input: parseJson(pieces.json) }),
      }))
      const isCut = message['stop_reason'] == null && !isDone
      return { type: 'message', ...message, content, usage, error, ...(isCut && { stop_reason: CUT_STREAM }) }
    },
  }
}

type Fields = Record<string, unknown>

const MAX_BLOCKS = 10_000
const deltas = [
  ['text', 'text'],
  ['thinking', 'thinking'],
  ['partial_json', 'json'],
] as const

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const known = (counts: Fields = {}): Fields =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count != null))
