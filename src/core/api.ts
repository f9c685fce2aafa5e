/**
 * Stamped on every plug-in by its `define*` function; a plug-in made for another version is refused with a clear error.
 *
 * @example
 * defineSuite({ name: 'mine', version: 1, description: 'Mine', title: 'Mine', benchmarks: [] }).apiVersion === API_VERSION // → true
 */
export const API_VERSION = 1

export interface Plugin {
  readonly apiVersion: number
  /** kebab-case, unique within its kind; also the name of its folder. */
  readonly name: string
  /** Raised whenever what it measures changes. */
  readonly version: number
  readonly description: string
}

/** A plug-in as its author writes it: without the stamp. */
export type Definition<P extends Plugin> = Omit<P, 'apiVersion'>

export const pluginKinds = ['suite', 'dataset', 'judge', 'report', 'provider'] as const
export type PluginKind = (typeof pluginKinds)[number]

/** Shared by all installed copies of xeval, so that a plug-in is known whichever copy made it. */
const kindMark = Symbol.for('xeval.plugin')

/** Makes a plug-in out of its definition; every `define*` function goes through it. */
export const stamp = <D extends object>(kind: PluginKind, definition: D): D & { apiVersion: number } => ({
  ...definition,
  apiVersion: API_VERSION,
  [kindMark]: kind,
})

/** What kind of plug-in something is; nothing where no `define*` function made it. */
export function kindOf(value: unknown): PluginKind | undefined {
  if (typeof value !== 'object' || value === null || !(kindMark in value)) return undefined
  return pluginKinds.find(kind => kind === value[kindMark])
}
