import { z } from 'zod'
import type { Judge, JudgeSettings } from '../core/judge.ts'
import { TaskFile } from '../core/task-file.ts'

/** A judge, and all the names that a task may write for it. */
export interface NamedJudge {
  names: readonly string[]
  judge: Pick<Judge, 'description' | 'settings'>
}

/** JSON Schema (draft 2020-12) of a task file, for editors: with the judges that there are, and what may be set of each. */
export function taskSchema(judges: readonly NamedJudge[]): Record<string, unknown> {
  const schema = z.toJSONSchema(TaskFile, { io: 'input' })
  const { judge = {}, ...properties } = schema.properties ?? {}
  return {
    title: 'A task of xeval: a benchmark without code',
    ...schema,
    properties: { ...properties, judge: { ...describe(judge), anyOf: [nameRef, withSettings(judges)] } },
    $defs: { judgeName: named(judges) },
  }
}

const describe = (field: unknown): { description?: unknown } =>
  typeof field === 'object' && field !== null && 'description' in field ? { description: field.description } : {}

const nameRef = { $ref: '#/$defs/judgeName' }

/** Any name, since a plug-in may bring others; an editor offers those that there are. */
const named = (judges: readonly NamedJudge[]) => ({
  anyOf: [
    ...judges.flatMap(({ names, judge }) => names.map(name => ({ const: name, description: judge.description }))),
    { type: 'string', minLength: 1 },
  ],
})

/** By the name, what else may stand beside it. */
const withSettings = (judges: readonly NamedJudge[]) => ({
  type: 'object',
  properties: { name: nameRef },
  required: ['name'],
  allOf: [
    ...judges.flatMap(({ names, judge: { settings } }) =>
      settings === undefined ? [] : rule(names, settingsOf(settings)),
    ),
    rule(
      judges.flatMap(({ names, judge: { settings } }) => (settings === undefined ? names : [])),
      { properties: { name: true }, additionalProperties: false },
    ),
  ],
})

/** What holds of an object with one of these names. */
const rule = (names: readonly string[], holds: Readonly<Record<string, unknown>>) => ({
  if: { properties: { name: { enum: [...names] } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: holds,
})

function settingsOf({ schema }: JudgeSettings): Record<string, unknown> {
  const { $schema: _, properties = {}, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return { ...rest, properties: { name: true, ...properties } }
}
