import type { Expression } from './expression.ts'

/** What kind of thing an answer is. `subject` is what it says it is the value of: `x` in `x = 5` or `x \in [1, 2]`. */
export type Shape = { subject?: string; source: string } /** `rounded` is what follows `\approx`. */ & (
  | { kind: 'value'; expression: Expression; unit?: string; rounded?: Expression }
  | { kind: 'text'; words: string }
  | { kind: 'based'; digits: string; base: number }
  /** `2:3`; a time of day is written alike, and `half` says which half of the day. */
  | { kind: 'ratio'; items: readonly Expression[]; half?: 'a' | 'p' }
  /** In any order: the solutions of an equation. */
  | { kind: 'list'; items: readonly Shape[] }
  /** In this order, brackets and all: a point or an interval. */
  | { kind: 'tuple'; open: string; close: string; items: readonly Shape[] }
  /** `without`: the real numbers but for these. */
  | { kind: 'union'; items: readonly Shape[]; without?: readonly Shape[] }
  | { kind: 'matrix'; rows: readonly (readonly Shape[])[] }
  | { kind: 'equation'; left: Expression; right: Expression }
  /** Expressions that rise from one to the next; `strict` says where without being equal. */
  | { kind: 'order'; sides: readonly Expression[]; strict: readonly boolean[] }
  /** Neither read nor guessed at. */
  | { kind: 'unreadable' }
)

export type Of<K extends Shape['kind']> = Extract<Shape, { kind: K }>

/** Reads a part of an answer, so many brackets deep. */
export type Read = (source: string, depth: number) => Shape
