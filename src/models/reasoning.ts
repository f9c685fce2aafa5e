/** An answer apart from the thinking before it. */
export interface SplitText {
  text: string
  reasoning?: string
}

/**
 * Takes a leading `<think>…</think>` off. One that was cut off before its end is all reasoning, with an empty answer.
 * Templates that put `<think>` into the prompt leave a reply with the closing tag alone: what stands before it is reasoning.
 */
export function splitReasoning(whole: string): SplitText {
  const opened = /^\s*<think(?:ing)?>/.exec(whole)
  const closed = /<\/think(?:ing)?>/.exec(whole)
  if (!closed) return opened ? { text: '', ...named(whole.slice(opened[0].length)) } : { text: whole }
  // A tag inside an answer that only speaks of it: there is an opening one, but not at the start.
  if (!opened && /<think(?:ing)?>/.test(whole.slice(0, closed.index))) return { text: whole }
  return {
    text: whole.slice(closed.index + closed[0].length).trimStart(),
    ...named(whole.slice(opened?.[0].length ?? 0, closed.index)),
  }
}

const named = (reasoning: string): Omit<SplitText, 'text'> => {
  const trimmed = reasoning.trim()
  return trimmed ? { reasoning: trimmed } : {}
}
