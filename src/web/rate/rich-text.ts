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
  /** `pre`: the language that the fence names; `math`: whether it stands on a line of its own. */
  note?: string
}

export type BlockTag =
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

export type InlineTag = 'strong' | 'em' | 'del' | 'code' | 'a' | 'br' | 'tex' | 'image'

export type MathTag =
  | 'math'
  | 'mrow'
  | 'mi'
  | 'mn'
  | 'mo'
  | 'mtext'
  | 'mspace'
  | 'mfrac'
  | 'msqrt'
  | 'mroot'
  | 'msup'
  | 'msub'
  | 'msubsup'
  | 'munder'
  | 'mover'
  | 'munderover'
  | 'mtable'
  | 'mtr'
  | 'mtd'

export const element = (tag: RichElement['tag'], ...children: RichText[]): RichElement => ({ tag, children })
