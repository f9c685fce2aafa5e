import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'
import { type Price, Prices } from '../core/price.ts'

/** Our dated list, or the user's own in the same form. */
export async function loadPrices(file?: string): Promise<Prices> {
  const path = file ?? new URL('./prices.json', import.meta.url)
  try {
    return Prices.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    const what = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause)
    throw new XevalError('bad-prices', `${file ?? 'prices.json'}: ${what}`, {
      hint: 'Write {"date": "2026-01-31", "models": {"openai/NAME": {"input": 1.5, "output": 6}}}, by REF, in US dollars a million tokens.',
      cause,
    })
  }
}

/**
 * A model's price by its REF, also with a dated snapshot behind it; nothing where it isn't listed. A longer name that isn't
 * a snapshot (`gpt-4o-audio`) is another model, and the same name on another server has another price. What runs on this
 * machine or was recorded costs nothing.
 */
export function priceOf({ models }: Prices, ref: string): Price | undefined {
  // The first snapshot of gpt-4o costs twice as much as what the name stands for now.
  const isOther = ref === 'openai/gpt-4o-2024-05-13'
  const listed = models[ref] ?? (isOther ? undefined : models[ref.replace(/-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')])
  return listed ?? (/^(replay:|llama-cpp:|ollama\/|demo\/)/.test(ref) ? { input: 0, output: 0 } : undefined)
}
