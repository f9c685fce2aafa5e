import { pythonError } from './python-error.ts'
import { type PythonString, readString } from './python-string.ts'

/** A token; `depth` counts the brackets around it. `start` and `end` are offsets. */
export interface Token {
  kind: 'string' | 'word' | 'op'
  text: string
  depth: number
  start: number
  end: number
  string?: PythonString
}

/** A statement on its logical line; `indent` in columns, tabs to multiples of eight. */
export interface Statement {
  indent: number
  tokens: Token[]
}

/** The statements of a Python file: comments gone, joined lines joined, `;` split. Nothing is evaluated. */
export function statementsOf(source: string): Statement[] {
  const statements: Statement[] = []
  let tokens: Token[] = []
  let depth = 0
  let indent: number | undefined
  const finish = (): void => {
    if (tokens.length > 0) statements.push({ indent: indent ?? 0, tokens })
    tokens = []
  }
  for (let at = 0; at < source.length; ) {
    skipped.lastIndex = at
    at += skipped.exec(source)?.[0].length ?? 0
    if (at >= source.length) break
    if (source[at] === '\n') {
      if (depth === 0) {
        finish()
        indent = undefined
      }
      at++
      continue
    }
    indent ??= indentAt(source, at)
    const token = tokenAt(source, at, depth)
    at = token.end
    if (token.kind === 'op' && ')]}'.includes(token.text)) token.depth = depth = Math.max(0, depth - 1)
    else if (token.kind === 'op' && '([{'.includes(token.text)) depth++
    if (depth > 200) throw pythonError(source, at, 'brackets are nested too deeply')
    if (token.text === ';' && depth === 0) finish()
    else tokens.push(token)
  }
  finish()
  return statements
}

const skipped = /(?:[ \t\f]+|#[^\n]*|\\\n)*/y
const word = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*/uy
const operator = /\*\*=|\/\/=|>>=|<<=|->|:=|[-+*/%@&|^=!<>]=|./suy

function tokenAt(source: string, at: number, depth: number): Token {
  const string = readString(source, at)
  if (string) return { kind: 'string', text: '', depth, start: at, end: string.end, string }
  word.lastIndex = at
  operator.lastIndex = at
  const name = word.exec(source)?.[0]
  const text = name ?? operator.exec(source)?.[0] ?? ''
  return { kind: name === undefined ? 'op' : 'word', text, depth, start: at, end: at + text.length }
}

function indentAt(source: string, at: number): number {
  let column = 0
  for (let i = source.lastIndexOf('\n', at - 1) + 1; i < at; i++) {
    column = source[i] === '\t' ? column + 8 - (column % 8) : column + 1
  }
  return column
}
