import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml'
import { editDistance } from '../core/edit-distance.ts'

/** Something in a file that can't be taken as it is; lines and columns count from 1. */
export interface Problem {
  line: number
  column: number
  message: string
}

/** A value with where it stands; `at` is an offset. */
export interface Entry {
  at: number
  value: Node | null
}

/**
 * Reads YAML node by node, so that every problem has its place, and nothing is ever expanded: an alias, which could make a
 * small file a huge one, is a problem like any other.
 */
export class YamlReader {
  readonly problems: Problem[] = []
  readonly root: Node | null
  readonly #lines = new LineCounter()

  /** `text` has no byte order mark. */
  constructor(text: string) {
    const lines = text.replace(/\r\n?/g, '\n')
    const document = parseDocument(lines, {
      lineCounter: this.#lines,
      prettyErrors: false,
      // Found below, with both places, and in linear time.
      uniqueKeys: false,
      schema: 'core',
    })
    this.root = document.contents
    const control = lines.search(/[^\P{Cc}\t\n]/u)
    const [fault] = [...document.errors, ...document.warnings]
    if (control !== -1) this.problem(control, 'a control character; is the file saved as UTF-8?')
    else if (fault?.code === 'MULTIPLE_DOCS')
      this.problem(fault.pos[0], 'a second document; a file must contain one sheet')
    else if (fault !== undefined)
      this.problem(
        fault.pos[0],
        `not YAML: ${fault.message}; a text with ": ", " #" or quotes in it needs quotes around it`,
      )
  }

  problem(at: number, message: string): void {
    const { line, col } = this.#lines.linePos(at)
    this.problems.push({ line: Math.max(1, line), column: Math.max(1, col), message })
  }

  lineOf(at: number): number {
    return this.#lines.linePos(at).line
  }

  /** The entries of a mapping by key; those of other keys than `known` are problems. Undefined where it is no mapping. */
  map({ at, value }: Entry, what: string, known: readonly string[]): Map<string, Entry> | undefined {
    if (!isMap(value)) {
      this.problem(
        placeOf(value, at),
        `${what}: expected ${known.slice(0, 3).join(', ')} …, found ${this.#shown(value)}`,
      )
      return undefined
    }
    const entries = new Map<string, Entry>()
    for (const pair of value.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : undefined
      const place = isScalar(pair.key) ? placeOf(pair.key, at) : at
      const first = key === undefined ? undefined : entries.get(key)
      if (key === undefined || !known.includes(key)) this.problem(place, unknownKey(what, key, known))
      else if (first !== undefined)
        this.problem(place, `${what}: ${key} is given twice, first in line ${this.lineOf(first.at)}`)
      else entries.set(key, { at: place, value: isNode(pair.value) ? pair.value : null })
    }
    return entries
  }

  /** A text; a number, date or list of them as it is written. Nothing at all is the empty text. */
  text(entry: Entry | undefined, what: string): string {
    if (entry === undefined || entry.value === null) return ''
    const { at, value } = entry
    if (isScalar(value)) return written(value).trim()
    if (isSeq(value))
      return value.items.map(item => this.text({ at, value: isNode(item) ? item : null }, what)).join('\n')
    this.problem(placeOf(value, at), `${what}: expected text, found ${this.#shown(value)}`)
    return ''
  }

  /** Where the value of an entry stands, or would stand. */
  placeOf({ at, value }: Entry): number {
    return placeOf(value, at)
  }

  #shown(value: Node | null): string {
    if (isAlias(value)) return `the alias *${value.source.slice(0, 20)}; write out its value`
    if (isSeq(value)) return 'a list'
    if (isMap(value)) return 'a mapping'
    const text = isScalar(value) ? written(value).trim() : ''
    return text === '' ? 'nothing' : JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
  }
}

/** As in the file where YAML makes something else of it: `2024.10` is no number here. */
const written = ({ value, source }: Scalar): string =>
  value === null ? '' : typeof value === 'string' ? value : (source ?? String(value))

const placeOf = (value: Node | null, otherwise: number): number => value?.range?.[0] ?? otherwise

const isNode = (value: unknown): value is Node => isScalar(value) || isMap(value) || isSeq(value) || isAlias(value)

function unknownKey(what: string, key: string | undefined, known: readonly string[]): string {
  if (key === undefined) return `${what}: expected a plain key`
  const near = known.find(name => editDistance(name, key.slice(0, 60)) <= 2)
  const shown = JSON.stringify(key.slice(0, 60))
  return `${what}: ${shown} is unknown; expected ${near ?? (known.length > 6 ? 'an id of the questionnaire' : known.join(', '))}`
}
