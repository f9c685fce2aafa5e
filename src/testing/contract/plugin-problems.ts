import { API_VERSION, kindOf, type Plugin, type PluginKind } from '../../core/api.ts'
import { messageOf, XevalError } from '../../core/errors.ts'

/** What is wrong, a sentence each; `must` adds one where something that has to hold doesn't. */
export interface Findings {
  readonly problems: string[]
  must(holds: boolean, otherwise: string): void
}

export function makeFindings(): Findings {
  const problems: string[] = []
  const must = (holds: boolean, otherwise: string): void => {
    // What is wrong with a hundred samples in the same words is said once.
    if (!holds && !problems.includes(otherwise)) problems.push(otherwise)
  }
  return { problems, must }
}

/** What every kind of plug-in has to say of itself. */
export function findInPlugin(kind: PluginKind, plugin: Plugin, { must }: Findings): void {
  const maker = `define${kind[0]?.toUpperCase()}${kind.slice(1)}`
  must(kindOf(plugin) === kind, `It was not made by ${maker}.`)
  must(
    plugin.apiVersion === API_VERSION,
    `It was made for version ${plugin.apiVersion} of the plug-in API; this xeval has version ${API_VERSION}.`,
  )
  must(isKebab(plugin.name), `Its name ${JSON.stringify(plugin.name)} is not in kebab-case.`)
  must(Number.isInteger(plugin.version) && plugin.version >= 1, `Its version ${plugin.version} is not 1, 2, 3 …`)
  must(isText(plugin.description), 'It has no description.')
}

export const isKebab = (name: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)

export const isText = (text: string): boolean => /\S/.test(text)

export const duplicatesOf = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
]

/** The code and message of what was thrown, for a sentence. */
export const thrownText = (error: unknown): string =>
  XevalError.is(error) ? `${error.code} (${error.message})` : messageOf(error)
