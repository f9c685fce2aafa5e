import { z } from 'zod'
import { XevalError } from '../../core/errors.ts'
import { type OpenRated, openRated } from '../../run/open-rated.ts'
import { commandContext } from '../process/command-context.ts'
import { holdNursery } from '../process/hold-nursery.ts'

const RatingOptions = z.object({
  rater: z.array(z.string()).exactOptional(),
  raters: z.coerce.number().int().min(1).max(100).exactOptional(),
  mode: z.enum(['absolute', 'pairwise']).exactOptional(),
  output: z.string().exactOptional(),
  from: z.array(z.string()).exactOptional(),
  scale: z.string().exactOptional(),
  pseudonyms: z.boolean().exactOptional(),
  partial: z.boolean().exactOptional(),
  host: z.string().min(1).exactOptional(),
  port: z.coerce.number().int().min(0).max(65_535).exactOptional(),
  name: z.array(z.string()).exactOptional(),
  json: z.boolean().exactOptional(),
  out: z.string().exactOptional(),
})
export type RatingOptions = z.infer<typeof RatingOptions>

export function parseRatingOptions(options: Record<string, unknown>): RatingOptions {
  const parsed = RatingOptions.safeParse(options)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new XevalError('bad-option', `--${String(issue?.path[0])}: ${issue?.message}`, {
    hint: 'See --help of the command.',
  })
}

/** `--rater NAME` as often as wanted, or `--raters 3` for R1, R2 and R3. */
export const ratersOf = ({ rater = [], raters = 0 }: RatingOptions): string[] => [
  ...rater,
  ...Array.from({ length: raters }, (_, i) => `R${i + 1}`),
]

/** Runs by name for rating: their answers, and their names for the next command. Says in what else they differ. */
export async function openNamed(args: readonly string[], { out }: RatingOptions): Promise<OpenRated> {
  holdNursery()
  const rated = await openRated(args, out, commandContext())
  for (const message of rated.differences) {
    process.stderr.write(`Note: the runs differ in more than their model: ${message}\n`)
  }
  return rated
}
