import { z } from 'zod'

/**
 * A class from a judge's closed set, or a rating on its scale.
 *
 * @example
 * const labels: Label[] = ['safe', 7]
 * labels.length // → 2
 */
export type Label = string | number

/**
 * @example
 * const judgment: Judgment<'good' | 'bad'> = { label: 'good', rationale: 'It answers.', raw: '{"label":"good"}' }
 * judgment.label // → 'good'
 */
export const Judgment = z.object({
  label: z.union([z.string(), z.number()]),
  /** Why, in the judge's words. */
  rationale: z.string().exactOptional(),
  /** The answer that the judge read out of the completion (an extracted number, a boxed expression). */
  answer: z.string().exactOptional(),
  /** How the judgment came about, for reports: `boxed`, `exact`, `model` … */
  via: z.string().exactOptional(),
  /** The judge's whole reply; empty for a judge that asks no model. */
  raw: z.string(),
})

/**
 * What the judge said. The number drawn from it is a score, their aggregate a metric.
 *
 * @example
 * const judgment: Judgment<'good' | 'bad'> = { label: 'good', rationale: 'It answers.', raw: '{"label":"good"}' }
 * judgment.label // → 'good'
 */
export interface Judgment<L extends Label = Label> extends Omit<z.infer<typeof Judgment>, 'label'> {
  label: L
}
