import { malformed } from './malformed.ts'

/**
 * Follows the text on its way into the CSV parser, which knows no columns and loses count of the lines inside
 * quotes: on which line every row starts, and where a quote is broken.
 */
export class CsvPositions {
  private readonly path: string
  private readonly delimiter: string
  private readonly rows: number[] = []
  private state: 'row' | 'cell' | 'plain' | 'quoted' | 'closed' = 'row'
  private opened = { line: 1, column: 1 }
  private line = 1
  private column = 0

  constructor(path: string, delimiter: string) {
    this.path = path
    this.delimiter = delimiter
  }

  /** The line of the next row in the parser's order. */
  nextRow(): number {
    return this.rows.shift() ?? this.line
  }

  push(piece: string): void {
    for (let i = 0; i < piece.length; i++) {
      const character = piece.charAt(i)
      this.column++
      this.step(character)
      if (character === '\n') {
        this.line++
        this.column = 0
      }
    }
  }

  end(): void {
    if (this.state === 'quoted') throw this.broken('a quoted value starts here and never ends', this.opened)
  }

  private step(character: string): void {
    if (this.state === 'quoted') {
      if (character === '"') this.state = 'closed'
    } else if (this.state === 'closed' && character === '"') this.state = 'quoted'
    else if (character === '\n') this.state = 'row'
    else if (character === '\r') return
    else this.inCell(character)
  }

  private inCell(character: string): void {
    if (this.state === 'row') {
      this.rows.push(this.line)
      this.state = 'cell'
    }
    if (character === this.delimiter) this.state = 'cell'
    else if (this.state === 'closed') throw this.broken('expected the delimiter or a line end after the closing quote')
    else if (character !== '"') this.state = 'plain'
    else if (this.state === 'plain') throw this.broken('a quote inside an unquoted value')
    else {
      this.state = 'quoted'
      this.opened = { line: this.line, column: this.column }
    }
  }

  private broken(problem: string, at = { line: this.line, column: this.column }) {
    return malformed({ file: this.path, ...at }, problem, 'Quote the whole value and double the quotes inside it.')
  }
}
