import { type Field, isRecord, Refused } from './field.ts'
import type { Manifest } from './manifest.ts'
import type { Topic } from './topic.ts'

/** One option, declared once: for the command line, its help and completion, the config, and what a run keeps of it. */
export interface Option<T = unknown, W = unknown> {
  readonly read: Field<T, W>
  /** One line: a noun or a verb first, and the default. */
  readonly help: string
  /** The heading that it stands under in the help. */
  readonly heading: string
  /** Its value as the help shows it: `<n>`, `[stage]` where it may be left out. A flag has none. */
  readonly value?: string
  /** One letter besides its name: `o` for `-o`. */
  readonly short?: string
  /** May be given several times. */
  readonly many?: boolean
  /** The help of `--no-NAME`, which sets it to false. */
  readonly negated?: string
  /** There is only `--no-NAME`. */
  readonly onlyNegated?: boolean
  /** What a shell offers for its value, besides the words that the field takes. */
  readonly completes?: Completes
  /** Where the manifest keeps it; what isn't kept has no part in what a run measures. */
  readonly kept?: string
  /** Its value as a run kept it, for a resume; `undefined` where it was left out. */
  readonly resumed?: (run: KeptRun) => T | undefined
  /** Which samples a run takes depends on it. */
  readonly selects?: boolean
  /** What two runs differ in, by the words of `--allow-diff`, where their values of it differ. */
  readonly compared?: Topic
}
export type Options = Readonly<Record<string, Option>>

/** What the options come to: those that were given, as they were read. */
export type Values<O extends Options> = { -readonly [K in keyof O]?: O[K] extends Option<infer T> ? T : never }

/** The same as they are written in a config. */
export type Written<O extends Options> = { [K in keyof O]?: O[K] extends Option<unknown, infer W> ? W : never }

/** Things whose names a shell can look up when they are asked for. */
export type Completes =
  | 'file'
  | 'folder'
  | 'benchmark'
  | 'judge'
  | 'report'
  | 'run'
  | 'baseline'
  | 'pullable'
  | 'anything'

/** A run to go on with, or both arms of one. */
export interface KeptRun {
  first: Manifest
  second?: Manifest
  /** Where the run keeps a prompt. */
  fileOf(sha256: string): string
}

type More<T> = Partial<Omit<Option<T>, 'read' | 'help' | 'heading' | 'value'>>

/** Makes the options of one heading. */
export const under =
  (heading: string) =>
  <T, W = T>(value: string | undefined, read: Field<T, W>, help: string, more: More<T> = {}): Option<T, W> => ({
    ...more,
    read,
    help,
    heading,
    ...(value !== undefined && { value }),
  })

export type Outcome<O extends Options> =
  | { ok: true; value: Values<O> }
  | { ok: false; field?: string; expected: string }

/** Reads an object of values; one that is `undefined` counts as left out. */
export function readOptions<O extends Options>(options: O, input: unknown): Outcome<O> {
  if (!isRecord(input)) return { ok: false, expected: 'expected an object of settings' }
  const unknown = Object.keys(input).filter(name => !Object.hasOwn(options, name))
  if (unknown.length > 0)
    return { ok: false, expected: `unknown field ${unknown.map(n => JSON.stringify(n)).join(', ')}` }
  const value: Values<O> = {}
  for (const [name, { read }] of Object.entries(options)) {
    if (input[name] === undefined) continue
    const found = read(input[name])
    if (found instanceof Refused) return { ok: false, field: name, expected: `expected ${found.expected}` }
    Object.assign(value, { [name]: found })
  }
  return { ok: true, value }
}

/** The values that a run kept. */
export function keptValues<O extends Options>(options: O, run: KeptRun): Values<O> {
  const kept: Values<O> = {}
  for (const [name, { resumed }] of Object.entries(options)) {
    const value = resumed?.(run)
    if (value !== undefined) Object.assign(kept, { [name]: value })
  }
  return kept
}

/** `--judge-api` for `judgeApi`. */
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
