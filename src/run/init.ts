import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { PluginKind } from '../core/api.ts'
import { XevalError } from '../core/errors.ts'
import { type NamedJudge, taskSchema } from '../tasks/task-schema.ts'
import type { Context } from './context.ts'
import { findConfig } from './load-config.ts'
import { version } from './version.ts'
import { writeNewFiles } from './write-new-files.ts'

/** Always an ES module, whatever `type` the project's package.json has. */
const CONFIG = 'xeval.config.mts'

/** Writes a config and a nightly workflow. Gives their paths. */
export async function initProject(force: boolean, { cwd }: Pick<Context, 'cwd'>): Promise<string[]> {
  const found = findConfig(cwd)
  if (found !== undefined && basename(found) !== CONFIG) {
    throw new XevalError('file-exists', `${basename(found)} already exists; nothing was written`, {
      hint: `Edit or remove it: it takes precedence over ${CONFIG}.`,
    })
  }
  const files = {
    [CONFIG]: await template('config.mts.txt'),
    '.github/workflows/xeval-nightly.yml': fill(await template('nightly.yml'), { version }),
  }
  await writeNewFiles(cwd, files, force)
  return Object.keys(files)
}

/** Writes a package of one plug-in, with the checks of its contract. Gives its folder and its files. */
export async function initPlugin(
  kind: PluginKind,
  given: string,
  force: boolean,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<{ folder: string; files: string[] }> {
  const prefix = `xeval-${kind}-`
  const name = given.startsWith(prefix) ? given.slice(prefix.length) : given
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new XevalError('bad-option', `${JSON.stringify(given)} is not a valid plug-in name`, {
      hint: `Use kebab-case, without a scope: xeval init --plugin ${kind} my-${kind} .`,
    })
  }
  const folder = `${prefix}${name}`
  const values = { kind, name, folder, version, identifier: name.replaceAll(/-([a-z0-9])/g, (_, l) => l.toUpperCase()) }
  const texts: Record<string, string> = {}
  for (const part of ['any', kind]) {
    for (const file of await readdir(new URL(`./templates/plugin/${part}/`, import.meta.url)))
      texts[`${folder}/${file.replace(/\.txt$/, '')}`] = fill(await template(`plugin/${part}/${file}`), values)
  }
  await writeNewFiles(cwd, texts, force)
  return { folder, files: Object.keys(texts) }
}

/** Writes a task with data to try it on, and the schema by which an editor checks it. Gives their paths. */
export async function initTask(
  name: string,
  force: boolean,
  { cwd, registry }: Pick<Context, 'cwd' | 'registry'>,
): Promise<string[]> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    throw new XevalError('bad-option', `${JSON.stringify(name)} is not a valid name of a task`, {
      hint: 'Use kebab-case: xeval init --task my-task .',
    })
  const [file, data] = [`${name}.yaml`, `${name}.csv`]
  const texts = {
    [file]: fill(await template('task/task.yaml.txt'), { name, file, data }),
    [data]: await template('task/data.csv.txt'),
  }
  await writeNewFiles(cwd, texts, force)
  // Of this version and its plug-ins: it is written anew each time.
  const schema = `${JSON.stringify(taskSchema(await namedJudges(registry)), null, 2)}\n`
  await writeNewFiles(cwd, { [SCHEMA]: schema }, true)
  return [file, data, SCHEMA]
}

const SCHEMA = '.xeval/task.schema.json'

async function namedJudges({ names, loadJudge, judgeAliases }: Context['registry']): Promise<NamedJudge[]> {
  const short = (name: string): string[] => Object.keys(judgeAliases).filter(alias => judgeAliases[alias] === name)
  return Promise.all(names.judges.map(async name => ({ names: [...short(name), name], judge: await loadJudge(name) })))
}

const template = (name: string): Promise<string> => readFile(new URL(`./templates/${name}`, import.meta.url), 'utf8')

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (hole, name) => values[name] ?? hole)
