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
