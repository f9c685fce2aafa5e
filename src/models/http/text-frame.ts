/**
 * What stands around the text of an event. The events of a stream mostly differ in their text alone: such a one is the JSON that
 * was parsed last with another text in it, and need not be parsed again.
 */
export interface TextFrame {
  head: string
  tail: string
}

/** The frame of an event in which `field` holds `text`, where that stands in one place and needs no escapes. */
export function frameOf(data: string, field: string, text: string): TextFrame | undefined {
  if (text === '' || needsEscapes(text)) return undefined
  // A quote inside of a string is escaped, so that this can only be a field and its value.
  const exact = `"${field}":"${text}"`
  const at = data.indexOf(exact)
  if (at < 0 || data.lastIndexOf(exact) !== at) return undefined
  const end = at + exact.length - 1
  return { head: data.slice(0, end - text.length), tail: data.slice(end) }
}

/** The text of an event that is of this frame; undefined for any other. */
export function textWithin({ head, tail }: TextFrame, data: string): string | undefined {
  const end = data.length - tail.length
  // Compared as wholes: V8 writes `startsWith` out as a loop over the characters, which takes ten times as long here.
  if (end < head.length || data.slice(0, head.length) !== head || data.slice(end) !== tail) return undefined
  const text = data.slice(head.length, end)
  return needsEscapes(text) ? undefined : text
}

const needsEscapes = (text: string): boolean => text.includes('"') || text.includes('\\')
