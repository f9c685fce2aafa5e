import { stat } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { TaskFile } from '../core/task-file.ts'
import type { Foreign } from '../registry/foreign.ts'
import type { Registry } from '../registry/registry.ts'
import { readText } from '../sources/read-text.ts'
import { judgeOf, parseTask, type ReadTask, taskOfConfig } from '../tasks/read-task.ts'
import { badTask } from '../tasks/task-error.ts'
import { taskSuite } from '../tasks/task-suite.ts'

/** A task as it was named: a file, or an object that stands in a config; paths start from `folder`. */
export type NamedTask = { folder: string; ofConfig?: boolean } & (
  | { file: string }
  | { value: unknown; config: string; at: number }
)

/** Far more than a task takes. */
const LARGEST = 1_000_000

/** Tasks as suites. One file that is named twice is loaded once. */
export async function loadTasks(
  named: readonly NamedTask[],
  { loadJudge }: Pick<Registry, 'loadJudge'>,
  onMissing?: (error: XevalError) => void,
): Promise<Foreign[]> {
  const found = new Map<string, { foreign: Foreign; names: string[] }>()
  for (const [i, one] of named.entries()) {
    const key = 'file' in one ? resolve(one.folder, one.file) : `config ${i}`
    const known = found.get(key) ?? (await loadOrTell(one, loadJudge, onMissing))
    if (known === undefined) continue
    found.set(key, known)
    if ('file' in one) known.names.push(one.file)
  }
  return Array.from(found.values(), ({ foreign, names }) => ({ ...foreign, task: { names } }))
}

/** Runs are read without their tasks, so that one of the config that is gone or broken is only told there. */
async function loadOrTell(
  named: NamedTask,
  loadJudge: Registry['loadJudge'],
  onMissing: ((error: XevalError) => void) | undefined,
): Promise<{ foreign: Foreign; names: string[] } | undefined> {
  try {
    return { foreign: await loadTask(named, loadJudge), names: [] }
  } catch (error) {
    if (onMissing === undefined || !named.ofConfig || !XevalError.is(error)) throw error
    onMissing(error)
    return undefined
  }
}

async function loadTask(named: NamedTask, loadJudge: Registry['loadJudge']): Promise<Foreign> {
  const read = 'file' in named ? await readTaskFile(named) : taskOfConfig(named.value, named.config, named.at)
  const from = 'file' in named ? named.file : `${basename(named.config)}, tasks[${named.at}]`
  const judge = await judgeOf(read, loadJudge)
  const folder = 'file' in named ? dirname(resolve(named.folder, named.file)) : named.folder
  return { plugin: taskSuite(read.task, await dataOf(read, folder), judge, read.locate), from }
}

async function readTaskFile({ file, folder }: { file: string; folder: string }): Promise<ReadTask> {
  const path = resolve(folder, file)
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) throw notATask(file, 'it is a folder')
  if (found === undefined) throw notATask(file, 'there is no such file')
  if (found.size > LARGEST) throw notATask(file, `larger than ${LARGEST / 1e6} MB, too large for a task`)
  let text = ''
  for await (const piece of readText(path)) text += piece
  return parseTask(text, file)
}

const notATask = (file: string, why: string): XevalError =>
  new XevalError('bad-task', `${file}: ${why}`, {
    hint: 'Pass a YAML file that declares a task; `xeval init --task NAME` writes an example.',
    location: { file },
  })

async function dataOf({ task, locate }: ReadTask, folder: string): Promise<string> {
  const { file, path } = placeOf(task)
  const full = resolve(folder, file)
  const found = await stat(full).catch(() => undefined)
  if (found?.isFile()) {
    checkName(task, full, locate(path))
    return full
  }
  const why = found === undefined ? 'there is no such file' : 'it is no file'
  throw badTask(
    `data: ${file}: ${why}`,
    locate(path),
    `The path starts from ${folder === '.' ? 'here' : 'the folder of the task'}: ${full}`,
  )
}

const placeOf = ({ data }: TaskFile): { file: string; path: string[] } =>
  typeof data === 'string' ? { file: data, path: ['data'] } : { file: data.file, path: ['data', 'file'] }

const ENDINGS = ['.jsonl', '.ndjson', '.json', '.csv', '.tsv', '.parquet']

function checkName({ data }: TaskFile, path: string, location: ReturnType<ReadTask['locate']>): void {
  if ((typeof data !== 'string' && data.format !== undefined) || ENDINGS.includes(extname(path).toLowerCase())) return
  throw badTask(
    `data: cannot tell the format of ${basename(path)} by its name`,
    location,
    `Name it: data: { file: ${basename(path)}, format: jsonl }, or give the file an ending: ${ENDINGS.join(', ')}.`,
  )
}
