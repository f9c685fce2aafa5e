import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import { thrownAt } from '../core/thrown-at.ts'
import { type Foreign, notAPlugin, pluginOf } from '../registry/foreign.ts'
import { importModule } from './import-module.ts'

/** A module of plug-ins as the user named it, and the folder that its path starts from. */
export interface NamedPlugin {
  name: string
  folder: string
  /** The config names it, for all verbs. */
  ofConfig?: true
}

/** What the named modules export. One that is named twice is loaded once; one of the config that can't be is told, if `onMissing` is there. */
export async function loadPlugins(
  named: readonly NamedPlugin[],
  onMissing?: (error: XevalError) => void,
): Promise<Foreign[]> {
  const found = new Map<string, Foreign[]>()
  for (const one of named) {
    try {
      const { module, url } = await imported(one)
      if (!found.has(url)) found.set(url, await foreignIn(module, url, one))
    } catch (error) {
      if (onMissing === undefined || !one.ofConfig || !XevalError.is(error)) throw error
      onMissing(error)
    }
  }
  return [...found.values()].flat()
}

async function foreignIn(module: Record<string, unknown>, url: string, one: NamedPlugin): Promise<Foreign[]> {
  const package_ = isPath(one.name) ? undefined : await packageOf(one)
  const digest = url.startsWith('file:') ? { sha256: sha256(await readFile(fileURLToPath(url))) } : {}
  const origin = { from: one.name, ...(package_ && { package: package_ }), ...digest }
  return pluginsIn(module, one.name).map(plugin => ({ plugin, ...origin }))
}

/** A file: by its folder, or by the ending of a module. Anything else is a package's name. */
const isPath = (name: string): boolean => /^\.{1,2}[\\/]|\.[cm]?[jt]s$/.test(name) || isAbsolute(name)

async function imported({ name, folder }: NamedPlugin) {
  if (!isPath(name) && !isPackage(name)) {
    throw new XevalError('no-plugin', `plug-in ${JSON.stringify(name)} is neither a file nor a package name`, {
      hint: 'Give a file with its folder, such as ./my-suite.ts, or the name of an installed package.',
    })
  }
  try {
    const wanted = isPath(name) ? pathToFileURL(resolve(folder, name)).href : name
    return await importModule(wanted, join(resolve(folder), 'plugins'))
  } catch (cause) {
    if (XevalError.is(cause)) throw cause
    throw new XevalError('no-plugin', `plug-in ${name}: ${messageOf(cause).replaceAll(/\s*\n\s*/g, ' ')}`, {
      hint: hintFor({ name, folder }, cause),
      cause,
      ...thrownAt(cause),
    })
  }
}

/** Nothing with a scheme, and no folder: Node imports neither as a plug-in. */
const isPackage = (name: string): boolean => /^(@[\w.~-]+\/)?[\w~-][\w.~-]*(\/[\w.~/-]+)?$/.test(name)

/** A module that isn't there is not one that is broken. */
function hintFor({ name, folder }: NamedPlugin, cause: unknown): string {
  if (isPath(name)) {
    if (existsSync(resolve(folder, name))) return 'The file exists but cannot be loaded: fix it, or what it imports.'
    return 'Paths in a config are relative to its folder, those of --plugin to the current folder.'
  }
  if (!messageOf(cause).includes(`'${name}'`))
    return 'The package is installed but cannot be loaded: fix it, or what it imports.'
  return `Install it: npm install ${name} . To load a file, write its folder too, such as ./${name}.ts .`
}

/** The default export, alone or an array, or else all named ones. */
function pluginsIn(module: Record<string, unknown>, from: string) {
  const { default: main, ...named } = module
  const exports: { where: string; value: unknown; name?: string }[] = Array.isArray(main)
    ? main.map((value: unknown, i) => ({ where: `default export, item ${i + 1}: `, value }))
    : main !== undefined
      ? [{ where: 'default export: ', value: main }]
      : Object.entries(named)
          .filter(([name]) => name !== 'module.exports')
          .map(([name, value]) => ({ where: `export ${name}: `, value, name }))
  if (exports.length === 0) throw notAPlugin(from, main)
  return exports.map(({ where, value, name }) => {
    const plugin = pluginOf(value, name)
    if (plugin === undefined) throw notAPlugin(from, value, where)
    return plugin
  })
}

const PackageJson = z.object({ name: z.string(), version: z.string().exactOptional() })

async function packageOf({ name, folder }: NamedPlugin): Promise<Foreign['package']> {
  const file = findPackageJSON(name, pathToFileURL(join(resolve(folder), 'plugins')))
  if (file === undefined) return undefined
  const { name: itsName, version } = PackageJson.parse(JSON.parse(await readFile(file, 'utf8')))
  return { name: itsName, ...(version !== undefined && { version }) }
}
