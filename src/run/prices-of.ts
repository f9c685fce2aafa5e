import { XevalError } from '../core/errors.ts'
import { type Price, type PriceList, type Prices, priceOf } from '../core/price.ts'
import type { Context } from './context.ts'
import { freeOf, priceList } from './price-list.ts'
import type { Settings } from './settings.ts'

/**
 * The prices of all models of a run that is to count money: from `--prices`, from the run itself that is resumed, or
 * from the providers' lists. Throws `no-price` for a model that isn't in it: a budget that leaves one out would not be one.
 */
export async function pricesOf(
  { prices: file }: Settings,
  refs: readonly string[],
  context: Context,
  known?: Prices,
): Promise<Prices> {
  const list: PriceList =
    file === undefined && known !== undefined
      ? { ...known, free: freeOf(await context.registry.allProviders()) }
      : await priceList(file, context)
  const found = [...new Set(refs)].map((ref): [string, Price | undefined] => [ref, priceOf(list, ref)])
  const missing = found.flatMap(([ref, price]) => (price === undefined ? [ref] : []))
  if (missing.length > 0) {
    throw new XevalError('no-price', `${missing.join(', ')}: no price in ${file ?? `xeval’s list of ${list.date}`}`, {
      hint: `Pass --prices FILE with {"date": "YYYY-MM-DD", "models": {${JSON.stringify(missing[0])}: {"input": 1.5, "output": 6}}}, in US dollars per million tokens.`,
    })
  }
  const { date, source } = list
  const models = Object.fromEntries(found.flatMap(([ref, price]) => (price ? [[ref, price]] : [])))
  return { date, ...(source !== undefined && { source }), models }
}
