import { dirname } from 'node:path'
import { isRecord, Refused, texts } from '../core/field.ts'
import { findConfig, loadConfig } from './load-config.ts'
import type { NamedPlugin } from './load-plugins.ts'
import type { NamedTask } from './load-tasks.ts'

/** Modules of plug-ins, and tasks. */
export interface Named {
  plugins: readonly NamedPlugin[]
  tasks: readonly NamedTask[]
}

/** Whether a name is that of a file that declares a task, and of no module. */
export const isTaskFile = (name: string): boolean => /\.(ya?ml|json)$/i.test(name)

/** The plug-ins and tasks that the config names, from its own folder, and those that `--plugin` does, from where the caller is. */
export async function namedPlugins(given: unknown, cwd: string): Promise<Named> {
  const { config, plugin } = isRecord(given) ? given : {}
  const named = typeof config === 'string' ? config : undefined
  const file = findConfig(cwd, named)
  const { plugins = [], tasks = [] } = await loadConfig(cwd, named)
  const more = plugin === undefined ? [] : texts(plugin)
  const ofConfig = file === undefined ? { plugins: [], tasks: [] } : namedIn(plugins, dirname(file), true)
  const typed = namedIn(more instanceof Refused ? [] : more, cwd)
  return {
    plugins: [...ofConfig.plugins, ...typed.plugins],
    tasks: [
      ...(file === undefined ? [] : configTasks(tasks, file, dirname(file), true)),
      ...ofConfig.tasks,
      ...typed.tasks,
    ],
  }
}

/** Options as if `--plugin` named the task files among the words after a verb. */
export function withTaskFiles(given: unknown, words: readonly string[]): unknown {
  const files = words.filter(isTaskFile)
  if (files.length === 0 || !isRecord(given)) return given
  const plugin = given['plugin'] === undefined ? [] : texts(given['plugin'])
  return plugin instanceof Refused ? given : { ...given, plugin: [...new Set([...plugin, ...files])] }
}

/** Names of modules and of tasks, as they come. */
export const namedIn = (names: readonly string[], folder: string, ofConfig = false): Named => ({
  plugins: names.filter(name => !isTaskFile(name)).map(name => ({ name, folder, ...(ofConfig && { ofConfig }) })),
  tasks: names.filter(isTaskFile).map(file => ({ file, folder, ...(ofConfig && { ofConfig }) })),
})

/** Tasks of a config or of code: a file, or the task itself. */
export const configTasks = (tasks: readonly unknown[], config: string, folder: string, ofConfig = false): NamedTask[] =>
  tasks.map((value, at) => ({
    ...(typeof value === 'string' ? { file: value } : { value, config, at }),
    folder,
    ...(ofConfig && { ofConfig }),
  }))
