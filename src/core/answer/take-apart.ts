import { z } from 'zod'
import { readChannels } from './harmony.ts'
import { type Mark, marksOf, type ReasoningTags } from './marks.ts'
import { isMention } from './mentions.ts'
import { unwrapped } from './soft-thoughts.ts'
import { readThoughts } from './thoughts.ts'
import { turnEndOf } from './turn-end.ts'

/** A part of a reply that is neither answer nor thinking. */
export const Removed = z.object({
  /**
   * `unclosed-thought`: the opening tag of a thought without an end, so that there is no answer. `template-token`: tokens of the
   * chat template around the answer. `run-on`: what the model wrote after its own end of turn. `wrapper`: tags around the answer.
   */
  kind: z.enum(['unclosed-thought', 'template-token', 'run-on', 'wrapper']),
  text: z.string(),
})
export type Removed = z.infer<typeof Removed>

/** A reply taken apart. */
export interface TakenApart {
  text: string
  reasoning?: string
  removed?: Removed[]
}

/**
 * Takes the answer out of a reply: any number of leading thoughts, the tags of wrappers, the template's tokens, and whatever comes
 * after the model's own end of turn are put aside. A text without any such mark comes back as it is, byte for byte, and so
 * does one that only speaks of them. Time is linear in the length.
 */
export function takeApart(whole: string, tags: readonly ReasoningTags[] = []): TakenApart {
  const channels = readChannels(whole)
  if (channels !== undefined) {
    if (channels.rest === undefined) return unclosed(channels.thoughts, 'analysis')
    const inner = withoutThoughts(channels.rest.trimStart(), tags)
    return {
      ...inner,
      ...reasoningOf([...channels.thoughts, ...(inner.reasoning === undefined ? [] : [inner.reasoning])]),
    }
  }
  return withoutThoughts(whole, tags)
}

function withoutThoughts(whole: string, tags: readonly ReasoningTags[]): TakenApart {
  const marks = marksOf(whole, tags)
  const removed: Removed[] = []
  const put = (kind: Removed['kind'], text: string): void => void (text !== '' && removed.push({ kind, text }))
  const header = headerOf(whole, marks)
  put('template-token', whole.slice(0, header.at).trim())
  const { thoughts, end, passed, unclosed: opener } = readThoughts(whole, marks, header)
  if (opener !== undefined) return unclosed(thoughts, opener, removed)
  const inner = unwrap(whole, marks, end, passed)
  put('wrapper', inner.tags ?? '')
  const own = marks.slice(inner.passed).filter(({ to }) => to <= inner.to)
  const turn = turnEndOf(whole.slice(0, inner.to), own, inner.from)
  if (turn !== undefined) put(turn.kind, whole.slice(turn.at, inner.to).trim())
  put(/^(?:<[^<>]{1,40}>\s*)*$/.test(inner.after) ? 'template-token' : 'run-on', inner.after)
  const to = turn?.at ?? inner.to
  const start = inner.from > 0 ? whole.slice(inner.from, to).trimStart() : whole.slice(0, to)
  const text = to < whole.length ? start.trimEnd() : start
  const bare = end > header.at ? unwrapped(text) : undefined
  put('wrapper', bare?.tags ?? '')
  return { text: bare?.text ?? text, ...reasoningOf(thoughts), ...(removed.length > 0 && { removed }) }
}

const unclosed = (thoughts: readonly string[], opener: string, removed: readonly Removed[] = []): TakenApart => ({
  text: '',
  ...reasoningOf(thoughts),
  removed: [...removed, { kind: 'unclosed-thought', text: opener }],
})

const reasoningOf = (thoughts: readonly string[]): { reasoning?: string } =>
  thoughts.length === 0 ? {} : { reasoning: thoughts.join('\n\n') }

/** The template's own words for whose turn it is, at the head of a reply, and tokens that end nothing since nothing was said yet. */
function headerOf(whole: string, marks: readonly Mark[]): { at: number; passed: number } {
  let at = 0
  let passed = 0
  for (let mark = marks[0]; mark !== undefined && isBlank(whole.slice(at, mark.at)); mark = marks[++passed]) {
    const to =
      mark.role === 'start' ? endOfHeader(whole, mark) : mark.role === 'end' ? endOfToken(whole, mark) : undefined
    if (to === undefined) break
    at = to
  }
  return { at, passed }
}

/** `assistant`, as far as the template closes it; nothing where it is another's turn. */
function endOfHeader(whole: string, { at, to }: Mark): number | undefined {
  const role = /^\s{0,4}(?:assistant|model|ai)(?:<\|(?:end_header_id|end_of_role|im_sep)\|>|[ \t]*\n|(?=[<[◁]))/i.exec(
    whole.slice(to, to + 60),
  )
  if (role !== null) return to + role[0].length
  return /assistant|begin|bos/i.test(whole.slice(at, to)) ? to : undefined
}

function endOfToken(whole: string, mark: Mark): number | undefined {
  const isAlone = isBlank(whole.slice(mark.to, mark.to + 200))
  return isAlone || isMention(whole, mark) || /^\s/.test(whole.slice(mark.to, mark.to + 1)) ? undefined : mark.to
}

const isBlank = (text: string): boolean => text.trim() === ''

interface Unwrapped {
  from: number
  to: number
  passed: number
  tags?: string
  /** What is behind the closing tag. */
  after: string
}

/** Looks into `<|begin_of_solution|>…<|end_of_solution|>` and the like. */
function unwrap(whole: string, marks: readonly Mark[], at: number, passed: number): Unwrapped {
  const opener = marks[passed]
  if (opener?.role !== 'wrap' || !isBlank(whole.slice(at, opener.at)))
    return { from: at, to: whole.length, passed, after: '' }
  const closing = marks.find(({ role, family }, i) => i > passed && role === 'unwrap' && family === opener.family)
  const to = closing?.at ?? whole.length
  return {
    from: opener.to,
    to,
    passed: passed + 1,
    tags: whole.slice(opener.at, opener.to) + whole.slice(to, closing?.to),
    after: whole.slice(closing?.to ?? to).trim(),
  }
}
