import type { Mark } from './marks.ts'

/**
 * Whether a text speaks of a mark instead of using it: in code, in quotes or brackets, right before punctuation, after words such as
 * «with» or «is», or in the middle of a sentence. Looks at a few characters on either side.
 */
export function isMention(text: string, { role, at, to, code }: Mark): boolean {
  if (code) return true
  const before = text.slice(Math.max(0, at - 40), at)
  const after = text.slice(to, to + 8)
  if (/[`"'“‘「『«(（]$/.test(before) && /^[`"'”’」』»)）]/.test(after)) return true
  if (/^[.,;:!?。，、；：！？]/.test(after) || speaking.test(before)) return true
  if (/[\p{L}\p{N},] $/u.test(before) && /^[ \t]+[\p{Ll}]/u.test(after)) return true
  const isTag = role === 'open' || role === 'close'
  return isTag && /[\p{Script=Han}，、]$/u.test(before) && /^\p{Script=Han}/u.test(after)
}

/** What a sentence says right before it names a mark. */
const speaking =
  /(?:(?:^|[\s(（])(?:is|are|was|with|as|by|to|the|an?|of|or|and|after|before|between|in|emits?|uses?|using|called|named|namely|like|such as|tags?|tokens?|markers?|symbols?) |(?:[是为以用和或及在即叫如]|标签|标记|词元) ?)$/iu

/** Whether the words before a mark announce an example, or speak of chat templates. */
export const isAnnounced = (text: string, at: number): boolean => {
  const before = text.slice(Math.max(0, at - 400), at).trimEnd()
  return /[:：]$/.test(before) || announcing.test(before)
}

const announcing =
  /\b(?:templates?|formats?|tokens?|chatml|examples?|dialog(?:ue)?s?|conversations?|transcripts?|scripts?)\b|模板|格式|示例|例子|例如|对话|词元/i

/** Whether a mark stands on a line of its own. */
export const isOwnLine = (text: string, mark: Mark): boolean =>
  beginsLine(text, mark) && /^[ \t]{0,8}(?:\r?\n|$)/.test(text.slice(mark.to, mark.to + 11))

export const beginsLine = (text: string, { at }: Mark): boolean =>
  /(?:^|\n)[ \t]{0,8}$/.test(text.slice(Math.max(0, at - 10), at))
