import { XevalError } from '../core/errors.ts'
import type { Price, Prices } from '../core/price.ts'
import { loadPrices, priceOf } from '../models/prices.ts'
import { at, type Context } from './context.ts'
import type { Settings } from './settings.ts'

/**
 * The prices of all models of a run that is to count money: from `--prices`, from the run itself that is resumed, or
 * from our list. Throws `no-price` for a model that isn't in it: a budget that leaves one out would not be one.
 */
export async function pricesOf(
  { prices: file }: Settings,
  refs: readonly string[],
  context: Context,
  known?: Prices,
): Promise<Prices> {
  const list = file === undefined && known !== undefined ? known : await pricesFrom(file, context)
  const found = [...new Set(refs)].map((ref): [string, Price | undefined] => [ref, priceOf(list, ref)])
  const missing = found.flatMap(([ref, price]) => (price === undefined ? [ref] : []))
  if (missing.length > 0) {
    throw new XevalError('no-price', `${missing.join(', ')}: no price in ${file ?? `our list of ${list.date}`}`, {
      hint: `Pass --prices FILE with {"date": "YYYY-MM-DD", "models": {${JSON.stringify(missing[0])}: {"input": 1.5, "output": 6}}}, in US dollars a million tokens.`,
    })
  }
  return { ...list, models: Object.fromEntries(found.flatMap(([ref, price]) => (price ? [[ref, price]] : []))) }
}

/** Our list, or a file of the user's. */
export const pricesFrom = (file: string | undefined, context: Context): Promise<Prices> =>
  loadPrices(file === undefined ? undefined : at(context, file))
