import type { Completes, Option, Options } from '../../core/option.ts'
import { flagOf } from '../../core/option.ts'
import type { Context } from '../../run/context.ts'
import type { Argument, Verb } from '../define-verb.ts'
import { commandContext } from '../process/command-context.ts'
import { groups, verbs } from '../verbs.ts'

/** Looks up the names of one kind of thing. */
type Look = (what: Completes) => Promise<Candidate[]>

/** What a shell may offer: a whole word, a part that goes on, or the names of files. */
interface Candidate {
  kind: 'word' | 'part' | 'file' | 'folder'
  word: string
  hint: string
}

/** Prints what may come next, for the scripts of `xeval completion`: a line each of kind, word and hint, apart by tabs. */
export async function printCandidates(words: readonly string[]): Promise<number> {
  for (const { kind, word, hint } of await complete(words, commandContext())) {
    process.stdout.write(`${[kind, word, hint].join('\t')}\n`)
  }
  return 0
}

/** `words` are those after `xeval`; the last one is being typed, and may be empty. */
export async function complete(words: readonly string[], context: Context): Promise<Candidate[]> {
  const last = words.at(-1) ?? ''
  const found = await candidates(words.slice(0, -1), last, what => lookUp(what, words, context))
  return found.filter(({ kind, word }) => kind === 'file' || kind === 'folder' || word.startsWith(last))
}

async function candidates(before: readonly string[], last: string, look: Look): Promise<Candidate[]> {
  const [first, second] = before
  if (first === undefined) return [...firstWords(), ...plain(last.startsWith('-') ? ['--help', '--version'] : [])]
  const group = groups[first]
  const named = verbs.find(({ name }) => name === (group === undefined ? first : `${first} ${second}`))
  const verb = named ?? verbs.find(({ name }) => name === `${first} ${group?.usual}`)
  const found =
    verb === undefined ? [] : await inVerb(verb, before.slice(named?.name.split(' ').length ?? 1), last, look)
  return group !== undefined && second === undefined && !last.startsWith('-')
    ? [...secondWords(first), ...found]
    : found
}

async function inVerb(verb: Verb, before: readonly string[], last: string, look: Look): Promise<Candidate[]> {
  const option = optionOf(verb.options, before.at(-1))
  if (option?.value !== undefined && !last.startsWith('-')) {
    const found = await valuesOf(option, option.read.values, look)
    if (option.value.startsWith('<')) return found
    return [...found, ...(await wordsAt(verb, before, look))]
  }
  const [flag = '', given] = last.startsWith('--') && last.includes('=') ? last.split('=', 1).concat('=') : []
  if (given !== undefined) {
    const assigned = optionOf(verb.options, flag)
    const found = assigned?.value === undefined ? [] : await valuesOf(assigned, assigned.read.values, look)
    return found.map(candidate => ({ ...candidate, word: `${flag}=${candidate.word}` }))
  }
  return last.startsWith('-') ? flagsOf(verb.options) : wordsAt(verb, before, look)
}

/** What may stand where the next argument does. */
function wordsAt(verb: Verb, before: readonly string[], look: Look): Promise<Candidate[]> {
  let at = 0
  for (const [i, word] of before.entries()) {
    const isValue = optionOf(verb.options, before[i - 1])?.value !== undefined
    if (!word.startsWith('-') && !isValue) at++
  }
  const argument = verb.arguments[Math.min(at, verb.arguments.length - 1)]
  if (argument === undefined || (at >= verb.arguments.length && !argument.many)) return Promise.resolve([])
  return valuesOf(argument, argument.values, look)
}

const firstWords = (): Candidate[] => [
  ...verbs.filter(({ name }) => !name.includes(' ')).map(({ name, help }) => word(name, help)),
  ...Object.entries(groups).map(([name, { help }]) => word(name, help)),
]

const secondWords = (first: string): Candidate[] =>
  verbs
    .filter(({ name }) => name.startsWith(`${first} `))
    .map(({ name, help }) => word(name.slice(first.length + 1), help))

const flagsOf = (options: Options): Candidate[] => [
  ...Object.entries(options).flatMap(([name, { help, negated, onlyNegated }]) => [
    ...(onlyNegated ? [] : [word(flagOf(name), help)]),
    ...(negated === undefined ? [] : [word(flagOf(name).replace('--', '--no-'), negated)]),
  ]),
  word('--help', 'show the help of this verb'),
]

const optionOf = (options: Options, flag: string | undefined): Option | undefined =>
  Object.entries(options).find(([name, { short }]) => flag === flagOf(name) || (short && flag === `-${short}`))?.[1]

async function valuesOf(
  { completes }: Option | Argument,
  values: readonly string[] = [],
  look: Look,
): Promise<Candidate[]> {
  return [...plain(values), ...(completes === undefined ? [] : await look(completes))]
}

async function lookUp(what: Completes, words: readonly string[], context: Context): Promise<Candidate[]> {
  if (what === 'file' || what === 'folder') return [{ kind: what, word: '', hint: '' }]
  const { namedFor } = await import('../../run/named-for.ts')
  const given = { plugin: valuesIn(words, '--plugin'), config: valuesIn(words, '--config').at(-1) }
  const names = (await namedFor(what, given, context)).map(({ name, description }) => word(name, description))
  // A judge's name may go on with the model that it asks.
  return what === 'judge' ? names.map(name => ({ ...name, kind: 'part' as const })) : names
}

/** The values of an option among the words that are typed already. */
const valuesIn = (words: readonly string[], flag: string): string[] =>
  words.slice(0, -1).flatMap((word, i) => {
    if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)]
    return words[i - 1] === flag ? [word] : []
  })

const word = (word: string, hint: string): Candidate => ({
  kind: 'word',
  word,
  hint: hint.replace(/\s+/g, ' '),
})
const plain = (words: readonly string[]): Candidate[] => words.map(text => word(text, ''))
