import type { Mark } from './marks.ts'
import { beginsLine, isMention, isOwnLine } from './mentions.ts'
import { softReader } from './soft-thoughts.ts'

/** The thoughts at the head of a reply. */
export interface Thoughts {
  /** Each without its tags and the blanks around it. */
  thoughts: string[]
  /** Where they end. */
  end: number
  /** Marks that are passed. */
  passed: number
  /** The opening tag of a thought that nothing closes: all that follows it is thinking, and there is no answer. */
  unclosed?: string
}

/**
 * Reads thought blocks one after the other, from the front. A closing tag without its opener ends a thought that the chat
 * template began. A text that only speaks of the tags has none: there an opening tag comes first and stands inside it.
 */
export function readThoughts(text: string, marks: readonly Mark[], from: { at: number; passed: number }): Thoughts {
  const thoughts: string[] = []
  const soft = softReader(text)
  let { at: end, passed } = from
  for (;;) {
    const found = soft(end)
    if (found !== undefined) {
      keep(thoughts, found.thought)
      end = found.to
      passed = nextOf(marks, passed, ({ at }) => at >= found.to)
      continue
    }
    const first = nextOf(marks, passed, isTag)
    const mark = marks[first]
    if (mark?.role === 'open' && isBlank(text, end, mark.at)) {
      const closer = nextOf(marks, first + 1, ({ role, family }) => role === 'close' && family === mark.family)
      const closing = marks[closer]
      if (closing === undefined) {
        keep(thoughts, text.slice(mark.to))
        return { thoughts, end: text.length, passed: marks.length, unclosed: text.slice(mark.at, mark.to) }
      }
      keep(thoughts, text.slice(mark.to, closing.at))
      end = closing.to
      passed = closer + 1
      continue
    }
    const orphan = orphanOf(text, marks, first)
    const closing = marks[orphan]
    if (closing === undefined) return { thoughts, end, passed }
    keep(thoughts, text.slice(end, closing.at))
    end = closing.to
    passed = orphan + 1
  }
}

const isTag = ({ role }: Mark): boolean => role === 'open' || role === 'close'

/** The index of the next mark of a kind, or past the last. */
function nextOf(marks: readonly Mark[], from: number, isWanted: (mark: Mark) => boolean): number {
  let i = from
  for (let mark = marks[i]; mark !== undefined && !isWanted(mark); mark = marks[i]) i++
  return i
}

/**
 * The next closing tag that closes nothing in this text, before the turn ends. An opening tag in the middle of a line pairs
 * with a closing tag in the middle of a line, as in a sentence about them, and not with one on a line of its own.
 */
function orphanOf(text: string, marks: readonly Mark[], from: number): number {
  let open = 0
  let inline = 0
  for (let i = from; i < marks.length; i++) {
    const mark = marks[i]
    if (mark === undefined) break
    if (mark.role === 'start' || mark.role === 'end') {
      if (isMention(text, mark)) continue
      break
    }
    if (mark.code || !isTag(mark)) continue
    if (mark.role === 'open') {
      if (beginsLine(text, mark)) open++
      else inline++
      continue
    }
    if (open > 0) open--
    else if (isOwnLine(text, mark)) return i
    else if (inline > 0) inline--
    else if (!isMention(text, mark)) return i
  }
  return marks.length
}

const isBlank = (text: string, from: number, to: number): boolean => text.slice(from, to).trim() === ''

function keep(thoughts: string[], thought: string): void {
  const trimmed = thought.trim()
  if (trimmed !== '') thoughts.push(trimmed)
}
