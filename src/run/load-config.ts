import { existsSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Values } from '../core/option.ts'
import type { configFields } from '../core/settings.ts'
import { thrownAt } from '../core/thrown-at.ts'
import { importModule } from './import-module.ts'
import { parseConfig } from './settings.ts'

/** The first of them that is there counts. */
const NAMES = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map(extension => `xeval.config.${extension}`)

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
    throw new XevalError('bad-config', `${file}: ${messageOf(cause)}`, {
      hint: hintFor(file, cause),
      cause,
      ...thrownAt(cause),
    })
  }
  throw new XevalError('bad-config', `${file} has no default export`, {
    hint: 'Write `export default { … }`, or `module.exports = { … }` if it is not an ES module.',
    location: { file },
  })
}

/** Under `"type": "commonjs"`, which npm writes by itself, `.ts` and `.js` are no ES modules. */
function hintFor(file: string, cause: unknown): string {
  const isEsModule = cause instanceof SyntaxError && /import statement|'export'|export default/.test(cause.message)
  const other = file.replace(/\.c?([jt]s)$/, '.m$1')
  return isEsModule && other !== file
    ? `According to the project's package.json, such files are not ES modules: rename it to ${basename(other)}.`
    : 'Fix or remove the file.'
}
