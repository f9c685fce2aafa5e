import type { z } from 'zod'
import { parseJson } from './json-text.ts'
import { checkRow, malformed, type SourceRow } from './malformed.ts'
import { readText } from './read-text.ts'

/**
 * The elements of a file that is one JSON array, as a stream, each checked by `schema`; `index` counts from 0.
 * Throws `malformed-row` with file, line and row index; also for a file that is cut off inside the array.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * import { z } from 'zod'
 * await writeFile('sums.json', '[{ "question": "2 + 2" },\n{ "question": "3 + 3" }]')
 * const rows = await Array.fromAsync(readJsonArray('sums.json', z.object({ question: z.string() })))
 * rows.map(({ value, line, index }) => `${line} ${index} ${value.question}`) // → ['1 0 2 + 2', '2 1 3 + 3']
 */
export async function* readJsonArray<T>(
  path: string,
  schema: z.ZodType<T>,
): AsyncGenerator<SourceRow<T> & { index: number }> {
  let index = 0
  for await (const { text, line, column } of elementsOf(path)) {
    const value = checkRow(schema, parseJson(text, { file: path, line, column }), { file: path, line }, `row ${index}`)
    yield { value, line, index }
    index++
  }
}

interface Element {
  text: string
  line: number
  column: number
}

async function* elementsOf(path: string): AsyncGenerator<Element> {
  const splitter = new ElementSplitter(path)
  for await (const piece of readText(path)) yield* splitter.push(piece)
  splitter.end()
}

/** Cuts the array at the commas of its own level; what an element holds is left to JSON.parse. */
class ElementSplitter {
  private readonly path: string
  private state: 'before' | 'first' | 'next' | 'after' = 'before'
  private depth = 0
  private inString = false
  private escaped = false
  private text = ''
  private start: { line: number; column: number } | undefined
  private line = 1
  private column = 0

  constructor(path: string) {
    this.path = path
  }

  *push(piece: string): Generator<Element> {
    let from = 0
    for (let i = 0; i < piece.length; i++) {
      const character = piece.charAt(i)
      this.column++
      if (this.state === 'before' || this.state === 'after') {
        this.outside(character)
        from = i + 1
      } else if (this.depth === 0 && !this.inString && (character === ',' || character === ']')) {
        yield* this.flush(piece.slice(from, i), character)
        from = i + 1
      } else this.inside(character)
      if (character === '\n') {
        this.line++
        this.column = 0
      }
    }
    if (this.start !== undefined) this.text += piece.slice(from)
  }

  end(): void {
    if (this.state === 'after') return
    const problem = this.state === 'before' ? 'expected a JSON array, found nothing' : 'the file ends inside its array'
    throw malformed({ file: this.path, line: this.line }, problem, 'Use a complete copy of the file.')
  }

  private outside(character: string): void {
    if (' \n\r\t'.includes(character)) return
    if (this.state === 'before' && character === '[') {
      this.state = 'first'
      return
    }
    const problem =
      this.state === 'before' ? `expected \`[\`, found \`${character}\`` : `\`${character}\` after the array's end`
    const hint = 'The file must be one JSON array; name a file with one object per line `.jsonl`.'
    throw malformed({ file: this.path, line: this.line, column: this.column }, problem, hint)
  }

  private inside(character: string): void {
    if (this.start === undefined && !' \n\r\t'.includes(character))
      this.start = { line: this.line, column: this.column }
    if (this.escaped) this.escaped = false
    else if (this.inString) {
      if (character === '\\') this.escaped = true
      else if (character === '"') this.inString = false
    } else if (character === '"') this.inString = true
    else if (character === '{' || character === '[') this.depth++
    else if ((character === '}' || character === ']') && this.depth > 0) this.depth--
  }

  private *flush(tail: string, delimiter: string): Generator<Element> {
    const text = (this.text + (this.start === undefined ? '' : tail)).trim()
    const { start } = this
    const empty = delimiter === ']' && this.state === 'first'
    this.text = ''
    this.start = undefined
    this.state = delimiter === ']' ? 'after' : 'next'
    if (start !== undefined) yield { text, ...start }
    else if (!empty) {
      throw malformed(
        { file: this.path, line: this.line, column: this.column },
        `expected a row, found \`${delimiter}\``,
      )
    }
  }
}
