import { basename, dirname, join } from 'node:path'
import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import { listRuns, readManifest } from '../store/run/run-files.ts'
import { type OldRun, oldRun, otherWork, partnerOf } from './resume.ts'
import { manifestsOf, runsFolder } from './run-manifest.ts'
import type { Session } from './session.ts'

/**
 * For `--resume auto`: the newest run in the folder that this very command made before, both arms of a pair; `undefined` where there is
 * none. A run of the same models whose settings differ is another job, and is let be.
 */
export async function ownRuns(session: Session): Promise<OldRun[] | undefined> {
  const { context, settings } = session
  const planned = await manifestsOf(session)
  const [first, second] = planned
  for (const dir of await listRuns(runsFolder(context, settings.out))) {
    const manifest = await readManifest(dir).catch((error: unknown) => {
      // A folder without a manifest was left by a process that ended before there was one.
      if (!XevalError.is(error)) throw error
      if (error.code !== 'no-run')
        context.onEvent({ type: 'notice', notice: { code: 'run-passed-over', message: error.message } })
      return undefined
    })
    if (manifest === undefined || first === undefined || basename(dir) !== manifest.id) continue
    if (!isSameJob(manifest, first)) continue
    if (second === undefined) return [{ dir }]
    const other = join(dirname(dir), manifest.pair?.with ?? '')
    const partner = await partnerOf(manifest, other, second.model.ref)
    const { id } = partner.manifest
    if (!partner.isMissing && !isSameJob(partner.manifest, second)) continue
    return [{ dir }, oldRun(other, partner.manifest, second, partner.isMissing ? id : undefined)]
  }
  return undefined
}

/** Whether a run does the work that is planned, of the model at the same REF. */
const isSameJob = (was: Manifest, now: Manifest): boolean =>
  was.model.ref === now.model.ref &&
  was.pair?.role === now.pair?.role &&
  was.demo === now.demo &&
  was.repeats === undefined &&
  was.mergedFrom === undefined &&
  namesOf(was) === namesOf(now) &&
  was.seed === now.seed &&
  otherWork(was, now).length === 0

const namesOf = ({ benchmarks }: Manifest): string =>
  benchmarks
    .map(({ name }) => name)
    .sort()
    .join()
