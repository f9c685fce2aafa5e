/**
 * A piece of a line: text that anyone may have written, our own figures and punctuation, or something to set apart.
 *
 * @example
 * const parts: Inline[] = ['before: ', { code: 'openai/small' }, { strong: 'DEMO' }, { figure: '91.0%' }]
 * inlines(parts).length // → 4
 */
export type Inline = string | { figure: string } | { code: string } | { strong: string }
/**
 * A line, in one piece or several.
 *
 * @example
 * const text: Text = ['n = ', { figure: '200' }]
 * inlines(text).length // → 2
 */
export type Text = Inline | readonly Inline[]

/**
 * What a document is made of, top down; each format writes them in its own way and escapes them.
 *
 * @example
 * const blocks: Block[] = [{ kind: 'title', text: 'Safety' }, { kind: 'paragraph', text: ['Δ ', { figure: '−4.5 pp' }] }]
 * blocks.length // → 2
 */
export type Block =
  | { kind: 'title'; text: Text }
  | { kind: 'heading'; text: Text }
  | { kind: 'paragraph'; text: Text }
  | { kind: 'warning'; paragraphs: readonly Text[] }
  | { kind: 'list'; items: readonly Text[] }
  | { kind: 'numbered'; items: readonly { text: Text; details: readonly Text[] }[] }
  | { kind: 'table'; header: readonly Text[]; rows: readonly (readonly Text[])[]; right?: readonly number[] }
  | { kind: 'verbatim'; language: string; text: string }

/**
 * The pieces of a line.
 *
 * @example
 * inlines('plain') // → ['plain']
 */
export const inlines = (text: Text): readonly Inline[] => (isList(text) ? text : [text])

/** Our own figures, which need no escape in Markdown: `91.0% [86.2, 94.2]`. */
export const fig = (text: string | number): Inline => ({ figure: `${text}` })

/** Texts with a separator between them. */
export const joined = (texts: readonly Text[], separator: string): Inline[] =>
  texts.flatMap((text, i) => (i === 0 ? inlines(text) : [fig(separator), ...inlines(text)]))

/**
 * Without empty paragraphs, tables and lists.
 *
 * @example
 * filled([{ kind: 'paragraph', text: '' }, { kind: 'heading', text: 'Flips' }]) // → [{ kind: 'heading', text: 'Flips' }]
 */
export const filled = (blocks: readonly Block[]): Block[] => blocks.filter(block => !isEmpty(block))

function isEmpty(block: Block): boolean {
  if (block.kind === 'table') return block.rows.length === 0
  if (block.kind === 'list' || block.kind === 'numbered') return block.items.length === 0
  if (block.kind === 'warning') return block.paragraphs.length === 0
  return block.kind !== 'verbatim' && inlines(block.text).every(part => part === '')
}

const isList = (text: Text): text is readonly Inline[] => Array.isArray(text)
