import { parseAst } from 'vitest/node'

/** One small fault, planted in a file. */
export interface Mutant {
  file: string
  line: number
  kind: Kind
  /** What stood there, and what stands there now. */
  was: string
  is: string
  /** Where in the file. */
  start: number
  end: number
}

export type Kind = 'operator' | 'boundary' | 'condition' | 'constant' | 'call' | 'removal'

/** The file with the fault in it. */
export const planted = (code: string, { start, end, is }: Mutant): string => code.slice(0, start) + is + code.slice(end)

/** Every fault of our kinds that a file can have; types and texts are left alone. */
export function mutantsOf(file: string, code: string): Mutant[] {
  const found: Mutant[] = []
  const add = (kind: Kind, { start, end }: Span, is: string): void => {
    const was = code.slice(start, end)
    if (was !== is) found.push({ file, line: lineAt(code, start), kind, was, is, start, end })
  }
  visit(parseAst(code, { lang: 'ts' }), node => mutate(node, code, add))
  return found
}

interface Span {
  start: number
  end: number
}
type Node = Span & { type: string; [key: string]: unknown }
type Add = (kind: Kind, span: Span, is: string) => void

const swapped: Readonly<Record<string, readonly [Kind, string]>> = {
  '+': ['operator', '-'],
  '-': ['operator', '+'],
  '*': ['operator', '/'],
  '/': ['operator', '*'],
  '%': ['operator', '*'],
  '**': ['operator', '*'],
  '<': ['boundary', '<='],
  '<=': ['boundary', '<'],
  '>': ['boundary', '>='],
  '>=': ['boundary', '>'],
  '===': ['operator', '!=='],
  '!==': ['operator', '==='],
  '&&': ['operator', '||'],
  '||': ['operator', '&&'],
  '+=': ['operator', '-='],
  '-=': ['operator', '+='],
  '*=': ['operator', '/='],
  '++': ['operator', '--'],
  '--': ['operator', '++'],
}

const otherCalls: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  some: 'every',
  every: 'some',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
}

function mutate(node: Node, code: string, add: Add): void {
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression': {
      const [left, right] = [nodeIn(node, 'left'), nodeIn(node, 'right')]
      const swap = swapped[String(node['operator'])]
      if (left === undefined || right === undefined) return
      if (node['operator'] === '??') add('removal', node, code.slice(left.start, left.end))
      if (swap !== undefined) add(swap[0], operatorAt(code, left.end, right.start, String(node['operator'])), swap[1])
      return
    }
    case 'UpdateExpression': {
      const swap = swapped[String(node['operator'])]
      const argument = nodeIn(node, 'argument')
      if (swap === undefined || argument === undefined) return
      const at = node['prefix'] === true ? node.start : argument.end
      add(swap[0], { start: at, end: at + 2 }, swap[1])
      return
    }
    case 'UnaryExpression': {
      const argument = nodeIn(node, 'argument')
      if (argument !== undefined && (node['operator'] === '!' || node['operator'] === '-'))
        add('operator', node, ` ${code.slice(argument.start, argument.end)}`)
      return
    }
    case 'IfStatement':
    case 'ConditionalExpression': {
      const test = nodeIn(node, 'test')
      if (test === undefined) return
      add('condition', test, 'true')
      add('condition', test, 'false')
      return
    }
    case 'Literal':
      if (typeof node['value'] === 'number') add('constant', node, String(node['value'] + 1))
      if (typeof node['value'] === 'boolean') add('constant', node, String(!node['value']))
      return
    case 'CallExpression': {
      const callee = nodeIn(node, 'callee')
      const property = callee?.type === 'MemberExpression' ? nodeIn(callee, 'property') : undefined
      const other = property === undefined ? undefined : otherCalls[String(property['name'])]
      if (property !== undefined && other !== undefined) add('call', property, other)
      return
    }
    case 'ExpressionStatement':
      if (nodeIn(node, 'expression')?.type !== 'Literal') add('removal', node, ';')
      return
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      add('removal', node, ';')
      return
  }
}

/** Between two operands, past brackets and comments. */
function operatorAt(code: string, from: number, to: number, operator: string): Span {
  const start = code.slice(0, to).indexOf(operator, from)
  return { start, end: start + operator.length }
}

const wrappers = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

function visit(node: unknown, take: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, take)
    return
  }
  if (!isNode(node)) return
  if (node.type === 'ImportDeclaration' || (node.type.startsWith('TS') && !wrappers.has(node.type))) return
  take(node)
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'typeAnnotation' && key !== 'typeArguments' && typeof value === 'object') visit(value, take)
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value

function nodeIn(node: Node, key: string): Node | undefined {
  const value = node[key]
  return isNode(value) ? value : undefined
}

const lineAt = (code: string, at: number): number => code.slice(0, at).split('\n').length
