/**
 * Reads one setting, from the command line (text) or from a file (text, a number, true or false). By hand rather than by
 * schema: zod takes as long to load as all else that a mistyped option needs.
 */
export type Field<T> = (value: unknown) => T | Refused

/** What a field takes, said to whoever gave it something else. */
export class Refused {
  readonly expected: string

  constructor(expected: string) {
    this.expected = expected
  }
}

type Fields = Readonly<Record<string, Field<unknown>>>

/** Every field that was given, as it was read. */
export type Read<F extends Fields> = { [K in keyof F]?: Exclude<ReturnType<F[K]>, Refused> }

export type Outcome<F extends Fields> = { ok: true; value: Read<F> } | { ok: false; field?: string; expected: string }

/** Reads an object of settings; one that is `undefined` counts as left out. */
export function readFields<F extends Fields>(fields: F, input: unknown): Outcome<F> {
  if (!isRecord(input)) return { ok: false, expected: 'expected an object of settings' }
  const unknown = Object.keys(input).filter(name => !Object.hasOwn(fields, name))
  if (unknown.length > 0)
    return { ok: false, expected: `unknown field ${unknown.map(n => JSON.stringify(n)).join(', ')}` }
  const value: Read<F> = {}
  for (const name in fields) {
    if (input[name] === undefined) continue
    const read = fields[name]?.(input[name])
    if (read instanceof Refused) return { ok: false, field: name, expected: `expected ${read.expected}` }
    Object.assign(value, { [name]: read })
  }
  return { ok: true, value }
}

export const text: Field<string> = value => (typeof value === 'string' ? value : new Refused('text'))

export const flag: Field<boolean> = value => (typeof value === 'boolean' ? value : new Refused('true or false'))

export const texts: Field<string[]> = value => {
  if (typeof value === 'string') return [value]
  return isTexts(value) ? [...value] : new Refused('text, or a list of texts')
}

export const oneOf =
  <const N extends string>(...names: readonly N[]): Field<N> =>
  value =>
    names.find(name => name === value) ?? new Refused(names.join(' or '))

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
export const share: Field<number> = value => {
  const percent = typeof value === 'string' ? /^(\d+(?:\.\d+)?)%$/.exec(value)?.[1] : undefined
  const read = percent === undefined ? unit(value) : Number(percent) / 100
  return read instanceof Refused || read > 1 ? new Refused('a share such as 5%') : read
}
const unit = number('a share', value => value >= 0 && value <= 1)

/** What the first of two fields takes, else what the second does. */
export const either =
  <A, B>(first: Field<A>, second: Field<B>): Field<A | B> =>
  value => {
    const one = first(value)
    if (!(one instanceof Refused)) return one
    const other = second(value)
    return other instanceof Refused ? new Refused(`${one.expected}, or ${other.expected}`) : other
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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
