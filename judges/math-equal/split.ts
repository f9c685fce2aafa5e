/** Splits at a separator that stands outside all brackets; one part where there is none. */
export function splitTop(text: string, separator: RegExp): string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  const sticky = new RegExp(separator.source, 'y')
  for (let at = 0; at < text.length; at++) {
    sticky.lastIndex = at
    const found = depth === 0 ? sticky.exec(text) : null
    if (found !== null && found[0] !== '') {
      parts.push(text.slice(start, at).trim())
      at += found[0].length - 1
      start = at + 1
    } else depth += depthAt(text, at)
  }
  parts.push(text.slice(start).trim())
  return parts
}

/** Whether the bracket that opens the text closes at its very end. Half-open intervals close what another bracket opened. */
export function isEnclosed(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    depth += depthAt(text, at)
    if (depth === 0 && at > 0) return at === text.length - 1
  }
  return false
}

const depthAt = (text: string, at: number): number => {
  const character = text[at] ?? ''
  if ('([{'.includes(character)) return 1
  return ')]}'.includes(character) ? -1 : 0
}

/** Between the items of a list. */
export const separators =
  /,|;|\\text\{\s*,?\s*(?:or|and)\s*,?\s*\}|(?<=[\s\d)}])(?:or|and)(?=[\s\\(-])|(?<=[\s\d)}$])(?:\u548c|\u6216|\u4ee5\u53ca|\u4e0e)/
