import { z } from 'zod'
import { differencesOf } from '../../analysis/differences.ts'
import { XevalError } from '../../core/errors.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { Mode, RatedAnswer, Study } from '../../ratings/study.ts'
import { openStudy } from '../../ratings/study-file.ts'
import { openRuns } from '../../run/open-runs.ts'
import { runName } from '../../run/rate-steps.ts'
import { type RatedRuns, readRatedRuns } from '../../run/rated-runs.ts'

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

/** Runs by name for rating: their answers, and their names for the next command. */
export async function openRated(
  args: readonly string[],
  { out }: RatingOptions,
): Promise<RatedRuns & { names: string[] }> {
  const runs = await openRuns(args, out, { answersOnly: true })
  const [before, after] = runs
  if (before !== undefined && before.manifest.id === after?.manifest.id) {
    throw new XevalError('bad-option', `${before.manifest.id} is named twice`, { hint: 'Name one run, or two.' })
  }
  warnOfDifferences(before?.manifest, after?.manifest)
  return { ...(await readRatedRuns(runs)), names: runs.map(runName) }
}

/** The study that was made of these answers: in the mode that is asked for, or the one that there is. */
export async function knownStudy(runDir: string, answers: readonly RatedAnswer[], mode?: Mode): Promise<Study> {
  const open = (wanted: Mode) => openStudy({ runDir, mode: wanted, raters: [], answers })
  if (mode !== undefined) return open(mode)
  try {
    return await open('absolute')
  } catch (error) {
    if (!XevalError.is(error) || error.code !== 'no-study') throw error
    return open('pairwise')
  }
}

/** Raters' time is dear: what `compare` would refuse later is said before anybody rates. */
function warnOfDifferences(before: Manifest | undefined, after: Manifest | undefined): void {
  if (before === undefined || after === undefined) return
  for (const { message } of differencesOf(before, after)) {
    process.stderr.write(`Note: the runs differ in more than their model: ${message}\n`)
  }
}
