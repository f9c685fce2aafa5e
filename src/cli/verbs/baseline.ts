import { dirname, join } from 'node:path'
import { XevalError } from '../../core/errors.ts'
import { unknownName } from '../../registry/near.ts'
import { openRuns } from '../../run/open-runs.ts'
import { runsFolder } from '../../run/run-manifest.ts'
import { listBaselines, setBaseline } from '../../store/baselines.ts'
import { parseReportOptions } from '../options/report-options.ts'
import type { Verb } from '../program.ts'

/** Beside the runs: `.xeval/baselines`. */
export const baselinesFolder = (out: string | undefined): string => join(dirname(runsFolder(out)), 'baselines')

const baseline: Verb = async ([action = 'list', name, run], options) => {
  const { out, json } = parseReportOptions(options)
  const folder = baselinesFolder(out)
  if (action === 'list') {
    const all = await listBaselines(folder)
    const text =
      all.map(({ name, run, state }) => `${name}  ${run}${state === 'unchanged' ? '' : `  ${state}`}\n`).join('') ||
      'no baselines yet\n'
    process.stdout.write(json ? `${JSON.stringify(all, null, 2)}\n` : text)
    return 0
  }
  if (action !== 'set') throw unknownName('baseline action', action, ['set', 'list'])
  if (name === undefined || run === undefined) {
    throw new XevalError('bad-option', 'baseline set needs a name and a run', {
      hint: 'xeval baseline set nightly RUN',
    })
  }
  const [found] = await openRuns([run], out)
  if (found === undefined) return 2
  await setBaseline(folder, name, found.manifest.id, found.dir)
  process.stdout.write(`${name} is ${found.manifest.id}\n`)
  return 0
}
export default baseline
