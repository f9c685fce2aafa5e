import type { Mark } from './marks.ts'
import { isAnnounced, isMention } from './mentions.ts'
import { plainTurnOf } from './plain-turn.ts'

/** Where an answer ends in what a model wrote, and what is behind it. */
export interface TurnEnd {
  at: number
  /** `template-token` for the tokens of its own end of turn alone, `run-on` for more than those. */
  kind: 'template-token' | 'run-on'
}

/** The first place where a model ended its own turn. `marks` are those of the answer, which begins at `from`. */
export function turnEndOf(text: string, marks: readonly Mark[], from: number): TurnEnd | undefined {
  const turns = marks.filter(({ role, code }) => endsOrBegins(role) && !code)
  const [blankUpTo, inkUpTo] = [from + leadingBlanks(text, from), text.trimEnd().length]
  const tails = tailsOf(text, turns, inkUpTo)
  const strikes = struckOut(text, turns)
  for (const [i, mark] of turns.entries()) {
    if (strikes.has(mark)) continue
    const tail = tails[i] ?? { isLast: false, begins: false }
    const isFirst = mark.at <= blankUpTo
    if (mark.role === 'start' ? beginsTurn(text, mark, isFirst, tail) : endsTurn(text, mark, isFirst, tail))
      return { at: mark.at, kind: tail.isLast ? 'template-token' : 'run-on' }
    // A text that shows how turns begin goes on to show how they end.
    if (mark.role === 'start') break
  }
  const at = plainTurnOf(text, from)
  return at === undefined ? undefined : { at, kind: 'run-on' }
}

const endsOrBegins = (role: Mark['role']): boolean => role === 'end' || role === 'start' || role === 'unwrap'

const leadingBlanks = (text: string, from: number): number =>
  text.slice(from).length - text.slice(from).trimStart().length

/** What follows a token, over other tokens and the blanks between them: the end of the text, the beginning of a turn, or words. */
interface Tail {
  isLast: boolean
  begins: boolean
}

function tailsOf(text: string, turns: readonly Mark[], inkUpTo: number): Tail[] {
  const tails: Tail[] = []
  for (let i = turns.length - 1; i >= 0; i--) {
    const [mark, next] = [turns[i], turns[i + 1]]
    if (mark === undefined) continue
    const isNext = next !== undefined && next.at - mark.to <= 100 && text.slice(mark.to, next.at).trim() === ''
    const after = isNext ? tails[i + 1] : undefined
    tails[i] = {
      isLast: mark.to >= inkUpTo || after?.isLast === true,
      begins: isNext && (next.role === 'start' || after?.begins === true),
    }
  }
  return tails
}

function endsTurn(text: string, mark: Mark, isFirst: boolean, { isLast, begins }: Tail): boolean {
  if (isFirst && !isLast && !begins) return /^[ \t]{0,8}\r?\n/.test(text.slice(mark.to, mark.to + 12))
  return !isMention(text, mark)
}

/** A new turn without an end of the old one. */
function beginsTurn(text: string, mark: Mark, isFirst: boolean, { isLast }: Tail): boolean {
  if (isFirst || isAnnounced(text, mark.at) || isMention(text, mark)) return false
  const token = text.slice(mark.at, mark.to)
  if (/INST|SYS/i.test(token)) return /\[\/INST\]/i.test(text.slice(mark.to))
  if (isLast || /user|assistant|system|human|observation/i.test(token)) return true
  return /^\s{0,4}(?:user|assistant|system|human|model|tool|ipython)\b/i.test(text.slice(mark.to, mark.to + 40))
}

/** `<s>…</s>` is struck-out text in HTML; the token has no opening tag in an answer. */
function struckOut(text: string, turns: readonly Mark[]): ReadonlySet<Mark> {
  const strikes = new Set<Mark>()
  let opener = text.indexOf('<s>')
  for (const mark of turns) {
    if (opener < 0) break
    if (opener > mark.at || text.slice(mark.at, mark.to).toLowerCase() !== '</s>') continue
    strikes.add(mark)
    opener = text.indexOf('<s>', mark.to)
  }
  return strikes
}
