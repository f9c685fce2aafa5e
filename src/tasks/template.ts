/** A text with columns as placeholders. */
export interface Template {
  /** In the order of the text, each once. */
  readonly columns: readonly string[]
  /** Each placeholder is replaced once: a cell that holds another one stays as it is. */
  render(cell: (column: string) => string): string
}

/** Reads `What is {{a}} + {{b}}?`; says what is wrong with a text that opens a placeholder and doesn't close or name it. */
export function readTemplate(text: string): Template | string {
  const parts = text.split(/\{\{([^{}]*)\}\}/)
  const names = parts.filter((_, i) => i % 2 === 1).map(name => name.trim())
  if (names.includes('')) return 'a placeholder {{}} without a column'
  const open = parts.find((part, i) => i % 2 === 0 && part.includes('{{'))
  if (open !== undefined) {
    const rest = open.slice(open.indexOf('{{'))
    return `a placeholder that is not closed: ${rest.length > 30 ? `${rest.slice(0, 30)}…` : rest}`
  }
  return {
    columns: [...new Set(names)],
    render: cell => parts.map((part, i) => (i % 2 === 0 ? part : cell(part.trim()))).join(''),
  }
}
