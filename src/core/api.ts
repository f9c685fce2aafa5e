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
