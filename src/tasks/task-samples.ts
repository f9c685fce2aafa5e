import { stableId } from '../core/hash.ts'
import { Message, type Sample } from '../core/sample.ts'
import type { TaskFile } from '../core/task-file.ts'
import { cellOf, inWords, type Row, textOf } from './cells.ts'
import type { Template } from './template.ts'

/** What of a task makes samples out of rows. */
export interface SampleMaker {
  task: TaskFile
  prompt?: Template
  system?: Template
}

/** What is wrong with a row, a sentence. */
export class BadRow extends Error {}

/** The sample that a row is; nothing where `where` leaves it out. Throws `BadRow`. */
export function sampleOf(row: Row, { task, prompt, system }: SampleMaker): Sample | undefined {
  if (!isWanted(row, task)) return undefined
  const choices = choicesOf(row, task)
  const listed = choices?.map((choice, i) => `${letterOf(i)}. ${choice}`).join('\n')
  const cell = (column: string): string =>
    column === 'choices' && listed !== undefined ? listed : need(row, column, 'the prompt uses it')
  const asked: Message[] =
    prompt === undefined ? messagesOf(row, task.messages ?? '') : [{ role: 'user', content: prompt.render(cell) }]
  const input: Message[] = system === undefined ? asked : [{ role: 'system', content: system.render(cell) }, ...asked]
  const target = targetOf(row, task)
  const group = task.group === undefined ? undefined : need(row, task.group, 'it is the group')
  return {
    id: idOf(row, task, input),
    input,
    ...(target !== undefined && { target }),
    ...(group !== undefined && { group }),
    language: languageOf(row, task, asked),
    metadata: { ...metadataOf(row, task), ...(choices !== undefined && { choices: [...choices] }) },
  }
}

const isWanted = (row: Row, { data }: TaskFile): boolean =>
  typeof data === 'string' ||
  Object.entries(data.where ?? {}).every(([column, value]) => String(cellOf(row, column) ?? '') === String(value))

function need(row: Row, column: string, why: string): string {
  const cell = cellOf(row, column)
  const text = textOf(cell)
  if (text === undefined) throw new BadRow(`column \`${column}\`: expected text, ${why}, but ${inWords(cell)}`)
  return text
}

function messagesOf(row: Row, column: string): Message[] {
  const cell = cellOf(row, column)
  const read = Message.array()
    .min(1)
    .safeParse(typeof cell === 'string' ? jsonIn(cell) : cell)
  if (!read.success) throw new BadRow(`column \`${column}\`: expected a list of { role, content }`)
  if (read.data.at(-1)?.role !== 'user') throw new BadRow(`column \`${column}\`: the last message is not the user's`)
  return read.data
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Said as what it is: no list of messages.
    return undefined
  }
}

/** Any of them counts. A list in a cell is several; an object is JSON. */
function targetOf(row: Row, { target }: TaskFile): string[] | undefined {
  if (target === undefined) return undefined
  if (Array.isArray(target)) {
    const golds = target.flatMap(column => goldsIn(cellOf(row, column)) ?? [])
    if (golds.length === 0) throw new BadRow(`no gold answer in any of the columns ${target.join(', ')}`)
    return golds
  }
  const { column, separator } = typeof target === 'string' ? { column: target, separator: undefined } : target
  const cell = cellOf(row, column)
  const golds =
    separator === undefined || typeof cell !== 'string'
      ? goldsIn(cell)
      : cell.split(separator).flatMap(part => textOf(part)?.trim() ?? [])
  if (golds === undefined || golds.length === 0) throw new BadRow(`column \`${column}\`: no gold answer`)
  return golds
}

function goldsIn(cell: unknown): string[] | undefined {
  if (Array.isArray(cell) && cell.every(one => textOf(one) !== undefined)) return cell.flatMap(one => textOf(one) ?? [])
  if (typeof cell === 'object' && cell !== null) return [JSON.stringify(cell)]
  const text = textOf(cell)
  return text === undefined ? undefined : [text]
}

/** At most 26, so that each has a letter. */
function choicesOf(row: Row, { choices }: TaskFile): string[] | undefined {
  if (choices === undefined) return undefined
  if (Array.isArray(choices)) return choices.map(column => need(row, column, 'it is a choice'))
  const { column, separator, fixed } = choices
  if (column === undefined) return fixed
  const cell = cellOf(row, column)
  const parts = typeof cell === 'string' && separator !== undefined ? cell.split(separator) : cell
  const texts = Array.isArray(parts) ? parts.map(one => textOf(one)?.trim()) : []
  const found = texts.filter(text => text !== undefined)
  if (found.length < 2 || found.length > 26 || found.length < texts.length)
    throw new BadRow(`column \`${column}\`: expected a list of 2 to 26 choices`)
  return found
}

export const letterOf = (index: number): string => String.fromCharCode(65 + index)

/** The question is what makes a sample, with all that is sent; an id of the data's own goes before it. */
const idOf = (row: Row, { name, id }: TaskFile, input: readonly Message[]): string =>
  id === undefined
    ? stableId(name, ...input.map(({ content }) => content))
    : stableId(name, 'id', need(row, id, 'it is the id'))

function languageOf(row: Row, { language }: TaskFile, asked: readonly Message[]): string {
  if (typeof language === 'string') return language
  if (language !== undefined) return need(row, language.column, 'it is the language').trim()
  return asked.some(({ content }) => /\p{Script=Han}/u.test(content)) ? 'zh' : 'en'
}

function metadataOf(row: Row, { breakdowns = [], keep = [], stratify }: TaskFile): Sample['metadata'] {
  const columns = new Set([...breakdowns, ...keep, ...(stratify === undefined ? [] : [stratify])])
  const entries = [...columns].flatMap(column => {
    const cell = cellOf(row, column)
    return cell === undefined ? [] : [[column, factOf(cell)] as const]
  })
  return Object.fromEntries(entries)
}

function factOf(cell: unknown): Sample['metadata'][string] {
  if (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') return cell
  const isTexts = Array.isArray(cell) && cell.every(one => typeof one === 'string')
  return isTexts ? cell : JSON.stringify(cell)
}
