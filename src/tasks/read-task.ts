import { editDistance } from '../core/edit-distance.ts'
import { type Location, XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import { TaskFile } from '../core/task-file.ts'
import { readYaml } from '../sources/yaml-file.ts'
import { firstIssue } from './first-issue.ts'
import { badTask, type Locate } from './task-error.ts'

/** A task, and where a part of it stands. */
export interface ReadTask {
  task: TaskFile
  locate: Locate
}

/** A task out of YAML or JSON. Throws `bad-task` with file, line and column of the first thing that is wrong. */
export function parseTask(text: string, shown: string): ReadTask {
  const refuse = (message: string, location: Location, cause?: unknown) => badTask(message, location, undefined, cause)
  const { value, where, whereKey } = readYaml(text, shown, refuse)
  if (value === null || value === undefined) throw badTask('the task is empty', { file: shown, line: 1, column: 1 })
  return { task: checkTask(value, where, whereKey), locate: where }
}

/** The same of an object in a config, which has no lines. */
export function taskOfConfig(value: unknown, file: string, at: number): ReadTask {
  const locate = (): Location => ({ file })
  return { task: checkTask(value, locate, locate, [`tasks[${at}]`]), locate }
}

function checkTask(value: unknown, where: Locate, whereKey: Locate, within: readonly string[] = []): TaskFile {
  const read = TaskFile.safeParse(value)
  if (read.success) return read.data
  throw issueError(read.error.issues, value, [], within, where, whereKey, Object.keys(TaskFile.shape))
}

type Issues = Parameters<typeof firstIssue>[0]

function issueError(
  issues: Issues,
  value: unknown,
  above: readonly PropertyKey[],
  within: readonly string[],
  where: Locate,
  whereKey: Locate,
  fields: readonly string[],
): XevalError {
  const { path, message, isKey } = firstIssue(issues, value)
  const place = [...above, ...path]
  const name = [...within, ...place.map(String)].join('.') || 'task'
  const said = message === 'missing' ? `${name} is missing` : `${name}: ${message}`
  return badTask(
    said,
    (isKey ? whereKey : where)(place),
    isKey && path.length === 1 ? nearField(String(path[0]), fields) : undefined,
  )
}

function nearField(key: string, fields: readonly string[]): string {
  const near = fields.filter(
    field => editDistance(key.toLowerCase(), field.toLowerCase()) <= Math.max(1, key.length / 3),
  )
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Its fields: ${fields.join(', ')}.`
}

/** The judge that a task names, with what it sets of it. Throws `bad-task` for one that isn't there or doesn't take that. */
export async function judgeOf({ task, locate }: ReadTask, loadJudge: (name: string) => Promise<Judge>): Promise<Judge> {
  const { name, ...given } = typeof task.judge === 'string' ? { name: task.judge } : task.judge
  const place = typeof task.judge === 'string' ? ['judge'] : ['judge', 'name']
  const judge = await loadJudge(name).catch((error: unknown) => {
    if (!XevalError.is(error) || error.code !== 'unknown-name') throw error
    throw badTask(`judge: ${error.message}`, locate(place), error.hint, error)
  })
  const { settings } = judge
  if (settings === undefined) {
    const [extra] = Object.keys(given)
    if (extra === undefined) return judge
    throw badTask(`judge.${extra}: judge ${name} takes no settings`, locate(['judge', extra]), 'Remove the field.')
  }
  const read = settings.schema.safeParse(given)
  if (read.success) return settings.judge(given)
  const place0 = typeof task.judge === 'string' ? locate(['judge']) : undefined
  const at: Locate = path => place0 ?? locate(path)
  throw issueError(read.error.issues, given, ['judge'], [], at, at, fieldsOf(settings.schema))
}

/** The fields of an object's schema. */
const fieldsOf = (schema: unknown): string[] =>
  typeof schema === 'object' &&
  schema !== null &&
  'shape' in schema &&
  typeof schema.shape === 'object' &&
  schema.shape !== null
    ? Object.keys(schema.shape)
    : []
