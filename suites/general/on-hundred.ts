import type { Judge } from 'xeval'

/** A judge that rates on another scale, on 0–100 as people do: its worst is 0, its best 100; `answer` keeps its own figure. */
export function onHundred(judge: Judge<number>): Judge<number> {
  if (!('min' in judge.scale)) throw new Error(`${judge.name} has no rating scale`)
  const { min, max } = judge.scale
  return {
    ...judge,
    scale: { min: 0, max: 100 },
    async judge(context) {
      const { label, ...rest } = await judge.judge(context)
      // The authors' own parsing of Auto-J gives 0, below its scale, where it finds no rating.
      return { ...rest, label: Math.max(0, (100 * (label - min)) / (max - min)), answer: String(label) }
    },
  }
}
