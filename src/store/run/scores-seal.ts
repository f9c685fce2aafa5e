import type { FileDigest, Manifest, ScoresSeal } from '../../core/manifest.ts'
import { digestOf } from '../../files/digest.ts'
import { files } from './run-files.ts'

/** Ties scores that were just written to the logs that they were drawn from. */
export async function sealScores(
  { dir, manifest }: { dir: string; manifest: Manifest },
  scores: FileDigest,
  versions: ScoresSeal['versions'],
): Promise<ScoresSeal> {
  return { scores, ...(await digestsOf(dir, manifest)), versions }
}

/** The first file that is not what it was when the scores were drawn; nothing where all are. */
export async function brokenSeal(
  dir: string,
  manifest: Manifest,
  { versions: _, ...sealed }: ScoresSeal,
): Promise<'scores' | 'samples' | 'outputs' | 'judgments' | 'ratings' | undefined> {
  const scores = await digestOf(files.scores(dir))
  if (!isSame(scores, sealed.scores)) return 'scores'
  const now = await digestsOf(dir, manifest)
  for (const log of ['samples', 'outputs', 'judgments'] as const) if (!isSame(now[log], sealed[log])) return log
  return isSame(now.ratings, sealed.ratings) ? undefined : 'ratings'
}

async function digestsOf(dir: string, { benchmarks }: Manifest) {
  const byPeople = benchmarks.some(({ card }) => card?.judge.byPeople)
  const [samples, outputs, judgments, ratings] = await Promise.all(
    [files.samples, files.outputs, files.judgments, files.ratings].map(file =>
      file === files.ratings && !byPeople ? undefined : digestOf(file(dir)),
    ),
  )
  if (samples === undefined || outputs === undefined || judgments === undefined) throw new Error('a run has three logs')
  return { samples, outputs, judgments, ...(ratings && { ratings }) }
}

const isSame = (a: FileDigest | undefined, b: FileDigest | undefined): boolean =>
  a?.bytes === b?.bytes && a?.sha256 === b?.sha256
