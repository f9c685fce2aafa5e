/**
 * Formatted text as plain data. The page makes elements of it with `createElement`, so that nothing a model wrote is
 * ever parsed as HTML: a tag that isn't in these lists can't come about.
 */
export type RichText = string | RichElement

export interface RichElement {
  tag: BlockTag | InlineTag | MathTag
  children: RichText[]
  /** `a` only; http, https or mailto. */
  href?: string
  /** `pre`: the language that the fence names; `ol`: its first number; `math`, `tex`: whether it stands on a line of its own. */
  note?: string
  /** Of MathML elements. */
  attributes?: Readonly<Record<string, string>>
}

type BlockTag =
  | 'p'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'ul'
  | 'ol'
  | 'li'
  | 'blockquote'
  | 'hr'
  | 'pre'
  | 'table'
  | 'thead'
  | 'tbody'
  | 'tr'
  | 'th'
  | 'td'

type InlineTag = 'strong' | 'em' | 'del' | 'code' | 'a' | 'br' | 'tex' | 'image'

export const mathTags = [
  'math',
  'mrow',
  'mi',
  'mn',
  'mo',
  'mtext',
  'mspace',
  'mfrac',
  'msqrt',
  'mroot',
  'msup',
  'msub',
  'msubsup',
  'munder',
  'mover',
  'munderover',
  'mmultiscripts',
  'mprescripts',
  'mtable',
  'mtr',
  'mtd',
  'mstyle',
  'mpadded',
  'mphantom',
  'menclose',
] as const
export type MathTag = (typeof mathTags)[number]

export const element = (tag: RichElement['tag'], ...children: RichText[]): RichElement => ({ tag, children })
