import { takeLock } from '../files/lock.ts'
import { readManifest, writeManifest } from '../store/run/run-files.ts'
import { hasLostRatings } from '../store/run/scores-seal.ts'

/** Of these runs those whose ratings were sealed and are gone. */
export async function lostRatings(dirs: readonly (string | undefined)[]): Promise<string[]> {
  const lost: string[] = []
  for (const dir of dirs) {
    const { scores } = dir === undefined ? {} : await readManifest(dir)
    if (dir !== undefined && scores !== undefined && (await hasLostRatings(dir, scores))) lost.push(dir)
  }
  return lost
}

/** The seals of these runs no longer speak of ratings: those that are there now are what people say. */
export async function forgetRatings(dirs: readonly string[]): Promise<void> {
  for (const dir of dirs) {
    const lock = await takeLock(dir)
    try {
      const { scores, ...manifest } = await readManifest(dir)
      if (scores === undefined) continue
      const { ratings: _, ...rest } = scores
      await writeManifest(dir, { ...manifest, scores: rest })
    } finally {
      await lock.release()
    }
  }
}
