import { functionNames } from './expression.ts'

/** Thrown for what is not an expression that we can read: an honest "don't know", never a verdict. */
export class Unreadable extends Error {}

export interface Token {
  kind: 'number' | 'command' | 'letter' | 'sign'
  text: string
  /** Whether white space stands before it. */
  spaced: boolean
}

/** Longer answers are not read: every step after this one is bounded by the number of tokens. */
const longest = 600

export function tokenise(text: string): Token[] {
  if (text.length > longest) throw new Unreadable('too long')
  const tokens: Token[] = []
  let spaced = false
  for (const { groups = {} } of text.matchAll(pattern)) {
    if (groups['space'] !== undefined) {
      spaced = true
      continue
    }
    tokens.push({ ...tokenOf(groups), spaced })
    spaced = false
  }
  return tokens
}

function tokenOf(groups: Record<string, string | undefined>): Pick<Token, 'kind' | 'text'> {
  const { number, command, operator, word, letter, sign } = groups
  if (number !== undefined) return { kind: 'number', text: number }
  if (operator !== undefined) return { kind: 'command', text: operator }
  if (command !== undefined) return { kind: 'command', text: command }
  if (word !== undefined) return { kind: 'command', text: word }
  if (letter !== undefined) return { kind: 'letter', text: letter }
  if (sign !== undefined) return { kind: 'sign', text: sign }
  throw new Unreadable('unknown character')
}

// Plain-text spellings: `sqrt(2)`, `pi`, `sin x`. Longest first, so that `arcsin` is not `a·r·c·sin`.
const words = [...functionNames, 'sqrt', 'pi', 'infty']
  .filter(word => !['abs', 'floor', 'ceil', 'binomial', 'factorial'].includes(word))
  .sort((a, b) => b.length - a.length)
  .join('|')

const pattern = new RegExp(
  [
    '(?<space>\\s+)',
    '(?<number>\\d+\\.\\d+[eE][+-]?\\d+|\\d+\\.?\\d*|\\.\\d+)',
    '\\\\operatorname\\s*\\{(?<operator>[a-zA-Z]+)\\}',
    '\\\\(?<command>[a-zA-Z]+)',
    `(?<![a-zA-Z])(?<word>${words})(?![a-zA-Z])`,
    '(?<letter>[a-zA-Z])',
    '(?<sign>[-+*/^_=!(){}\\[\\]|%\u00b0,<>])',
    '(?<other>.)',
  ].join('|'),
  'gs',
)
