import { codeTester } from './code-spans.ts'

/** What a mark does: opens or closes a thought or a wrapper around the answer, ends a turn, or begins one. */
export type MarkRole = 'open' | 'close' | 'wrap' | 'unwrap' | 'end' | 'start'

/** A tag or template token in a reply. */
export interface Mark {
  role: MarkRole
  /** An opening mark is closed by the next closing one of its family. */
  family: string
  at: number
  to: number
  /** In a code span or a closed code block, where a text shows it and doesn't use it. */
  code: boolean
}

/** Tags of the user's own between which a model thinks. */
export interface ReasoningTags {
  open: string
  close: string
}

/**
 * Every mark of a reply in its order, in one pass. Thoughts: DeepSeek and Qwen (`<think>`), Seed, LongCat, Mistral (`[THINK]`), Kimi,
 * Sky-T1 (`<|begin_of_thought|>`), Command A, Gemma, Pangu. Turns: the special tokens of the chat templates in common use.
 */
export function marksOf(text: string, tags: readonly ReasoningTags[] = []): Mark[] {
  const own = tags.flatMap(({ open, close }, i): Kind[] => [
    { role: 'open', family: `own ${i}`, pattern: literal(open) },
    { role: 'close', family: `own ${i}`, pattern: literal(close) },
  ])
  const all = own.length === 0 ? kinds : [...own, ...kinds]
  const finder = own.length === 0 ? known : finderOf(all)
  const isCode = codeTester(text)
  const marks: Mark[] = []
  finder.lastIndex = 0
  for (let found = finder.exec(text); found !== null; found = finder.exec(text)) {
    const kind = all.find((_, i) => found?.[i + 1] !== undefined)
    if (kind === undefined) continue
    const { role, family } = kind
    marks.push({ role, family, at: found.index, to: finder.lastIndex, code: isCode(found.index, finder.lastIndex) })
  }
  finder.lastIndex = 0
  return marks
}

interface Kind {
  role: MarkRole
  family: string
  /** Without a group of its own. */
  pattern: string
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** As written, with a capital, and in capitals: `[think]` in an answer is no token. */
const cased = (words: string): string =>
  words
    .split('|')
    .flatMap(word => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()])
    .join('|')

const thoughts = `(?:seed:|longcat_|ant)?(?:${cased('think|thinking')})|${cased('thought|thoughts|reasoning|scratchpad')}`
/** The bar and the blank of DeepSeek's tokens are full-width ones; retyped files have plain ones. */
const bar = '[|｜]'
const gap = '[_▁]'

const kinds: readonly Kind[] = [
  { role: 'open', family: 'xml', pattern: `<(?:${thoughts})(?: [^<>\\n]{0,80})?>` },
  { role: 'close', family: 'xml', pattern: `</(?:${thoughts}) ?>` },
  { role: 'open', family: 'bracket', pattern: '\\[THINK\\]' },
  { role: 'close', family: 'bracket', pattern: '\\[/THINK\\]' },
  { role: 'open', family: 'kimi', pattern: '◁think▷' },
  { role: 'close', family: 'kimi', pattern: '◁/think▷' },
  { role: 'open', family: 'sky', pattern: '<\\|begin_of_thought\\|>' },
  { role: 'close', family: 'sky', pattern: '<\\|end_of_thought\\|>' },
  { role: 'open', family: 'command', pattern: '<\\|START_THINKING\\|>' },
  { role: 'close', family: 'command', pattern: '<\\|END_THINKING\\|>' },
  { role: 'open', family: 'gemma', pattern: '<\\|channel>thought\\b|<unused94>thought\\b' },
  { role: 'close', family: 'gemma', pattern: '<channel\\|>|<unused95>' },
  { role: 'open', family: 'pangu', pattern: '\\[unused16\\]' },
  { role: 'close', family: 'pangu', pattern: '\\[unused17\\]' },
  { role: 'wrap', family: 'box', pattern: '<\\|begin_of_box\\|>' },
  { role: 'unwrap', family: 'box', pattern: '<\\|end_of_box\\|>' },
  { role: 'wrap', family: 'apriel', pattern: '\\[BEGIN FINAL RESPONSE\\]' },
  { role: 'unwrap', family: 'apriel', pattern: '\\[END FINAL RESPONSE\\]' },
  { role: 'wrap', family: 'sky', pattern: '<\\|begin_of_solution\\|>' },
  { role: 'unwrap', family: 'sky', pattern: '<\\|end_of_solution\\|>' },
  { role: 'wrap', family: 'command', pattern: '<\\|START_RESPONSE\\|>' },
  { role: 'unwrap', family: 'command', pattern: '<\\|END_RESPONSE\\|>' },
  {
    role: 'end',
    family: 'turn',
    pattern:
      `<${bar}(?:im${gap}end|eot${gap}id|eom${gap}id|eot|end|return|call|end${gap}?of${gap}?(?:text|turn|message|sentence|assistant|document)|END_OF_TURN_TOKEN)${bar}>` +
      '|<end_of_turn>|\\[unused10\\]|<turn\\|>|<eos>|</s>|<\\|?pad\\|?>|\\[e~\\[',
  },
  {
    role: 'start',
    family: 'turn',
    pattern:
      `<${bar}(?:im${gap}start|start${gap}header${gap}id|start|begin${gap}?of${gap}?(?:text|sentence)|START_OF_TURN_TOKEN|start_of_role|${cased('user|assistant|system|human|observation')})${bar}>` +
      '|<start_of_turn>|<\\|turn>|<bos>|\\[INST\\]|<<SYS>>|\\]~b\\]',
  },
]

const finderOf = (all: readonly Kind[]): RegExp => new RegExp(all.map(({ pattern }) => `(${pattern})`).join('|'), 'g')
const known = finderOf(kinds)
