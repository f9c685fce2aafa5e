import { pythonError } from './python-error.ts'
import { concatenate, textOf } from './python-text.ts'
import { statementsOf, type Token } from './python-tokens.ts'

/**
 * What a Python literal holds, as JSON.
 *
 * @example
 * const value: PythonValue = pythonDict("{'n': 3}")
 * value // → { n: 3 }
 */
export type PythonValue = string | number | boolean | null | PythonValue[] | { [key: string]: PythonValue }

/**
 * A value from its Python `repr`: dict (string keys), list, tuple, string, number, True, False and None, with nothing
 * run. Throws for anything else, and for an integer that a JavaScript number can't hold.
 *
 * @example
 * pythonDict("{'name': 'Ada', 'tags': ('a', 'b'), 'old': None}") // → { name: 'Ada', tags: ['a', 'b'], old: null }
 */
export function pythonDict(text: string): PythonValue {
  const source = text.replace(/\r\n?/g, '\n').trim()
  const statements = statementsOf(source)
  const tokens = statements[0]?.tokens ?? []
  const reader = new ValueReader(source, tokens)
  const value = reader.value()
  if (statements.length > 1) throw pythonError(source, statements[1]?.tokens[0]?.start ?? 0, 'more than one value')
  reader.expectEnd()
  return value
}

class ValueReader {
  private readonly source: string
  private readonly tokens: readonly Token[]
  private at = 0

  constructor(source: string, tokens: readonly Token[]) {
    this.source = source
    this.tokens = tokens
  }

  value(): PythonValue {
    const token = this.tokens[this.at]
    if (token?.kind === 'string') return this.string()
    if (this.take('{')) return this.dict()
    if (this.take('[')) return this.items(']').values
    if (this.take('(')) return this.tuple()
    const word = token?.kind === 'word' ? constants.get(token.text) : undefined
    if (word === undefined) return this.number()
    this.at++
    return word
  }

  expectEnd(): void {
    if (this.at < this.tokens.length) throw this.error('text after the value')
  }

  private string(): string {
    const start = this.at
    while (this.tokens[this.at]?.kind === 'string') this.at++
    const group = this.tokens.slice(start, this.at)
    if (group.some(({ string }) => string?.formatted)) throw this.error('an f-string is not a value')
    return textOf(this.source, group[0]?.start ?? 0, concatenate(this.source, group)).text
  }

  private dict(): PythonValue {
    const entries: [string, PythonValue][] = []
    while (!this.take('}')) {
      if (this.tokens[this.at]?.kind !== 'string') throw this.error('expected a string as the key of a dict')
      const key = this.string()
      if (!this.take(':')) throw this.error('expected `:`')
      entries.push([key, this.value()])
      if (!this.take(',') && !this.is('}')) throw this.error('expected `,` or `}`')
    }
    return Object.fromEntries(entries)
  }

  /** One value in parentheses without a comma is that value. */
  private tuple(): PythonValue {
    const { values, comma } = this.items(')')
    const [first] = values
    return values.length === 1 && first !== undefined && !comma ? first : values
  }

  private items(close: string): { values: PythonValue[]; comma: boolean } {
    const values: PythonValue[] = []
    let comma = false
    while (!this.take(close)) {
      values.push(this.value())
      comma = this.take(',')
      if (!comma && !this.is(close)) throw this.error(`expected \`,\` or \`${close}\``)
    }
    return { values, comma }
  }

  private number(): number {
    numeral.lastIndex = this.tokens[this.at]?.start ?? this.source.length
    const text = numeral.exec(this.source)?.[0]
    const value = Number(text?.replaceAll('_', ''))
    if (text === undefined) throw this.error('expected a string, number, list, dict, True, False or None')
    if (!Number.isFinite(value) || (/^[-+]?\d+$/.test(text) && !Number.isSafeInteger(value))) {
      throw this.error(`${text} is too large for a number`)
    }
    const end = numeral.lastIndex
    while ((this.tokens[this.at]?.end ?? Infinity) <= end) this.at++
    if ((this.tokens[this.at]?.start ?? Infinity) < end) throw this.error('expected a number')
    return value
  }

  private is(text: string): boolean {
    return this.tokens[this.at]?.kind === 'op' && this.tokens[this.at]?.text === text
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false
    this.at++
    return true
  }

  private error(problem: string) {
    return pythonError(this.source, this.tokens[this.at]?.start ?? this.source.length, problem)
  }
}

const constants = new Map<string, PythonValue>([
  ['True', true],
  ['False', false],
  ['None', null],
])
const numeral = /[-+]?(?:0|[1-9][\d_]*)(?:\.\d*)?(?:e[-+]?\d+)?(?!\w)/iy
