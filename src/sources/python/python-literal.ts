import { XevalError } from '../../core/errors.ts'
import { pythonError } from './python-error.ts'
import { concatenate, stringValue, textOf } from './python-text.ts'
import { type Statement, statementsOf, type Token } from './python-tokens.ts'

/**
 * A string in a function, decoded; the holes of an f-string stand in it as `{hole}`.
 *
 * @example
 * const [text]: PythonText[] = pythonFStrings('def ask(x):\n  query = f"Rate {x}"\n', 'ask')
 * text?.target // → 'query'
 */
export interface PythonText {
  /** What it is assigned to, as written (`query`, `self.prompt`), or `return`. */
  target: string
  text: string
  /** The sources of the holes, in order. */
  holes: string[]
  formatted: boolean
  /** It is all of the value; false for a part of a larger expression. */
  whole: boolean
}

/**
 * The string that a module's top-level `NAME = …` or `NAME: str = …` holds (the last of several), decoded as Python
 * does, with nothing run. A trailing `.strip()` is applied. Throws where it is no plain string.
 *
 * @example
 * pythonConstant('PROMPT = "Rate " "this"', 'PROMPT') // → 'Rate this'
 */
export function pythonConstant(text: string, name: string): string {
  const source = normalise(text)
  const found = statementsOf(source)
    .filter(({ indent }) => indent === 0)
    .flatMap(({ tokens }) => assignmentOf(source, tokens) ?? [])
    .filter(({ targets }) => targets.includes(name))
  const last = found.at(-1)
  if (!last) throw absent(`no top-level \`${name} = …\``)
  const start = last.value[0]?.start ?? 0
  const pieces = found.some(({ augmented }) => augmented) ? undefined : stringValue(source, last.value)
  if (!pieces) throw pythonError(source, start, `\`${name}\` is not a plain string literal`)
  return textOf(source, start, pieces).text
}

/**
 * The strings that a function assigns or returns, in the order of the source; those in conditions, calls that stand
 * alone and docstrings are left out. Throws where there is no such function, or more than one.
 *
 * @example
 * pythonFStrings('def ask(x):\n  return f"Rate {x}"\n', 'ask').map(({ text, holes }) => [text, holes]) // → [['Rate {x}', ['x']]]
 */
export function pythonFStrings(text: string, functionName: string): PythonText[] {
  const source = normalise(text)
  return bodyOf(source, functionName).flatMap(({ tokens }) => {
    const returns = tokens[0]?.kind === 'word' && tokens[0].text === 'return'
    const assignment = returns ? { targets: ['return'], value: tokens.slice(1) } : assignmentOf(source, tokens)
    return assignment ? stringsOf(source, assignment.targets.join(' = '), assignment.value) : []
  })
}

/**
 * The strings inside the first list literal that is assigned to `name`, keyword arguments included, in order.
 *
 * @example
 * pythonListStrings('names = ["a", "b"]', 'names') // → ['a', 'b']
 */
export function pythonListStrings(text: string, name: string): string[] {
  const source = normalise(text)
  for (const { tokens } of statementsOf(source)) {
    const open = tokens.findIndex((_, index) => opensList(tokens, index, name))
    if (open === -1) continue
    const depth = tokens[open]?.depth ?? 0
    const close = tokens.findIndex((token, index) => index > open && token.text === ']' && token.depth === depth)
    const inside = tokens.slice(open + 1, close === -1 ? undefined : close)
    return groupsOf(inside).map(group => textOf(source, group[0]?.start ?? 0, concatenate(source, group)).text)
  }
  throw absent(`no list assigned to \`${name}\``)
}

const normalise = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')

const absent = (what: string): XevalError =>
  new XevalError('python-literal', `Python source: ${what}`, {
    hint: 'The authors’ file may have another format; pull the pinned version again.',
  })

const isOp = (token: Token | undefined, text: string): boolean => token?.kind === 'op' && token.text === text

