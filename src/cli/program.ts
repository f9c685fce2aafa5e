import { Command, CommanderError, Option as CommandOption } from 'commander'
import { flagOf, type Option } from '../core/option.ts'
import { version } from '../run/version.ts'
import { syntaxOf, type Verb } from './define-verb.ts'
import { groups, verbs } from './verbs.ts'

/** Parses the arguments and runs the verb. Resolves with the exit code; prints errors to stderr, and nothing twice. */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0
  const program = makeProgram(argv[0], async (verb, words, given) => {
    code = await verb.run(words, given)
  })
  try {
    if (argv[0] === '__complete') return await (await import('./options/complete.ts')).printCandidates(argv.slice(1))
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const { printError } = await import('./terminal/print-error.ts')
    return printError(error)
  }
}

type Act = (verb: Verb, words: readonly string[], given: unknown) => Promise<void>

/** `wanted` is the verb that is meant: only its options are needed. */
function makeProgram(wanted: string | undefined, act: Act): Command {
  const program = new Command('xeval')
    .description('Measure what fine-tuning changed in a model, with one command: paired, with confidence intervals.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError()
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nxeval run safety      the demonstration: no key, no network\nxeval list            suites, benchmarks, datasets, judges, providers, reports, runs',
    )
  const parents = new Map<string, Command>()
  for (const verb of verbs) {
    const [first = '', second] = verb.name.split(' ')
    const group = groups[first]
    if (group === undefined || second === undefined) {
      addVerb(program, first, verb, act, first === wanted)
      continue
    }
    const parent = parents.get(first) ?? program.command(first).description(group.help).helpCommand(false)
    parents.set(first, parent)
    addVerb(parent, second, verb, act, first === wanted, second === group.usual)
  }
  return program
}

function addVerb(parent: Command, name: string, verb: Verb, act: Act, isWanted: boolean, isDefault = false): void {
  const syntax = [name, ...verb.arguments.map(syntaxOf)].join(' ')
  const command = parent.command(syntax, { isDefault }).description(verb.help)
  if (isWanted) for (const [key, option] of Object.entries(verb.options)) addOption(command, key, option)
  command.action(() => act(verb, command.args, command.opts()))
}

function addOption(command: Command, key: string, option: Option): void {
  const flag = flagOf(key)
  const { help, heading, value, short, many, negated, onlyNegated } = option
  const add = (flags: string, text: string): void => {
    const made = new CommandOption(flags, text).helpGroup(`${heading}:`)
    command.addOption(many && !value?.endsWith('...>') ? made.argParser(collect) : made)
  }
  if (!onlyNegated)
    add([short === undefined ? '' : `-${short}, `, flag, value === undefined ? '' : ` ${value}`].join(''), help)
  if (negated !== undefined) add(flag.replace('--', '--no-'), negated)
}

const collect = (value: string, all: string[] = []): string[] => [...all, value]
