import { stat } from 'node:fs/promises'
import { XevalError } from '../../core/errors.ts'
import type { FileDigest, Manifest, ScoresSeal } from '../../core/manifest.ts'
import type { LogDigests } from '../../core/run-store.ts'
import { shellWords } from '../../core/shell-words.ts'
import { digestOf } from '../../files/digest.ts'
import { files } from './run-files.ts'

/** Ties scores that were just written to the logs that they were drawn from, whose digests may be known from writing them. */
export async function sealScores(
  { dir, manifest, digests }: { dir: string; manifest: Manifest; digests?(): Promise<LogDigests> },
  scores: FileDigest,
  versions: ScoresSeal['versions'],
): Promise<ScoresSeal> {
  const ratings = await digestOf(files.ratings(dir))
  const logs = await (digests?.() ?? logDigests(dir))
  return { scores, ...logs, ...((ratings.bytes > 0 || isByPeople(manifest)) && { ratings }), versions }
}

/**
 * Holds a run against its seal. Throws where a log is another than when the run ended; ratings may have become more. Gives what was
 * drawn from them then and is of others now, which can be drawn again: the scores, and for a run that goes on any log.
 */
export async function brokenSeal(
  dir: string,
  manifest: Manifest,
  seal: ScoresSeal,
  answersOnly = false,
): Promise<keyof LogDigests | 'scores' | 'ratings' | undefined> {
  const log = await changedLog(dir, seal)
  if (log !== undefined && hasEnded(manifest)) throw changedSince(dir, log)
  // Who imports ratings anew needs none of those that are gone.
  if (answersOnly && (await hasLostRatings(dir, seal))) return 'ratings'
  await refuseOtherRatings(dir, seal)
  if (!isSame(await digestOf(files.scores(dir)), seal.scores)) return 'scores'
  if (log !== undefined) return log
  return isByPeople(manifest) && (await sizeOf(files.ratings(dir))) !== seal.ratings?.bytes ? 'ratings' : undefined
}

/** Throws where a run that ended has other logs than then, before more is written to them. Gives whether it had any to be held against. */
export async function refuseChanged(dir: string, manifest: Manifest): Promise<boolean> {
  const { scores: seal } = manifest
  if (seal === undefined || !hasEnded(manifest)) return false
  const log = await changedLog(dir, seal)
  if (log !== undefined) throw changedSince(dir, log)
  await refuseOtherRatings(dir, seal)
  return true
}

/** The first log that is not what was sealed. */
export async function changedLog(dir: string, seal: ScoresSeal): Promise<keyof LogDigests | undefined> {
  for (const log of ['samples', 'outputs', 'judgments'] as const) {
    const path = files[log](dir)
    if ((await sizeOf(path)) !== seal[log].bytes || !isSame(await digestOf(path), seal[log])) return log
  }
  return undefined
}

/** What people had said by then still stands at the beginning of what they have said now. */
export const hasSealedRatings = async (dir: string, { ratings }: ScoresSeal): Promise<boolean> =>
  ratings === undefined || isSame(await digestOf(files.ratings(dir), ratings.bytes), ratings)

/** They were sealed, and all are gone, as where somebody deleted them to import them anew. */
export const hasLostRatings = async (dir: string, { ratings }: ScoresSeal): Promise<boolean> =>
  ratings !== undefined && ratings.bytes > 0 && (await sizeOf(files.ratings(dir))) === 0

/** In any other state a log may be longer than what was sealed. */
export const hasEnded = ({ status }: Manifest): boolean => status === 'complete' || status === 'interrupted'

export const changedSince = (dir: string, name: string): XevalError =>
  new XevalError('run-changed', `${dir}: ${name}.jsonl is not the file with which the run ended`, {
    hint: `Restore it from a copy. Or see what is wrong with \`xeval check ${shellWords([dir])}\`, keep what is whole with \`xeval repair ${shellWords([dir])}\`, and resume.`,
    location: { file: files.manifest(dir) },
  })

async function refuseOtherRatings(dir: string, seal: ScoresSeal): Promise<void> {
  if (!(await hasSealedRatings(dir, seal))) throw changedSince(dir, 'ratings')
}

async function logDigests(dir: string): Promise<LogDigests> {
  const [samples, outputs, judgments] = [files.samples(dir), files.outputs(dir), files.judgments(dir)]
  return { samples: await digestOf(samples), outputs: await digestOf(outputs), judgments: await digestOf(judgments) }
}

const isByPeople = ({ benchmarks }: Manifest): boolean => benchmarks.some(({ card }) => card?.judge.byPeople)

const isSame = (a: FileDigest, b: FileDigest): boolean => a.bytes === b.bytes && a.sha256 === b.sha256

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 0
      throw error
    },
  )
