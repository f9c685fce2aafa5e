import { existsSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Values } from '../core/option.ts'
import type { configOptions } from '../core/settings.ts'
import { parseConfig } from './settings.ts'

const NAMES = ['xeval.config.ts', 'xeval.config.js', 'xeval.config.mjs', 'xeval.config.json']

/** `xeval.config.*` of a folder, or the file that `--config` names; nothing where there is none. */
export async function loadConfig(cwd: string, named?: string): Promise<Values<typeof configOptions>> {
  const file =
    named === undefined ? NAMES.map(name => resolve(cwd, name)).find(path => existsSync(path)) : resolve(cwd, named)
  if (file === undefined) return {}
  return parseConfig(await readConfig(file), file)
}

async function readConfig(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'))
    const module = await importConfig(file)
    if (module.default !== undefined) return module.default
  } catch (cause) {
    throw new XevalError('bad-config', `${file}: ${messageOf(cause)}`, { hint: 'Fix or remove the file.', cause })
  }
  throw new XevalError('bad-config', `${file} has no default export`, {
    hint: 'Write `export default { … }`.',
    location: { file },
  })
}

/**
 * Node strips the types itself, so that a config in TypeScript needs no build. Where the project hasn't installed `xeval`
 * (`npx xeval` alone), its config gets the copy that runs.
 */
async function importConfig(file: string): Promise<{ default?: unknown }> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context)
      } catch (error) {
        if (!/^xeval(\/|$)/.test(specifier)) throw error
        return next(specifier, { ...context, parentURL: import.meta.url })
      }
    },
  })
  try {
    return await import(pathToFileURL(file).href)
  } finally {
    hooks.deregister()
  }
}
