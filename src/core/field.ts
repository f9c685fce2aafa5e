/**
 * Reads one option, from the command line (text) or from a file (text, a number, true or false). By hand rather than by
 * schema: zod takes as long to load as all else that a mistyped option needs.
 */
export interface Field<T, W = T> {
  (value: unknown): T | Refused
  /** The words it takes, where they are a closed set or a part of one. */
  readonly values?: readonly string[]
  /** How it is written in a config. For the compiler only: nothing has it. */
  readonly written?: W
}

/** What a field takes, said to whoever gave it something else. */
export class Refused {
  readonly expected: string

  constructor(expected: string) {
    this.expected = expected
  }
}

export const text: Field<string> = value => (typeof value === 'string' ? value : new Refused('text'))

export const flag: Field<boolean> = value => (typeof value === 'boolean' ? value : new Refused('true or false'))

export const texts: Field<string[], string | readonly string[]> = value => {
  if (typeof value === 'string') return [value]
  return isTexts(value) ? [...value] : new Refused('text, or a list of texts')
}

/** `HOST=NAME` or `HOST:PORT=NAME`, with the name of an environment variable, or `HOST=@FILE`: a key itself is refused, and not repeated. */
export const hostNames: Field<string[], string | readonly string[]> = value => {
  const pairs = typeof value === 'string' ? [value] : isTexts(value) ? [...value] : undefined
  const fits = pairs?.every(pair => /^[^=\s/@]+=([A-Za-z_][A-Za-z0-9_]*|@.+)$/.test(pair)) === true
  if (fits && pairs !== undefined) return pairs
  return new Refused('HOST=NAME, with the name of an environment variable, or HOST=@FILE')
}

export const oneOf = <const N extends string>(...names: readonly N[]): Field<N> =>
  Object.assign((value: unknown) => names.find(name => name === value) ?? new Refused(names.join(' or ')), {
    values: names,
  })

/** A finite number that `fits`, also where it is written as text. */
export const number =
  (expected: string, fits: (value: number) => boolean): Field<number> =>
  value => {
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    return typeof read === 'number' && Number.isFinite(read) && fits(read) ? read : new Refused(expected)
  }

export const positive = number('a number above 0', value => value > 0)
export const whole = number('a whole number', Number.isSafeInteger)
export const count = number('a whole number above 0', value => Number.isSafeInteger(value) && value > 0)

/** 0…1, or a percentage such as `5%`. */
export const share: Field<number, number | `${number}%`> = value => {
  const percent = typeof value === 'string' ? /^(\d+(?:\.\d+)?)%$/.exec(value)?.[1] : undefined
  const read = percent === undefined ? unit(value) : Number(percent) / 100
  return read instanceof Refused || read > 1 ? new Refused('a share such as 5%') : read
}
const unit = number('a share', value => value >= 0 && value <= 1)

/** What the first of two fields takes, else what the second does. */
export function either<A, B, V = A, W = B>(first: Field<A, V>, second: Field<B, W>): Field<A | B, V | W> {
  const read = (value: unknown): A | B | Refused => {
    const one = first(value)
    if (!(one instanceof Refused)) return one
    const other = second(value)
    return other instanceof Refused ? new Refused(`${one.expected}, or ${other.expected}`) : other
  }
  return Object.assign(read, { values: [...(first.values ?? []), ...(second.values ?? [])] })
}

/** `name=value`, once or several times, or an object of such. */
export const pairs =
  <T>(field: Field<T>): Field<Record<string, T>> =>
  value => {
    const entries = isRecord(value) ? Object.entries(value) : isTexts(value) ? value.map(entryOf) : []
    const read = entries.map(([name, given]) => [name, field(given)] as const)
    const wrong = read.find(([name, given]) => name === '' || given instanceof Refused)
    if (wrong === undefined && (entries.length > 0 || isRecord(value) || isTexts(value))) return fromEntries(read)
    const what = wrong?.[1] instanceof Refused ? ` with ${wrong[1].expected}` : ''
    return new Refused(`name=value${what}`)
  }

const fromEntries = <T>(entries: readonly (readonly [string, T | Refused])[]): Record<string, T> =>
  Object.fromEntries(entries.filter((entry): entry is readonly [string, T] => !(entry[1] instanceof Refused)))

const entryOf = (text: string): [string, unknown] => {
  const at = text.indexOf('=')
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + 1)]
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(entry => typeof entry === 'string')

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
