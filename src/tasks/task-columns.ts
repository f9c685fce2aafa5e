import { hasColumn, type Row } from './cells.ts'
import type { SampleMaker } from './task-samples.ts'

/** A column that a task uses, and the field of the task that does. */
interface Used {
  column: string
  path: readonly PropertyKey[]
}

/** Every column that a task reads, with the field that names it. */
export function columnsOf({ task, prompt, system }: SampleMaker): Used[] {
  const { data, messages, target, choices, group, breakdowns = [], keep = [], language, id, stratify } = task
  const one = (column: string | undefined, ...path: PropertyKey[]): Used[] =>
    column === undefined ? [] : [{ column, path }]
  const isListed = (column: string): boolean => column === 'choices' && choices !== undefined
  const inTemplate = (columns: readonly string[] = [], field: string): Used[] =>
    columns.filter(column => !isListed(column)).map(column => ({ column, path: [field] }))
  const many = (columns: readonly string[], field: string): Used[] =>
    columns.map((column, i) => ({ column, path: [field, i] }))
  return [
    ...inTemplate(system?.columns, 'system'),
    ...inTemplate(prompt?.columns, 'prompt'),
    ...one(messages, 'messages'),
    ...(Array.isArray(target) ? many(target, 'target') : []),
    ...(typeof target === 'string' ? one(target, 'target') : []),
    ...(typeof target === 'object' && !Array.isArray(target) ? one(target.column, 'target', 'column') : []),
    ...(Array.isArray(choices) ? many(choices, 'choices') : one(choices?.column, 'choices', 'column')),
    ...one(group, 'group'),
    ...many(breakdowns, 'breakdowns'),
    ...many(keep, 'keep'),
    ...(typeof language === 'object' ? one(language.column, 'language', 'column') : []),
    ...one(id, 'id'),
    ...one(stratify, 'stratify'),
    ...(typeof data === 'string'
      ? []
      : Object.keys(data.where ?? {}).map(column => ({ column, path: ['data', 'where', column] }))),
  ]
}

/** The first column that a row lacks. */
export const missingIn = (row: Row, used: readonly Used[]): Used | undefined =>
  used.find(({ column }) => !hasColumn(row, column))

/** The columns of the gold answers, whose numbers may have decimal commas. */
export function goldColumns({ target }: SampleMaker['task']): string[] {
  if (target === undefined) return []
  if (Array.isArray(target)) return target
  return [typeof target === 'string' ? target : target.column]
}
