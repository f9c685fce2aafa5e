import { resolve } from 'node:path'
import { runsFolder } from '../run/run-manifest.ts'
import { readRun } from '../store/run/open-run.ts'
import { findRun, readMetrics } from '../store/run/run-files.ts'
import { refuseChanged } from '../store/run/scores-seal.ts'

/** The parts of an `OpenedRun`. */
export async function openNamed(name: string, { cwd, out }: { cwd: string; out: string | undefined }) {
  const dir = resolve(await findRun(runsFolder({ cwd }, out), name, cwd))
  const { manifest, samples, items } = await readRun(dir)
  await refuseChanged(dir, manifest)
  const metrics = await readMetrics(dir, manifest)
  return { dir, manifest, ...(metrics && { metrics }), samples: () => samples(), records: items }
}
