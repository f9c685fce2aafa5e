import type { XevalError } from '../core/errors.ts'
import type { Completes, Options, Values } from '../core/option.ts'
import type { Context } from '../run/context.ts'
import { registryFor } from '../run/registry-for.ts'
import { resolveSettings } from '../run/resolve-settings.ts'
import { commandContext } from './process/command-context.ts'

/** A word after the verb. */
export interface Argument {
  readonly name: string
  readonly optional?: boolean
  /** It and all that follow. */
  readonly many?: boolean
  /** The words that it may be, and things whose names a shell looks up. */
  readonly values?: readonly string[]
  readonly completes?: Completes
}

type Words<A extends readonly Argument[]> = {
  readonly [K in keyof A]: A[K] extends { many: true }
    ? readonly string[]
    : A[K] extends { optional: true }
      ? string | undefined
      : string
}

/** What the command line can be asked to do: `run`, `ratings import`. */
export interface Verb {
  readonly name: string
  readonly help: string
  readonly arguments: readonly Argument[]
  readonly options: Options
  /** Does it, with words and options as they were typed. Resolves with the exit code. */
  run(words: readonly string[], given: unknown): Promise<number>
}

/**
 * A verb with its arguments, options, help and what it does. All verbs are loaded for the help, so that `action` imports what
 * it works with when it is called. Its options come checked, and with what the config says of them.
 */
export function defineVerb<const A extends readonly Argument[], const O extends Options>({
  action,
  loadsItself = false,
  readsRuns = false,
  ...verb
}: Omit<Verb, 'run'> & {
  arguments: A
  options: O
  /** It loads the plug-ins of others by itself: what is wrong with them is what it tells. */
  loadsItself?: boolean
  /** It works on runs, which describe themselves: a plug-in of the config that can't be loaded is no obstacle. */
  readsRuns?: boolean
  action(words: Words<A>, options: Values<O>, context: Context): Promise<number>
}): Verb {
  return {
    ...verb,
    async run(words, given) {
      const values = verb.arguments.map(({ many }, i) => (many ? words.slice(i) : words[i]))
      if (!matches(verb.arguments, values))
        throw new Error(`xeval ${verb.name} received arguments that it does not declare`)
      const settings = await resolveSettings(verb.options, given, { cwd: '.' })
      const isOurs = loadsItself || !('plugin' in verb.options)
      const registry = isOurs ? {} : { registry: await registryFor(given, '.', readsRuns ? sayMissing : undefined) }
      return action(values, settings, commandContext(registry))
    },
  }
}

const sayMissing = (error: XevalError): void =>
  void process.stderr.write(`note: ${error.message}; continuing without it\n`)

/** `<suite...>`, `[name]` */
export const syntaxOf = ({ name, optional, many }: Argument): string => {
  const text = many ? `${name}...` : name
  return optional ? `[${text}]` : `<${text}>`
}

const matches = <A extends readonly Argument[]>(declared: A, words: readonly unknown[]): words is Words<A> =>
  declared.every(({ many, optional }, i) =>
    many ? Array.isArray(words[i]) : typeof words[i] === 'string' || (optional === true && words[i] === undefined),
  )
