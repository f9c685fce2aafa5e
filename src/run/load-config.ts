import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Values } from '../core/option.ts'
import type { configFields } from '../core/settings.ts'
import { importModule } from './import-module.ts'
import { parseConfig } from './settings.ts'

const NAMES = ['xeval.config.ts', 'xeval.config.js', 'xeval.config.mjs', 'xeval.config.json']

/** `xeval.config.*` of a folder, or the file that `--config` names; nothing where there is none. */
export async function loadConfig(cwd: string, named?: string): Promise<Values<typeof configFields>> {
  const file = findConfig(cwd, named)
  if (file === undefined) return {}
  return parseConfig(await readConfig(file), file)
}

/** The file that `--config` names, or the first of a folder's. */
export const findConfig = (cwd: string, named?: string): string | undefined =>
  named === undefined ? NAMES.map(name => resolve(cwd, name)).find(path => existsSync(path)) : resolve(cwd, named)

async function readConfig(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'))
    const module = (await importModule(pathToFileURL(file).href, file)).module
    if (module['default'] !== undefined) return module['default']
  } catch (cause) {
    throw new XevalError('bad-config', `${file}: ${messageOf(cause)}`, { hint: 'Fix or remove the file.', cause })
  }
  throw new XevalError('bad-config', `${file} has no default export`, {
    hint: 'Write `export default { … }`.',
    location: { file },
  })
}
