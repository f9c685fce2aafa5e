import { dirname, join } from 'node:path'
import { setBaseline } from '../store/baselines.ts'
import type { Context } from './context.ts'
import { openRuns } from './open-runs.ts'
import { runsFolder } from './run-manifest.ts'

/** Beside the runs: `.xeval/baselines`. */
export const baselinesFolder = (context: Context, out: string | undefined): string =>
  join(dirname(runsFolder(context, out)), 'baselines')

/** Names a complete run; gives its id. */
export async function nameBaseline(
  name: string,
  run: string,
  out: string | undefined,
  context: Context,
): Promise<string> {
  const [found] = await openRuns([run], out, context)
  if (found === undefined) throw new Error('openRuns gives what it is asked for')
  await setBaseline(baselinesFolder(context, out), name, found.manifest.id, found.dir)
  return found.manifest.id
}
