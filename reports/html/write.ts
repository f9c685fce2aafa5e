import { type Block, filled, type Html, html, type Inline, inlines, type Text } from 'xeval/report'

/** Blocks as HTML. */
export const writeHtml = (blocks: readonly Block[]): Html => filled(blocks).map(write).join('\n')

function write(block: Block): Html {
  switch (block.kind) {
    case 'title':
      return `<h1>${line(block.text)}</h1>`
    case 'heading':
      return `<h2>${line(block.text)}</h2>`
    case 'paragraph':
      return `<p>${line(block.text)}</p>`
    case 'warning':
      return `<aside class="warning">${block.paragraphs.map(text => `<p>${line(text)}</p>`).join('')}</aside>`
    case 'list':
      return `<ul>${block.items.map(item => `<li>${line(item)}</li>`).join('')}</ul>`
    case 'numbered':
      return `<ol>${block.items.map(({ text, details }) => `<li>${line(text)}<ul>${details.map(detail => `<li>${line(detail)}</li>`).join('')}</ul></li>`).join('')}</ol>`
    case 'table':
      return table(block.header, block.rows, block.right)
    case 'verbatim':
      return `<pre class="source">${html(block.text)}</pre>`
  }
}

/** In a box of its own that scrolls, so that a wide table never widens the page. */
const table = (header: readonly Text[], rows: readonly (readonly Text[])[], right: readonly number[] = []): Html => {
  const side = (column: number): string => (right.includes(column) ? ' class="right"' : '')
  return [
    '<div class="scroll" tabindex="0"><table><thead><tr>',
    ...header.map((cell, i) => `<th scope="col"${side(i)}>${line(cell)}</th>`),
    '</tr></thead><tbody>',
    ...rows.map(
      ([first = '', ...cells]) =>
        `<tr><th scope="row"${side(0)}>${line(first)}</th>${cells.map((cell, i) => `<td${side(i + 1)}>${line(cell)}</td>`).join('')}</tr>`,
    ),
    '</tbody></table></div>',
  ].join('')
}

const line = (text: Text): Html => inlines(text).map(inline).join('')

function inline(part: Inline): Html {
  if (typeof part === 'string') return html(part)
  if ('figure' in part) return html(part.figure)
  return 'code' in part ? `<code>${html(part.code)}</code>` : `<strong>${html(part.strong)}</strong>`
}
