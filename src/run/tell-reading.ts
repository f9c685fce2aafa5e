import { basename } from 'node:path'
import type { Dataset } from '../core/dataset.ts'
import type { Context } from './context.ts'

/** Says how a file of the user's own is read, where that isn't plain UTF-8 with commas. */
export async function tellReading(
  dataset: Dataset,
  path: string,
  { onEvent }: Pick<Context, 'onEvent'>,
): Promise<void> {
  const reading = await dataset.readingOf?.(path)
  if (reading === undefined || Object.keys(reading).length === 0) return
  onEvent({ type: 'notice', notice: { code: 'data-read', file: basename(path), reading } })
}
