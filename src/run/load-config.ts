import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, XevalError } from '../core/errors.ts'
import { importModule } from './import-module.ts'
import { parseSettings, type Settings } from './settings.ts'

const NAMES = ['xeval.config.ts', 'xeval.config.js', 'xeval.config.mjs', 'xeval.config.json']

/** `xeval.config.*` of a folder, or the file that `--config` names; nothing where there is none. */
export async function loadConfig(cwd: string, named?: string): Promise<Settings> {
  const file =
    named === undefined ? NAMES.map(name => resolve(cwd, name)).find(path => existsSync(path)) : resolve(cwd, named)
  if (file === undefined) return {}
  return parseSettings(await readConfig(file), { file })
}

async function readConfig(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'))
    const module = (await importModule(pathToFileURL(file).href, file)).module
    if (module['default'] !== undefined) return module['default']
  } catch (cause) {
    throw new XevalError('bad-config', `${file}: ${messageOf(cause)}`, { hint: 'Mend or remove the file.', cause })
  }
  throw new XevalError('bad-config', `${file} has no default export`, {
    hint: 'Write `export default { … }`.',
    location: { file },
  })
}
