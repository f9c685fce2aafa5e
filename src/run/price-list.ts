import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { messageOf, XevalError } from '../core/errors.ts'
import { PriceFile, type PriceList } from '../core/price.ts'
import { at, type Context } from './context.ts'

/** What the providers publish of their own prices, or a file of the user's in place of it. */
export async function priceList(file: string | undefined, context: Context): Promise<PriceList> {
  const providers = await context.registry.allProviders()
  const free = freeOf(providers)
  if (file !== undefined) return { ...(await readPrices(at(context, file), file)), free }
  const files = providers.flatMap(({ prices }) => (prices === undefined ? [] : [fileURLToPath(prices)]))
  const lists = await Promise.all(files.map(path => readPrices(path, basename(path))))
  // The list is as old as its oldest part.
  const [date = context.now().toISOString().slice(0, 10)] = lists.map(list => list.date).sort()
  const sources = new Set(lists.flatMap(({ source }) => source ?? []))
  return {
    date,
    ...(sources.size > 0 && { source: [...sources].join(' ') }),
    models: Object.assign({}, ...lists.map(({ models }) => models)),
    unlisted: lists.flatMap(({ unlisted = [] }) => unlisted),
    free,
  }
}

/** What REFs begin with that cost nothing; the recorded demonstration among them. */
export const freeOf = (providers: readonly { free?: readonly string[] }[]): string[] => [
  'demo/',
  ...providers.flatMap(({ free = [] }) => free),
]

async function readPrices(path: string, shown: string): Promise<z.infer<typeof PriceFile>> {
  try {
    return PriceFile.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    const what = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause)
    throw new XevalError('bad-prices', `${shown}: ${what}`, {
      hint: 'Write {"date": "2026-01-31", "models": {"PROVIDER/NAME": {"input": 1.5, "output": 6}}}, by REF, in US dollars per million tokens.',
      cause,
    })
  }
}
