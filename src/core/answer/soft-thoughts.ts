/** A thought in words or tags that an answer may have as well. */
export interface SoftThought {
  thought: string
  /** Where it ends. */
  to: number
}

interface Form {
  /** At the head of what is left, blanks passed over. */
  open: RegExp
  close: RegExp
  /** Whether something must be said behind it that is no further tag of a document. */
  isTag: boolean
}

/**
 * Open WebUI's `<details type="reasoning">`, Granite's and Apriel's sentences, fences, and tags that prompts ask for. Nothing of it is a
 * token that means thinking alone, so that it counts only at the head, where it is closed, and where an answer follows.
 */
const tags = 'analysis|reflection|rationale|deliberation|inner_monologue|internal_monologue|chain_of_thought|cot'
const forms: readonly Form[] = [
  {
    open: /<details(?=[^<>]{0,200}\btype=(["'])reasoning\1)[^<>]{0,400}>/iy,
    close: /<\/details>/gi,
    isTag: false,
  },
  ...tags.split('|').map(
    (tag): Form => ({
      open: new RegExp(`<${tag}>`, 'iy'),
      close: new RegExp(`</${tag}>`, 'gi'),
      isTag: true,
    }),
  ),
  {
    open: /(?:\*\*)?(?:Here(?:['’]s| is) my (?:thought|thinking|reasoning) process|Here are my reasoning steps):?(?:\*\*)?:?[ \t]*\n/iy,
    close:
      /\n[ \t]*(?:(?:\*\*)?Here(?:['’]s| is) my (?:final )?(?:response|answer):?(?:\*\*)?:?|\[BEGIN FINAL RESPONSE\])/gi,
    isTag: false,
  },
  {
    open: /(?:```|~~~)[ \t]*(?:thinking|think|thoughts?|reasoning)[ \t]*\n/iy,
    close: /\n(?:```|~~~)[ \t]*(?=\n|$)/g,
    isTag: false,
  },
]

/** Looks for such thoughts in one reply, from the front to the back. */
export function softReader(text: string): (from: number) => SoftThought | undefined {
  /** What is not closed from some place on is not closed behind it: no text is searched twice. */
  const unclosed = new Set<Form>()
  return from => {
    const at = skip(text, from)
    if (!beginsAt(text, at)) return undefined
    for (const form of forms) {
      form.open.lastIndex = at
      if (unclosed.has(form) || !form.open.test(text)) continue
      // The line's end may be that of the opener.
      form.close.lastIndex = form.open.lastIndex - (text[form.open.lastIndex - 1] === '\n' ? 1 : 0)
      const start = form.open.lastIndex
      const found = form.close.exec(text)
      if (found === null) unclosed.add(form)
      else if (isAnswer(text, form.close.lastIndex, form))
        return { thought: text.slice(start, Math.max(start, found.index)), to: form.close.lastIndex }
    }
    return undefined
  }
}

/** Whether a text begins as such a thought does: one that was not taken for a thought. */
export function beginsSoftly(text: string): boolean {
  const at = skip(text, 0)
  if (!beginsAt(text, at)) return false
  return forms.some(({ open }) => {
    open.lastIndex = at
    return open.test(text)
  })
}

/** With what every form begins: most replies have none of it there. */
const beginsAt = (text: string, at: number): boolean => '<`~*Hh'.includes(text[at] ?? ' ')

function skip(text: string, from: number): number {
  blanks.lastIndex = from
  blanks.test(text)
  return blanks.lastIndex
}

const blanks = /\s*/y

/** Something is said there. A tag behind a tag is the next part of a document, unless it is known to hold the answer or another thought. */
function isAnswer(text: string, from: number, { isTag }: Form): boolean {
  const at = skip(text, from)
  if (at >= text.length) return false
  return !isTag || !/^<[a-z][\w:-]{0,40}[\s>]/i.test(text.slice(at, at + 60)) || known.test(text.slice(at, at + 60))
}

const known = new RegExp(
  `^<(?:/?think|/?thinking|thought|reasoning|scratchpad|${tags}|answer|response|final|output|solution)`,
  'i',
)

/** What is left of a reply behind a thought, out of the tags that hold all of it. */
export function unwrapped(text: string): { text: string; tags: string } | undefined {
  const found = wrapper.exec(text)
  const [whole, open = '', name = ''] = found ?? []
  if (whole === undefined) return undefined
  const close = text.slice(text.lastIndexOf('<'))
  if (close.toLowerCase() !== `</${name.toLowerCase()}>`) return undefined
  const inner = text.slice(whole.length, text.length - close.length)
  // Two of them are parts of a document.
  if (inner.toLowerCase().includes(`<${name.toLowerCase()}`) || inner.toLowerCase().includes(`</${name.toLowerCase()}`))
    return undefined
  return inner.trim() === '' ? undefined : { text: inner.trim(), tags: open + close }
}

const wrapper = /^\s*(<(answer|final_answer|finalanswer|response|final_response|final|output|solution)>)/i
