import { stat } from 'node:fs/promises'
import { files, readManifest, writeManifest } from '../store/run/run-files.ts'

/** Of these runs those whose ratings were sealed and are gone, as where somebody deleted them to import them anew. */
export async function lostRatings(dirs: readonly (string | undefined)[]): Promise<string[]> {
  const lost: string[] = []
  for (const dir of dirs) {
    if (dir === undefined || (await readManifest(dir)).scores?.ratings === undefined) continue
    if ((await stat(files.ratings(dir)).catch(() => undefined)) === undefined) lost.push(dir)
  }
  return lost
}

/** The seals of these runs no longer speak of ratings: those that are there now are what people say. */
export async function forgetRatings(dirs: readonly string[]): Promise<void> {
  for (const dir of dirs) {
    const { scores, ...manifest } = await readManifest(dir)
    if (scores === undefined) continue
    const { ratings: _, ...rest } = scores
    await writeManifest(dir, { ...manifest, scores: rest })
  }
}
