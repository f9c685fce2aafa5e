import { isRecord } from '../core/field.ts'

/** Ways in which training data are written. */
export const shapes = ['messages', 'sharegpt', 'alpaca', 'prompt-response', 'text', 'other'] as const
export type Shape = (typeof shapes)[number]

/** A text of a training row: what is asked, what is answered, or neither said. */
export interface RowText {
  role: 'question' | 'answer' | 'system' | 'text'
  /** The field that it is in: `messages[1].content`. */
  where: string
  text: string
}

export interface RowTexts {
  shape: Shape
  texts: RowText[]
}

/**
 * A row's texts, by the shape that it is recognised by; of turns, or of a question and its answer, there may be none that says
 * anything. Nothing where the row is of no such shape and has no text.
 */
export function textsOfRow(row: unknown): RowTexts | undefined {
  if (typeof row === 'string') return plain('text', [{ role: 'text', where: '', text: row }])
  if (!isRecord(row)) return undefined
  for (const [field, shape] of turnFields) {
    const turns = row[field]
    if (Array.isArray(turns) && turns.length > 0 && turns.every(isTurn))
      return { shape: shape(turns), texts: filled(turnsOf(field, turns)) }
  }
  return recognised(row) ?? plain('other', everyText('', row))
}

/** Fields of a row that are none of its texts. */
export const restOf = (row: unknown, texts: readonly RowText[]): Record<string, unknown> => {
  const used = new Set(texts.map(({ where }) => /^[^.[]*/.exec(where)?.[0]))
  return isRecord(row) ? Object.fromEntries(Object.entries(row).filter(([field]) => !used.has(field))) : {}
}

type Turn = Record<string, unknown>
const isTurn = (turn: unknown): turn is Turn =>
  isRecord(turn) && (typeof turn['role'] === 'string' || typeof turn['from'] === 'string')

const shapeOfTurns = (turns: readonly Turn[]): Shape =>
  turns.some(turn => typeof turn['from'] === 'string') ? 'sharegpt' : 'messages'
const turnFields: readonly [string, (turns: readonly Turn[]) => Shape][] = [
  ['messages', shapeOfTurns],
  ['conversations', shapeOfTurns],
  ['conversation', shapeOfTurns],
]

function turnsOf(field: string, turns: readonly Turn[]): RowText[] {
  return turns.flatMap((turn, i): RowText[] => {
    const role = roleOf(String(turn['role'] ?? turn['from']))
    const [key, content] = Object.entries(turn).find(([name]) => name === 'content' || name === 'value') ?? ['', '']
    const where = `${field}[${i}].${key}`
    const { reasoning_content, reasoning } = turn
    const thought = reasoning_content ?? reasoning
    return [
      ...(typeof thought === 'string' ? [{ role, where: `${field}[${i}].reasoning`, text: thought }] : []),
      ...contentsOf(content, where).map(one => ({ role, ...one })),
    ]
  })
}

/** A turn's text, or the texts of its parts. */
function contentsOf(content: unknown, where: string): { where: string; text: string }[] {
  if (typeof content === 'string') return [{ where, text: content }]
  if (!Array.isArray(content)) return []
  return content.flatMap((part: unknown, i) => {
    const text = isRecord(part) ? part['text'] : part
    return typeof text === 'string' ? [{ where: `${where}[${i}]`, text }] : []
  })
}

function roleOf(name: string): RowText['role'] {
  const role = name.toLowerCase()
  if (/^(?:system|developer)$/.test(role)) return 'system'
  if (/^(?:assistant|gpt|model|bot|chatgpt|bard|bing|claude|ai|function_call)$/.test(role)) return 'answer'
  return /^(?:user|human|prompter|instruction)$/.test(role) ? 'question' : 'text'
}

/** Pairs of fields, the first that fits; a question may itself be a list of turns. */
const pairs: readonly { shape: Shape; question: readonly string[]; answer: readonly string[] }[] = [
  { shape: 'alpaca', question: ['instruction', 'input'], answer: ['output', 'response'] },
  {
    shape: 'prompt-response',
    question: ['prompt', 'question', 'problem', 'query', 'input'],
    answer: 'response completion output generation chosen rejected solution answer reasoning'.split(' '),
  },
]

function recognised(row: Record<string, unknown>): RowTexts | undefined {
  for (const { shape, question, answer } of pairs) {
    const asked =
      shape === 'alpaca' ? (has(row, 'instruction') ? question : []) : question.filter(has1(row)).slice(0, 1)
    const answered = answer.filter(has1(row))
    if (asked.length === 0 || answered.length === 0) continue
    // A short `answer` beside a whole response is the gold one.
    const said = answered.length > 1 ? answered.filter(field => field !== 'answer') : answered
    const texts = [
      ...asked.flatMap(field => fieldTexts(row, field, 'question')),
      ...said.flatMap(field => fieldTexts(row, field, 'answer')),
    ]
    return { shape, texts: filled(texts) }
  }
  const field = ['text', 'content'].find(name => typeof row[name] === 'string')
  return field === undefined ? undefined : plain('text', [{ role: 'text', where: field, text: String(row[field]) }])
}

const has = (row: Record<string, unknown>, field: string): boolean => {
  const value = row[field]
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0 && value.every(isTurn))
}
const has1 = (row: Record<string, unknown>) => (field: string) => has(row, field)

function fieldTexts(row: Record<string, unknown>, field: string, role: RowText['role']): RowText[] {
  const value = row[field]
  if (typeof value === 'string') return [{ role, where: field, text: value }]
  return Array.isArray(value) ? turnsOf(field, value.filter(isTurn)) : []
}

function everyText(where: string, value: unknown, depth = 0): RowText[] {
  if (typeof value === 'string') return [{ role: 'text', where, text: value }]
  if (depth > 4) return []
  if (Array.isArray(value)) return value.flatMap((one: unknown, i) => everyText(`${where}[${i}]`, one, depth + 1))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, one]) =>
    everyText(where === '' ? key : `${where}.${key}`, one, depth + 1),
  )
}

const filled = (texts: readonly RowText[]): RowText[] => texts.filter(({ text }) => text !== '')

/** What no role tells from an empty row but its text. */
function plain(shape: 'text' | 'other', texts: readonly RowText[]): RowTexts | undefined {
  const said = filled(texts)
  return said.length === 0 ? undefined : { shape, texts: said }
}
