import { z } from 'zod'
import type { Arm, Choice, Rating, RatingRecord } from '../../ratings/rating.ts'
import { type ArmRecords, keyed, keyIn } from '../../ratings/rating-table.ts'
import { itemOf, orderFor, type RatedAnswer, type Study } from '../../ratings/study.ts'
import { type ShownItem, shownItems } from '../../ratings/template.ts'
import { markdown } from './markdown.ts'
import type { RichText } from './rich-text.ts'

const comment = z.string().max(5000).exactOptional()

/** What the page sends for an item. Sides are as the rater saw them. */
export const Vote = z.union([
  z.strictObject({ rating: z.number().min(0).max(100), comment }),
  z.strictObject({ choice: z.enum(['left', 'tie', 'right']), comment }),
])
export type Vote = z.infer<typeof Vote>

/** An item as the page shows it: nothing in it tells the arms apart but the answers. */
export interface ItemView {
  /** From 1. */
  position: number
  prompt: RichText[]
  answers: RichText[][]
  vote: Vote | null
}

/** One rater's way through the study. */
export interface Session {
  readonly rater: string
  readonly total: number
  /** Which positions are rated, in order. */
  done(): boolean[]
  view(position: number): ItemView | undefined
  /** The record of a vote, or undefined where position or kind of vote don't fit the study. */
  record(position: number, vote: Vote, at: string): RatingRecord | undefined
  /** Takes a record that is on disk into account. */
  saved(record: RatingRecord): void
}

export function makeSession(study: Study, rater: string, answers: readonly RatedAnswer[], known: ArmRecords): Session {
  const shown = shownItems(study, rater, answers)
  const turns = orderFor(study, rater)
  const votes = new Map(keyed(known).filter(([, record]) => record.rater === rater))
  const blank = (position: number, at: string): RatingRecord | undefined => {
    const turn = turns[position - 1]
    if (turn === undefined) return undefined
    const { benchmark, sampleId, arm, answers: hashes } = itemOf(study, turn.item)
    const base = { item: turn.item, benchmark, sampleId, rater, position, at }
    if (turn.left === undefined) return { kind: 'rating', ...base, rating: 0, answer: hashes[arm ?? 'after'] ?? '' }
    const both: [string, string] = [hashes.before ?? '', hashes.after ?? '']
    return { kind: 'preference', ...base, choice: 'tie', left: turn.left, answers: both }
  }
  const keyOf = (record: RatingRecord) => keyIn(itemOf(study, record.item).arm, record)
  const voteAt = (position: number): RatingRecord | undefined => {
    const key = blank(position, '')
    return key && votes.get(keyOf(key))
  }
  return {
    rater,
    total: turns.length,
    done: () => turns.map((_, at) => voteAt(at + 1) !== undefined),
    view(position) {
      const item = shown[position - 1]
      return item && { position, ...rendered(item), vote: asVote(voteAt(position)) }
    },
    record(position, vote, at) {
      const record = blank(position, at)
      const remark = vote.comment?.trim()
      const extra = remark ? { comment: remark } : {}
      if (record?.kind === 'rating' && 'rating' in vote) return { ...record, rating: vote.rating, ...extra }
      if (record?.kind !== 'preference' || !('choice' in vote)) return undefined
      return { ...record, choice: armOf(vote.choice, record.left), ...extra }
    },
    saved: record => void votes.set(keyOf(record), record),
  }
}

const armOf = (side: 'left' | 'tie' | 'right', left: Arm): Choice => {
  if (side === 'tie') return 'tie'
  return (side === 'left') === (left === 'before') ? 'before' : 'after'
}

const rendered = ({ prompt, texts }: ShownItem): { prompt: RichText[]; answers: RichText[][] } => ({
  prompt: markdown(prompt),
  answers: texts.map(markdown),
})

function asVote(record: RatingRecord | undefined): Vote | null {
  if (record === undefined) return null
  const extra = record.comment === undefined ? {} : { comment: record.comment }
  if (record.kind === 'rating') return { rating: rounded(record), ...extra }
  if (record.choice === 'tie') return { choice: 'tie', ...extra }
  return { choice: record.choice === record.left ? 'left' : 'right', ...extra }
}

const rounded = ({ rating }: Rating): number => Math.round(rating * 100) / 100
