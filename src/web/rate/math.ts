import temml from 'temml'
import { type MathTag, mathTags, type RichElement, type RichText } from './rich-text.ts'

/** Makes MathML of the formulas of one text. */
export type MathReader = (source: string, block: boolean) => RichElement

/**
 * TeX as MathML elements, by Temml. What it doesn't read is shown as it was written, in type for code; so is what is longer
 * than a formula is, and what comes after so much TeX as no answer holds.
 */
export function makeMathReader(): MathReader {
  const known = new Map<string, RichText[] | undefined>()
  let room = MOST_IN_A_TEXT
  const read = (source: string, block: boolean): RichText[] | undefined => {
    const key = `${block} ${source}`
    if (known.has(key)) return known.get(key)
    const made = source.length > LONGEST || source.length > room ? undefined : mathOf(source, block)
    room -= source.length
    known.set(key, made)
    return made
  }
  return (source, block) => {
    const note = block ? 'block' : 'inline'
    const children = read(source, block)
    return children === undefined ? { tag: 'tex', children: [source.trim()], note } : { tag: 'math', children, note }
  }
}

const LONGEST = 4000
const MOST_IN_A_TEXT = 60_000
const DEEPEST = 60

const options = { throwOnError: true, trust: false, strict: false, annotate: false, maxExpand: 200 }

// The tree and not the markup: no text is ever parsed. Its types leave it out, and it may change: then every formula is shown as TeX,
// and the tests say so.
const renderTree: unknown = Reflect.get(temml, '__renderToMathMLTree')

function mathOf(source: string, block: boolean): RichText[] | undefined {
  let tree: unknown
  if (typeof renderTree !== 'function') return undefined
  try {
    tree = renderTree(withPercents(source), { ...options, displayMode: block, maxSize: [MAX_EM, MAX_EM] })
  } catch {
    // Its own ParseError, but also a TypeError or a RangeError where TeX is broken or nested without end: the reader sees the TeX.
    return undefined
  }
  return isObject(tree) && tree['type'] === 'math' ? childrenOf(tree, 0) : undefined
}

/** A bare % begins a comment, which hides the rest of the line; models mean the sign. */
const withPercents = (source: string): string => source.replace(/\\.|%/gs, found => (found === '%' ? '\\%' : found))

/** `undefined` where there is anything in it that isn't MathML of ours. */
function childrenOf(node: Record<string, unknown>, depth: number): RichText[] | undefined {
  const { children } = node
  if (!Array.isArray(children) || depth > DEEPEST) return undefined
  const found: RichText[] = []
  for (const child of children) {
    const made = isObject(child) ? partsOf(child, depth + 1) : undefined
    if (made === undefined) return undefined
    found.push(...made)
  }
  return found
}

function partsOf(node: Record<string, unknown>, depth: number): RichText[] | undefined {
  if (typeof node['text'] === 'string') return [node['text']]
  const children = childrenOf(node, depth)
  const { type } = node
  // A fragment is its children.
  if (children === undefined || (type === undefined && !('attributes' in node))) return children
  const tag = mathTags.find(name => name === type)
  if (tag === undefined) return undefined
  const attributes = attributesOf(node, tag)
  const whole = children.every(child => typeof child === 'string') ? [children.join('')] : children
  return [
    { tag, children: children.length > 0 ? whole : [], ...(Object.keys(attributes).length > 0 && { attributes }) },
  ]
}

/** What MathML says of a piece's look and place; no style, address or handler, and no length that leaves its line. */
function attributesOf(node: Record<string, unknown>, tag: MathTag): Record<string, string> {
  const { attributes, classes, style } = node
  const given = isObject(attributes) ? Object.entries(attributes) : []
  const kept = given.flatMap(([name, value]) =>
    typeof value === 'string' && allowed[name]?.test(value) && isShort(value) ? [[name, value] as const] : [],
  )
  const known = [
    ...(Array.isArray(classes) ? classes.filter(name => ownClasses.has(name)) : []),
    ...(isObject(style) && 'border' in style ? ['boxed'] : []),
  ]
  const side = known.length > 0 ? [['class', known.join(' ')] as const] : []
  return tag === 'math' ? {} : Object.fromEntries([...kept, ...side])
}

const MAX_EM = 20
const flag = /^(true|false)$/
const length = /^-?\d*\.?\d+(em|ex|pt|px)?$/
const allowed: Readonly<Record<string, RegExp>> = {
  accent: flag,
  accentunder: flag,
  depth: length,
  displaystyle: flag,
  fence: flag,
  form: /^(prefix|infix|postfix)$/,
  height: length,
  largeop: flag,
  linethickness: length,
  lspace: length,
  mathvariant: /^normal$/,
  maxsize: length,
  minsize: length,
  movablelimits: flag,
  notation: /^[a-z ]+$/,
  rspace: length,
  scriptlevel: /^[+-]?\d$/,
  separator: flag,
  stretchy: flag,
  symmetric: flag,
  width: length,
}
const perEm: Readonly<Record<string, number>> = { em: 1, ex: 2, pt: 10, px: 12 }
const ownClasses = new Set(['tml-left', 'tml-right', 'tml-overline', 'tml-underline'])

function isShort(value: string): boolean {
  const unit = length.exec(value)?.[1]
  if (unit === undefined) return true
  const ems = Number.parseFloat(value) / (perEm[unit] ?? 1)
  return ems >= -1 && ems <= MAX_EM
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