interface Assignment {
  targets: string[]
  value: Token[]
  augmented: boolean
}

function assignmentOf(source: string, tokens: readonly Token[]): Assignment | undefined {
  const signs = tokens.flatMap((token, index) =>
    token.kind === 'op' && token.depth === 0 && /^(=|[^=!<>:]+=|<<=|>>=)$/.test(token.text) ? [index] : [],
  )
  const last = signs.at(-1)
  if (last === undefined) return undefined
  const targets = signs.map((sign, index) => {
    const side = tokens.slice(index === 0 ? 0 : (signs[index - 1] ?? 0) + 1, sign)
    const colon = side.findIndex(token => token.depth === 0 && isOp(token, ':'))
    const target = colon === -1 ? side : side.slice(0, colon)
    return source.slice(target[0]?.start ?? 0, target.at(-1)?.end ?? 0)
  })
  return { targets, value: tokens.slice(last + 1), augmented: tokens[last]?.text !== '=' }
}

function stringsOf(source: string, target: string, value: readonly Token[]): PythonText[] {
  const formatted = (tokens: readonly Token[]): boolean => tokens.some(({ string }) => string?.formatted === true)
  const whole = stringValue(source, value)
  const start = value[0]?.start ?? 0
  if (whole) return [{ target, ...textOf(source, start, whole), formatted: formatted(value), whole: true }]
  return groupsOf(value).map(group => ({
    target,
    ...textOf(source, group[0]?.start ?? start, concatenate(source, group)),
    formatted: formatted(group),
    whole: false,
  }))
}

/** Runs of neighbouring string literals. */
function groupsOf(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = []
  tokens.forEach((token, index) => {
    if (token.kind !== 'string') return
    const neighbour = tokens[index - 1]?.kind === 'string' ? groups.at(-1) : undefined
    if (neighbour) neighbour.push(token)
    else groups.push([token])
  })
  return groups
}

function opensList(tokens: readonly Token[], index: number, name: string): boolean {
  if (!isOp(tokens[index], '[')) return false
  const sign = tokens[index - 1]
  if (!isOp(sign, '=')) return false
  const before = tokens.slice(0, index - 1)
  const colon = before.findLastIndex(token => isOp(token, ':') && token.depth === sign?.depth)
  const plain = before.at(-1)
  const target = plain?.kind === 'word' && plain.text === name ? plain : before[colon - 1]
  const owner = target === undefined ? undefined : tokens[tokens.indexOf(target) - 1]
  return target?.kind === 'word' && target.text === name && !isOp(owner, '.')
}

const compound = /^(if|elif|else|for|while|with|try|except|finally|async|match|case|def|class)$/

function bodyOf(source: string, functionName: string): Statement[] {
  const statements = statementsOf(source)
  const starts = statements.flatMap(({ tokens }, index) => {
    const def = tokens[0]?.text === 'async' ? 1 : 0
    return tokens[def]?.text === 'def' && tokens[def + 1]?.text === functionName ? [index] : []
  })
  const start = starts[0]
  if (start === undefined) throw absent(`no function \`${functionName}\``)
  if (starts.length > 1) throw absent(`function \`${functionName}\` is defined more than once`)
  const indent = statements[start]?.indent ?? 0
  const length = statements.slice(start + 1).findIndex(statement => statement.indent <= indent)
  const inside = statements.slice(start, length === -1 ? undefined : start + 1 + length)
  return inside.map(suiteOf)
}

/** What stands behind the colon of `if …: return '…'`; the statement itself where it is not compound. */
function suiteOf(statement: Statement): Statement {
  const { tokens } = statement
  if (tokens[0]?.kind !== 'word' || !compound.test(tokens[0].text)) return statement
  const colon = tokens.findLastIndex(token => token.depth === 0 && isOp(token, ':'))
  return { indent: statement.indent, tokens: tokens.slice(colon + 1) }
}
