import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'

/** US dollars a million tokens. */
const Price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() })
export type Price = z.infer<typeof Price>

const Prices = z.strictObject({
  /** The day on which the figures were read. */
  date: z.iso.date(),
  source: z.string().exactOptional(),
  models: z.record(z.string(), Price),
})
export type Prices = z.infer<typeof Prices>

/** Our dated list, or the user's own in the same form. */
export async function loadPrices(file?: string): Promise<Prices> {
  const path = file ?? new URL('./prices.json', import.meta.url)
  try {
    return Prices.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new XevalError('bad-prices', `${file}: ${messageOf(cause)}`, {
      hint: 'Write {"date": "2026-01-31", "models": {"NAME": {"input": 1.5, "output": 6}}}, in US dollars a million tokens.',
      cause,
    })
  }
}

/**
 * A model's price by its name, also with a provider before it or a dated snapshot behind it; nothing where it isn't listed. A
 * longer name that isn't a snapshot (`gpt-4o-audio`) is another model.
 */
export function priceOf({ models }: Prices, ref: string): Price | undefined {
  const name = ref.slice(Math.max(ref.lastIndexOf('/'), ref.lastIndexOf('#')) + 1)
  return models[name] ?? models[name.replace(/-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')]
}
