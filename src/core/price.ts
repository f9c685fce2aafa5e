import { z } from 'zod'

/** US dollars a million tokens. */
export const Price = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  /** Where the figures stand, and as of which day that page is. */
  source: z.string().exactOptional(),
  date: z.iso.date().exactOptional(),
})
export type Price = z.infer<typeof Price>

export const Prices = z.strictObject({
  /** The day for which the figures are meant. */
  date: z.iso.date(),
  source: z.string().exactOptional(),
  /** By REF. */
  models: z.record(z.string(), Price),
})
export type Prices = z.infer<typeof Prices>

/** A price list as it stands in a file. */
export const PriceFile = z.strictObject({
  ...Prices.shape,
  /** REFs that have a price of their own which isn't listed, though the name before their date is. */
  unlisted: z.array(z.string()).exactOptional(),
})

export interface PriceList extends z.infer<typeof PriceFile> {
  /** What REFs begin with that cost nothing. */
  free: readonly string[]
}

/**
 * A model's price by its REF, also with a dated snapshot behind it; nothing where it isn't listed. A longer name that isn't a
 * snapshot is another model, and the same name on another server has another price.
 */
export function priceOf({ models, unlisted = [], free }: PriceList, ref: string): Price | undefined {
  const snapshot = unlisted.includes(ref) ? undefined : ref.replace(/-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')
  const listed = models[ref] ?? (snapshot === undefined ? undefined : models[snapshot])
  return listed ?? (free.some(prefix => ref.startsWith(prefix)) ? { input: 0, output: 0 } : undefined)
}
