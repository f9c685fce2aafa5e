/** The JSON value in an answer, that there are several different ones, or none. */
export type FoundJson =
  | { kind: 'json'; value: unknown; via: 'whole' | 'fenced' | 'inside' }
  | { kind: 'several' | 'none' }

/** Finds the one object or list that an answer holds: all of it, in a fence, or among prose. Which of several is meant is not guessed. */
export function findJson(answer: string): FoundJson {
  const whole = parsed(answer.trim())
  if (whole !== undefined) return { kind: 'json', value: whole.value, via: 'whole' }
  const fences = [...answer.matchAll(/^[ \t]*```[^\n]*\n([\s\S]*?)^[ \t]*```/gm)].flatMap(
    ([, text = '']) => parsed(text.trim()) ?? [],
  )
  if (fences.length > 0) return onlyOne(fences, 'fenced')
  return onlyOne(
    outermost(answer).flatMap(text => containerIn(text) ?? []),
    'inside',
  )
}

function onlyOne(found: readonly { value: unknown }[], via: 'fenced' | 'inside'): FoundJson {
  const [first] = found
  if (first === undefined) return { kind: 'none' }
  const isSame = ({ value }: { value: unknown }): boolean => JSON.stringify(value) === JSON.stringify(first.value)
  return found.every(isSame) ? { kind: 'json', value: first.value, via } : { kind: 'several' }
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    // What is no JSON is no candidate.
    return undefined
  }
}

/** A footnote such as [1] is JSON by chance. */
function containerIn(text: string): { value: unknown } | undefined {
  const read = parsed(text)
  const isNote = Array.isArray(read?.value) && read.value.every(one => typeof one === 'number')
  return isNote ? undefined : read
}

/** Texts from a bracket to the one that closes it, outside one another; strings are passed over. One pass. */
function outermost(answer: string): string[] {
  const found: string[] = []
  let start = -1
  let depth = 0
  let inString = false
  for (let i = 0; i < answer.length; i++) {
    const character = answer[i]
    if (inString) {
      if (character === '\\') i++
      else if (character === '"' || character === '\n') inString = false
    } else if (character === '"' && depth > 0) inString = true
    else if (character === '{' || character === '[') {
      if (depth++ === 0) start = i
    } else if ((character === '}' || character === ']') && depth > 0 && --depth === 0)
      found.push(answer.slice(start, i + 1))
  }
  return found
}
