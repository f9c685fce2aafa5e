/**
 * Says whether a stretch of a Markdown text is code: in a block between fences, or between backticks on its line. To be asked from
 * the front to the back; all questions together take one pass. A block that is never closed is code up to nowhere: what a model
 * writes after its turn often finds its last block open.
 */
export function codeTester(text: string): (at: number, to: number) => boolean {
  const blocks = fencedBlocks(text)
  let block = 0
  let counted = 0
  let ticks = 0
  let lineEnd = -1
  let nextTick = -1
  return (at, to) => {
    while ((blocks[block]?.[1] ?? Number.POSITIVE_INFINITY) <= at) block++
    if ((blocks[block]?.[0] ?? Number.POSITIVE_INFINITY) <= at) return true
    if (at > lineEnd) {
      counted = text.lastIndexOf('\n', at - 1) + 1
      // No earlier than the end of a line that was looked at: every character is passed once.
      ticks = 0
      lineEnd = endOfLine(text, at)
    }
    for (; counted < at; counted++) if (text[counted] === '`') ticks++
    if (ticks % 2 === 0) return false
    if (nextTick < to) {
      const found = text.indexOf('`', to)
      nextTick = found < 0 ? Number.POSITIVE_INFINITY : found
    }
    return nextTick < lineEnd
  }
}

/** From fence to fence, the closing one included. */
function fencedBlocks(text: string): [number, number][] {
  const blocks: [number, number][] = []
  if (!text.includes('```') && !text.includes('~~~')) return blocks
  let open: { at: number; fence: string } | undefined
  for (let at = 0; at < text.length; ) {
    const end = endOfLine(text, at)
    const fence = fenceAt(text, at, end)
    if (fence !== undefined) {
      if (open === undefined) open = { at, fence: fence.mark }
      else if (fence.mark[0] === open.fence[0] && fence.mark.length >= open.fence.length && fence.closes) {
        blocks.push([open.at, fence.to])
        open = undefined
      }
    }
    at = end + 1
  }
  return blocks
}

/** A fence may have a token right behind it; anything else behind it is the name of a language, which only an opening fence has. */
function fenceAt(text: string, at: number, end: number): { mark: string; to: number; closes: boolean } | undefined {
  const found = /^ {0,3}(`{3,}|~{3,})[ \t]{0,9}([<[]?)/.exec(text.slice(at, Math.min(end, at + 200)))
  const mark = found?.[1]
  if (found === null || mark === undefined) return undefined
  const to = at + found[0].length - (found[2]?.length ?? 0)
  return { mark, to, closes: found[2] !== '' || to >= end }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
